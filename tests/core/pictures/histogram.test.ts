import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binEdges, weightHistogram } from '../../../src/core/pictures/histogram';

const weight = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const weights = fc.array(weight).map((values) => Float32Array.from(values));

const total = (bins: Uint32Array) => bins.reduce((sum, count) => sum + count, 0);

describe('histogramOf', () => {
  test('counts every weight of both sets once', () => {
    fc.assert(
      fc.property(weights, weights, (before, after) => {
        const histogram = weightHistogram(before, after);
        expect(total(histogram.before)).toBe(before.length);
        expect(total(histogram.after)).toBe(after.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('puts each weight between the edges of its bin, but for rounding', () => {
    fc.assert(
      fc.property(weight, weights, (one, others) => {
        const histogram = weightHistogram(Float32Array.of(one), others);
        const bin = histogram.before.indexOf(1);
        const [low, high] = binEdges(histogram, bin);
        const slack = histogram.limit * 1e-12;
        expect(Math.fround(one)).toBeGreaterThanOrEqual(low - slack);
        expect(Math.fround(one)).toBeLessThanOrEqual(high + slack);
      }),
      { numRuns: 1000 },
    );
  });

  test('has 0 in the middle bin and the extremes in the outermost, on the wider set’s axis', () => {
    const { limit, before, after } = weightHistogram(
      Float32Array.of(-2, 0, 0, 2),
      Float32Array.of(1),
    );
    expect(limit).toBe(2);
    expect([before[0], before[40], before[80]]).toEqual([1, 2, 1]);
    expect(after[60]).toBe(1);
  });

  test('of nothing but zeros, or of nothing, has the axis from −1 to 1', () => {
    expect(weightHistogram(new Float32Array(3), new Float32Array(3))).toMatchObject({ limit: 1 });
    expect(weightHistogram(new Float32Array(0), new Float32Array(0)).limit).toBe(1);
  });
});
