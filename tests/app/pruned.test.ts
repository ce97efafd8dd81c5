import { describe, expect, test } from 'vitest';
import { prunedWords } from '../../src/app/pruned';
import type { Recipe, Step } from '../../src/core/recipe';
import type { Report } from '../../src/core/report';

const prune = (sparsity: number): Step => ({
  kind: 'prune',
  method: 'magnitude',
  scope: 'global',
  sparsity,
});
const recipe = (...steps: Step[]): Recipe => ({ model: 'ds-cnn', steps });

/** A network of 3,000 kernel weights, of which so many were pruned. */
const report = (
  of: Recipe,
  sparsity: Partial<Report['sparsity']>,
  structure?: Report['structure'],
) =>
  ({
    recipe: of,
    sparsity,
    work: { before: [{ weights: 1000 }, { weights: 2000 }] },
    structure,
  }) as unknown as Report;

describe('weights set to zero', () => {
  const half = recipe(prune(0.5));

  test('are counted of those that can be pruned', () => {
    const all = report(half, { requested: 0.5, pruned: 1500, achieved: 0.5, prunable: 3000 });
    expect(prunedWords(all, half)).toBe('1,500 of 3,000 prunable weights pruned (50%)');
  });

  test('are told of all kernel weights too, where some cannot be pruned', () => {
    const most = report(half, { requested: 0.5, pruned: 1200, achieved: 0.4, prunable: 2400 });
    expect(prunedWords(most, half)).toBe(
      '1,200 of 2,400 prunable weights pruned (50%), 40% of all 3,000',
    );
  });

  test('of an earlier setting are told with that setting', () => {
    const old = report(half, { requested: 0.5, pruned: 1500, achieved: 0.5, prunable: 3000 });
    expect(prunedWords(old, recipe(prune(0.9)))).toBe(
      'At 50%: 1,500 of 3,000 prunable weights pruned (50%)',
    );
    const stored: Step = { kind: 'float16' };
    expect(prunedWords(old, recipe(prune(0.5), stored))).toBe(
      '1,500 of 3,000 prunable weights pruned (50%)',
    );
  });
});

test('counts filters and neurons where those are removed, and names layers that kept one', () => {
  const removed = [
    { name: 'conv1', units: [0, 2], of: 4 },
    { name: 'fc1', units: [], of: 1000 },
  ];
  const of = recipe();
  expect(prunedWords(report(of, {}, { removed, keptOne: [] }), of)).toBe(
    '2 of 1,004 filters and neurons removed',
  );
  expect(prunedWords(report(of, {}, { removed, keptOne: ['conv1', 'fc1'] }), of)).toBe(
    '2 of 1,004 filters and neurons removed; one is kept in conv1 and fc1',
  );
});
