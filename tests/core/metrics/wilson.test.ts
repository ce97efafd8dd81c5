import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accuracyFigures } from '../../../src/core/metrics/wilson';

test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i has the interval that Newcombe (1998) gives', (correct, images, low, high) => {
  const figures = accuracyFigures(correct, images);
  expect(figures.low).toBeCloseTo(low, 4);
  expect(figures.high).toBeCloseTo(high, 4);
});

const counts = fc
  .integer({ min: 1, max: 100_000 })
  .chain((images) => fc.tuple(fc.integer({ min: 0, max: images }), fc.constant(images)));

test('its ends are where the score test just rejects: |p̂ − p| = z·√(p(1 − p)/n)', () => {
  fc.assert(
    fc.property(counts, ([correct, images]) => {
      const { accuracy, low, high } = accuracyFigures(correct, images);
      for (const end of [low, high]) {
        const distance = Math.abs(accuracy - end);
        expect(distance).toBeCloseTo(1.959963984540054 * Math.sqrt((end * (1 - end)) / images), 9);
      }
    }),
  );
});

test('it lies within 0 and 1 and around the accuracy', () => {
  fc.assert(
    fc.property(counts, ([correct, images]) => {
      const { accuracy, low, high } = accuracyFigures(correct, images);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(accuracy);
      expect(high).toBeGreaterThanOrEqual(accuracy);
      expect(high).toBeLessThanOrEqual(1);
    }),
  );
});

describe('at the extremes', () => {
  test('all correct reaches exactly 1, and down to n / (n + z²)', () => {
    const { accuracy, low, high } = accuracyFigures(1000, 1000);
    expect([accuracy, high]).toEqual([1, 1]);
    expect(low).toBeCloseTo(1000 / (1000 + 1.959963984540054 ** 2), 12);
  });

  test('none correct reaches exactly 0', () => {
    expect(accuracyFigures(0, 1000)).toMatchObject({ accuracy: 0, low: 0 });
  });

  test('one image says next to nothing', () => {
    const { low, high } = accuracyFigures(1, 1);
    expect(low).toBeCloseTo(0.2065, 4);
    expect(high).toBe(1);
  });

  test('no images is refused, as are more correct ones than images', () => {
    expect(() => accuracyFigures(0, 0)).toThrow('Accuracy needs at least one image, got 0.');
    expect(() => accuracyFigures(11, 10)).toThrow('Correct answers must be 0 to 10, got 11.');
    expect(() => accuracyFigures(-1, 10)).toThrow(RangeError);
    expect(() => accuracyFigures(NaN, 10)).toThrow(RangeError);
  });
});
