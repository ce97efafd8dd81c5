import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundHalfEven } from '../../../src/core/quantize/rounding';

test('ties go to the even integer, as IEEE 754 rounds by default', () => {
  const ties = [-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5];
  expect(ties.map(roundHalfEven)).toEqual([-4, -2, -2, 0, 0, 2, 2, 4]);
});

test('the float32 below a half is not rounded up, as floor(x + 0.5) would', () => {
  expect(roundHalfEven(0.49999997)).toBe(0);
  expect(roundHalfEven(-0.2)).toBe(0);
});

test('the nearest integer is found up to 2⁵¹', () => {
  fc.assert(
    fc.property(fc.double({ min: -(2 ** 51), max: 2 ** 51, noNaN: true }), (x) => {
      const rounded = roundHalfEven(x);
      expect(Number.isInteger(rounded)).toBe(true);
      expect(Math.abs(rounded - x)).toBeLessThanOrEqual(0.5);
    }),
    { numRuns: 2000 },
  );
});
