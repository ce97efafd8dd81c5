import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderStatistic } from '../../../src/core/quantize/order-statistic';

test('every rank has the value that sorting puts there', () => {
  const values = fc.float32Array({ minLength: 1, maxLength: 30, noNaN: true });
  fc.assert(
    fc.property(values, (values) => {
      const ranked = Array.from(values, (_, rank) => orderStatistic(values, rank));
      // A typed array sorts by number, and −0 before 0.
      expect(ranked).toEqual([...values.slice().sort()]);
    }),
    { numRuns: 2000 },
  );
});

test('a part of an array is ranked alone', () => {
  const values = Float32Array.of(9, 3, -1, 2, -9);
  expect(orderStatistic(values.subarray(1, 4), 0)).toBe(-1);
  expect(orderStatistic(values.subarray(1, 4), 2)).toBe(3);
});
