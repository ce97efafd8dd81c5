import { expect, test } from 'vitest';
import { median, quantile } from '../../../src/core/metrics/quantile';

test('quartiles are those that R and NumPy give by default', () => {
  expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
  expect(quantile([1, 2, 3, 4], 0.75)).toBe(3.25);
  expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.25)).toBe(3.25);
  expect(quantile([1, 2, 3, 4, 5], 0.75)).toBe(4);
});

test('the ends are the smallest and the largest value', () => {
  expect(quantile([2, 3, 5], 0)).toBe(2);
  expect(quantile([2, 3, 5], 1)).toBe(5);
});

test('the median of an even number is the mean of the middle two', () => {
  expect(median([1, 3, 5])).toBe(3);
  expect(median([1, 3, 5, 9])).toBe(4);
  expect(median([7])).toBe(7);
});
