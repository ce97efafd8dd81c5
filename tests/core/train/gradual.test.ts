import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PruneStep } from '../../../src/core/steps/prune';
import { gradualStep, lastPruning } from '../../../src/core/train/gradual';

const PRUNE: PruneStep = {
  kind: 'prune',
  method: 'magnitude',
  scope: 'global',
  sparsity: 0.9,
  layers: { fc1: 0.5 },
};

test('starts with everything, prunes half of the way 7/8, and ends with the step itself', () => {
  const steps = 1000;
  expect(gradualStep(PRUNE, 0, steps)).toEqual({ ...PRUNE, sparsity: 0, layers: { fc1: 0 } });
  // 1 − (1 − ½)³ of 60% of the steps.
  const half = gradualStep(PRUNE, 300, steps);
  expect(half.sparsity).toBeCloseTo(0.9 * (7 / 8), 12);
  expect(half.layers!['fc1']).toBeCloseTo(0.5 * (7 / 8), 12);
  expect(lastPruning(steps)).toBe(600);
  expect(gradualStep(PRUNE, 599, steps).sparsity).toBeLessThan(0.9);
  expect(gradualStep(PRUNE, 600, steps)).toEqual(PRUNE);
  expect(gradualStep(PRUNE, 1000, steps)).toEqual(PRUNE);
});

test('never prunes less than before, and is done by its last pruning, in trainings of any length', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (steps, sparsity) => {
        const prune = { ...PRUNE, sparsity, layers: undefined };
        let before = 0;
        for (let step = 0; step <= steps; step++) {
          const now = gradualStep(prune, step, steps).sparsity;
          expect(now).toBeGreaterThanOrEqual(before);
          before = now;
        }
        expect(lastPruning(steps)).toBeLessThanOrEqual(steps);
        expect(gradualStep(prune, lastPruning(steps), steps).sparsity).toBe(sparsity);
      },
    ),
  );
});
