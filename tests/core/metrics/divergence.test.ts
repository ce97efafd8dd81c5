import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divergence } from '../../../src/core/metrics/divergence';

const logits = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), {
  minLength: 12,
  maxLength: 12,
});

test('is ln 2 where a sure answer of two becomes a toss', () => {
  expect(divergence([50, 0], [3, 3], 2)).toBeCloseTo(Math.LN2, 12);
});

test('sums rows: p = (¾, ¼) against q = (½, ½), twice', () => {
  const before = [Math.log(3), 0];
  const one = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
  expect(divergence([...before, ...before], [0, 0, 7, 7], 2)).toBeCloseTo(2 * one, 12);
});

test('is never below 0, and 0 where rows are only shifted', () => {
  fc.assert(
    fc.property(logits, logits, (before, after) => {
      expect(divergence(before, after, 4)).toBeGreaterThanOrEqual(0);
      const shifted = before.map((logit) => logit + 5);
      expect(divergence(before, shifted, 4)).toBeLessThan(1e-12);
    }),
  );
});

test('stays a number where logits are large', () => {
  expect(divergence([1000, 0, 0], [0, 1000, 0], 3)).toBeCloseTo(1000, 6);
});
