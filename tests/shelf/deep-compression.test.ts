import { expect, test } from 'vitest';
import { PAPER, stageRecipes, stagesOf } from '../../src/shelf/deep-compression';
import { parseLink } from '../../src/core/link';
import type { Report } from '../../src/core/report';

const { recipe } = parseLink(
  '#model=a&steps=prune(magnitude,global,0.9)+finetune(2)+cluster(8,linear)+qat(1)',
  { models: ['a'], defaultModel: 'a' },
);

/** A report with these figures, and none of the others. */
function report(correct: number, relativeIndex: number, fileBytes?: Report['fileBytes']): Report {
  return {
    accuracy: { after: { correct, images: 1000 } },
    parameters: { kernels: 900, others: 100 },
    sparsity: { pruned: 800 },
    ledger: { rows: [{ encoding: 'relativeIndex', bytes: relativeIndex }] },
    fileBytes,
  } as unknown as Report;
}

test('the first stage is pruned and tuned, the second is the whole recipe', () => {
  const [pruned, shared] = stageRecipes(recipe);
  expect(pruned.steps.map(({ kind }) => kind)).toEqual(['prune', 'finetune']);
  expect(shared).toBe(recipe);
});

test('stages have the bytes of relative indices, then of the files, and what is left', () => {
  expect(
    stagesOf(report(990, 500, { 1: 450, 2: 440 }), report(985, 200, { 1: 150, 2: 140 })),
  ).toEqual([
    { name: 'prune', bytes: 500, weights: 200, accuracy: { correct: 990, images: 1000 } },
    { name: 'share', bytes: 200, weights: 200, accuracy: { correct: 985, images: 1000 } },
    { name: 'huffman', bytes: 150, weights: 200, accuracy: { correct: 985, images: 1000 } },
    { name: 'adaptive', bytes: 140, weights: 200, accuracy: { correct: 985, images: 1000 } },
  ]);
});

test('bytes that were not counted are not made up', () => {
  expect(() => stagesOf(report(990, 500), report(985, 200))).toThrow('The file was not counted.');
  const { ledger: _, ...uncounted } = report(990, 500);
  expect(() => stagesOf(uncounted as Report, report(985, 200, { 1: 150, 2: 140 }))).toThrow(
    'relativeIndex',
  );
  expect(_).toBeDefined();
});

test('the paper’s ratios are those of its tables', () => {
  // 1,070 KB to 27 KB, and 1,720 KB to 44 KB.
  expect(PAPER['lenet-300-100']!.before.bytes / 27_000).toBeCloseTo(40, 0);
  expect(PAPER['lenet-5']!.before.bytes / 44_000).toBeCloseTo(39, 0);
});
