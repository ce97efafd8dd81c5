import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mcnemar, pairedChange } from '../../../src/core/metrics/mcnemar';
import { exactTail } from './exact';

test('published examples: 1 against 7, and 86 against 150', () => {
  // Fagerland, Lydersen, Laake 2013, table 1; Agresti, Categorical Data Analysis, table 10.1.
  expect(mcnemar(1, 7)).toBeCloseTo(0.0703125, 12);
  expect(mcnemar(86, 150)).toBeCloseTo(3.716e-5, 8);
});

test('it is twice the exact binomial tail, at most 1', () => {
  fc.assert(
    fc.property(fc.nat(150), fc.nat(150), (gained, lost) => {
      const exact = Math.min(1, 2 * exactTail(gained + lost, Math.min(gained, lost)));
      expect(Math.abs(mcnemar(gained, lost) / exact - 1)).toBeLessThan(1e-11);
    }),
  );
});

test('nothing changed, or as many each way, is no evidence at all', () => {
  expect(mcnemar(0, 0)).toBe(1);
  expect(mcnemar(1, 1)).toBe(1);
  expect(mcnemar(5000, 5000)).toBe(1);
});

test('five images all one way could be chance, six could hardly', () => {
  expect(mcnemar(0, 5)).toBe(2 / 2 ** 5);
  expect(mcnemar(6, 0)).toBeCloseTo(2 / 2 ** 6, 15);
});

test('ten thousand images all one way give 0, not NaN', () => {
  expect(mcnemar(0, 10_000)).toBe(0);
  expect(mcnemar(4900, 5100)).toBeCloseTo(2 * exactTail(10_000, 4900), 10);
});

test('gains and losses are counted on the same images, other changes apart', () => {
  //              kept  gained lost  wrong both ways  wrong alike
  const labels = [1, 2, 3, 4, 5];
  const before = [1, 0, 3, 0, 9];
  const after = [1, 2, 0, 9, 9];
  expect(pairedChange(labels, before, after)).toEqual({
    gained: 1,
    lost: 1,
    changed: 3,
    pValue: 1,
  });
});

test('the same predictions twice change nothing', () => {
  const none = { gained: 0, lost: 0, changed: 0, pValue: 1 };
  expect(pairedChange([1, 2], [1, 0], [1, 0])).toEqual(none);
  expect(pairedChange([], [], [])).toEqual(none);
});

test('gained − lost is the change in correct answers, and never more changed than counted', () => {
  const digit = fc.nat(9);
  fc.assert(
    fc.property(fc.array(fc.tuple(digit, digit, digit)), (images) => {
      const [labels, before, after] = [0, 1, 2].map((i) => images.map((image) => image[i]!)) as [
        number[],
        number[],
        number[],
      ];
      const correct = (predictions: number[]) =>
        predictions.filter((prediction, i) => prediction === labels[i]).length;
      const { gained, lost, changed } = pairedChange(labels, before, after);
      expect(gained - lost).toBe(correct(after) - correct(before));
      expect(gained + lost).toBeLessThanOrEqual(changed);
    }),
  );
});

test('lengths that differ are refused with all three', () => {
  expect(() => pairedChange([1, 2], [1, 2], [1])).toThrow(
    'Each of 2 labels needs two predictions, got 2 before and 1 after.',
  );
});
