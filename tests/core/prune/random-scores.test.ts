import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskOf, pruneCount } from '../../../src/core/prune/cut';
import { randomScores } from '../../../src/core/prune/random-scores';
import { ThresholdIndex } from '../../../src/core/prune/threshold-index';

test('the same seed gives the same scores, another seed others', () => {
  expect(randomScores(100, 5)).toEqual(randomScores(100, 5));
  expect(randomScores(100, 5)).not.toEqual(randomScores(100, 6));
});

test('scores are uniform: each tenth of the range holds a tenth of them', () => {
  const tenths = new Array<number>(10).fill(0);
  for (const score of randomScores(100_000, 1)) tenths[Math.min(9, Math.floor(score * 10))]!++;
  // Five standard deviations of a binomial count, √(100,000 · 0.1 · 0.9) = 95.
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(5 * 95);
});

test('a weight pruned at one sparsity stays pruned at every higher one', () => {
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer(),
      fraction,
      fraction,
      (n, seed, a, b) => {
        const scores = randomScores(n, seed);
        const index = new ThresholdIndex(scores);
        const mask = (sparsity: number) => maskOf(scores, index.cut(pruneCount(sparsity, n)));
        const low = mask(Math.min(a, b));
        mask(Math.max(a, b)).forEach((kept, i) => expect(kept).toBeLessThanOrEqual(low[i]!));
      },
    ),
    { numRuns: 1000 },
  );
});
