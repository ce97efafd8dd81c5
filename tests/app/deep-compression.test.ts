import { expect, test } from 'vitest';
import { isShown, recipesOf, shortImages, stageRows } from '../../src/app/deep-compression';
import { deepCompressionOf } from '../../src/shelf/compressed-beforehand';
import type { Report } from '../../src/core/report';

const card = deepCompressionOf('lenet-300-100')!;
const before = { bytes: 1_066_440, weights: 266_610 };

/** A report of the card's model with these figures. */
const report = (correct: number, relativeIndex: number, file: number) =>
  ({
    recipe: { model: 'lenet-300-100', steps: [] },
    accuracy: { after: { correct, images: 1000 } },
    parameters: { kernels: 266_200, others: 410 },
    sparsity: { pruned: 244_610 },
    ledger: { rows: [{ encoding: 'relativeIndex', bytes: relativeIndex }] },
    fileBytes: { 1: file, 2: file - 1000 },
  }) as unknown as Report;

test('before anything was run the stages are as recorded, beside the paper’s', () => {
  const rows = stageRows(card, { state: 'idle' }, before);
  expect(rows.map(({ name, measured }) => [name, measured])).toEqual([
    ['prune', false],
    ['share', false],
    ['huffman', false],
    ['adaptive', false],
  ]);
  expect(rows.map(({ inPaper }) => inPaper)).toEqual([
    '12× fewer parameters',
    '32×',
    '40×, 98.4%',
    'not in it',
  ]);
  expect(rows[2]!.ratio).toBe(1_066_440 / card.stages[2]!.bytes);
});

test('what was run takes the place of what was recorded, as far as it goes', () => {
  const shown = { state: 'done', reports: [report(985, 30_000, 25_000)] } as const;
  const once = stageRows(card, shown, before);
  expect(once.map(({ measured }) => measured)).toEqual([false, true, true, true]);
  expect(once[2]).toMatchObject({ bytes: 25_000, accuracy: 0.985, fewer: 266_610 / 22_000 });
  const reports = [report(990, 110_000, 100_000), report(985, 30_000, 25_000)];
  const all = stageRows(card, { state: 'done', reports }, before);
  expect(all.map(({ measured, bytes }) => [measured, bytes])).toEqual([
    [true, 110_000],
    [true, 30_000],
    [true, 25_000],
    [true, 24_000],
  ]);
});

test('reports of another model say nothing', () => {
  const other = { ...report(1, 1, 1), recipe: { model: 'lenet-5', steps: [] } };
  const rows = stageRows(card, { state: 'done', reports: [other] }, before);
  expect(rows.every(({ measured }) => !measured)).toBe(true);
});

test('the short recipe runs stage by stage, of the long one the end', () => {
  const kinds = (which: 'long' | 'short') =>
    recipesOf(card, which).map(({ steps }) => steps.map(({ kind }) => kind));
  expect(kinds('short')).toEqual([
    ['prune', 'finetune'],
    ['prune', 'finetune', 'cluster', 'qat'],
  ]);
  expect(kinds('long')).toEqual([['prune', 'finetune', 'cluster', 'qat']]);
  expect(isShown(card, recipesOf(card, 'long')[0]!)).toBe(true);
  expect(isShown(card, recipesOf(card, 'short')[0]!)).toBe(false);
  // 15 epochs and 3 of 10,000 images.
  expect(shortImages(card)).toBe(180_000);
});
