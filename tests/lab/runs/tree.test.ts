import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairOf } from '../../../src/lab/runs/pair';
import { accuracyOf, idOf, runOf } from '../../../src/lab/runs/run';
import { recipeOf, rowsOf, runsBelow, treeOf, type TreeNode } from '../../../src/lab/runs/tree';
import type { Report } from '../../../src/core/report';
import { anyRecipe, anyRun, MODELS, runWith } from './runs';

const P9 = 'prune(magnitude,global,0.9)';
const P5 = 'prune(magnitude,global,0.5)';
const Q8 = 'quantize(8,channel,symmetric)';
const Q4 = 'quantize(4,channel,symmetric)';

/** Every node with a run or a branch, as its key. */
const shape = ({ key, run, children }: TreeNode): unknown => [
  run ? `${key}*` : key,
  ...children.map(shape),
];

describe('the tree of steps', () => {
  test('has runs with the same first steps under one node, whether that was run or not', () => {
    const tree = treeOf([
      runWith(`${P9}+finetune(2)+${Q8}`),
      runWith(''),
      runWith(`${P9}+${Q8}`),
      runWith(`${P5}+${Q4}`),
      runWith(`${P5}+${Q8}`),
      runWith(P9),
    ]);
    expect(shape(tree)).toEqual([
      '*',
      [P5, [`${P5}+${Q4}*`], [`${P5}+${Q8}*`]],
      [`${P9}*`, [`${P9}+finetune(2)`, [`${P9}+finetune(2)+${Q8}*`]], [`${P9}+${Q8}*`]],
    ]);
  });

  test('of no runs is the model alone', () => {
    expect(treeOf([])).toEqual({ key: '', depth: 0, children: [] });
  });

  test('has every run once, at the end of its own steps, whatever their order', () => {
    const runs = fc.uniqueArray(
      anyRun.filter(({ id }) => id.includes(MODELS[0]!)),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(runs, (runs) => {
        const tree = treeOf(runs);
        expect(treeOf([...runs].reverse())).toEqual(tree);
        expect(runsBelow(tree)).toBe(runs.length);
        for (const { node, above } of rowsOf(tree, new Set())) {
          expect(node.depth).toBe(above.length);
          if (!node.run) continue;
          const steps = [...above, node].flatMap(({ step }) => step ?? []);
          expect(idOf({ model: MODELS[0]!, steps })).toBe(node.run.id);
        }
      }),
    );
  });

  test('leaves out what is below a folded node', () => {
    const tree = treeOf([runWith(`${P9}+${Q8}`), runWith(P5)]);
    const keys = rowsOf(tree, new Set([P9])).map(({ node }) => node.key);
    expect(keys).toEqual(['', P5, P9]);
  });
});

test('a recipe comes back from its run', () => {
  fc.assert(
    fc.property(anyRecipe, (recipe) => {
      expect(recipeOf({ id: idOf(recipe) })).toEqual(recipe);
    }),
  );
});

test('a run keeps a report’s figures and answers, not each timing', () => {
  const side = { median: 2, low: 1, high: 3 };
  const latency = {
    pairs: 41,
    measurable: true,
    before: side,
    after: side,
    ratio: side,
    control: side,
  };
  const report = {
    recipe: { model: 'lenet-5', steps: [] },
    predictions: [
      { index: 0, label: 7, before: 7, after: 7 },
      { index: 1, label: 2, before: 2, after: 3 },
    ],
    accuracy: { change: { changed: 1 } },
    size: { after: { dense: 10, deflate: 8 } },
    ledger: {
      rows: [
        { encoding: 'dense', bytes: 10 },
        { encoding: 'csr', bytes: 6 },
      ],
    },
    macs: { after: 100 },
    sparsity: { pruned: 5, achieved: 0.5 },
    latency: [{ batch: 1, ...latency, discarded: 0, timings: {} }],
  } as unknown as Report;
  expect(runOf(report, 5)).toEqual({
    id: '#v=1&model=lenet-5',
    time: 5,
    pinned: false,
    name: '',
    labels: '72',
    answers: '73',
    changed: 1,
    dense: 10,
    deflated: 8,
    smallest: { encoding: 'csr', bytes: 6 },
    macs: 100,
    zeros: 5,
    sparsity: 0.5,
    latency,
  });
  expect(runOf({ ...report, latency: [] }, 5)).not.toHaveProperty('latency');
  expect(() => runOf({ ...report, ledger: undefined }, 5)).toThrow('no ledger');
});

test('accuracy is counted from the answers', () => {
  expect(accuracyOf({ labels: '0123', answers: '0129' })).toMatchObject({ correct: 3, images: 4 });
});

test('two runs are compared image by image, where they were judged on the same', () => {
  const one = { labels: '000000', answers: '000001' };
  expect(pairOf(one, { labels: '000000', answers: '001120' })).toEqual({
    gained: 1,
    lost: 3,
    changed: 4,
    pValue: 0.625,
  });
  expect(pairOf(one, { labels: '000001', answers: '000001' })).toBeUndefined();
});
