import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sqnr, tensorFigures } from '../../../src/core/metrics/weight-error';

const f32 = (...values: number[]) => Float32Array.from(values);

test('a kernel that nothing happened to has no error', () => {
  const weights = f32(0.5, 0, -0.25);
  expect(
    tensorFigures({ name: 'dense', shape: [3, 1], original: weights, compressed: weights }),
  ).toEqual({ name: 'dense', shape: [3, 1], weights: 3, zeros: 1, maxError: 0 });
});

test('a pruned weight is a zero, not an error', () => {
  const figures = tensorFigures({
    name: 'dense',
    shape: [2, 2],
    original: f32(0.5, 0.25, -0.125, 1),
    compressed: f32(0.5, 0, 0, 1),
    mask: Uint8Array.of(1, 0, 0, 1),
  });
  expect(figures).toMatchObject({ weights: 4, zeros: 2, maxError: 0 });
});

test('a weight that only rounds to zero counts in the error', () => {
  const figures = tensorFigures({
    name: 'dense',
    shape: [3, 1],
    original: f32(1, 0.4375, 0.125),
    compressed: f32(1, 0, 0),
    coding: { bits: 2, scales: f32(1) },
    mask: Uint8Array.of(1, 1, 0),
  });
  expect(figures).toMatchObject({ zeros: 2, maxError: 0.4375, maxErrorInScales: 0.4375 });
});

test('each error is measured in the scale of its own channel', () => {
  // Channels alternate; the larger error is the smaller one in scales.
  const figures = tensorFigures({
    name: 'dense',
    shape: [2, 2],
    original: f32(4, 0.5, 3, 0.125),
    compressed: f32(4, 0.5, 4, 0),
    coding: { bits: 3, scales: f32(4, 0.25) },
  });
  expect(figures.maxError).toBe(1);
  expect(figures.maxErrorInScales).toBe(0.5);
  expect(figures.scales).toEqual({ count: 2, min: 0.25, max: 4 });
});

test('the scale of a channel of zeros, which was fitted to nothing, is not the largest', () => {
  const kernel = { name: 'dense', shape: [2, 2], original: f32(0.5, 3, -0.25, 4) };
  const coding = { bits: 3, scales: f32(0.25, 1) };
  const pruned = { ...kernel, compressed: f32(0.5, 0, -0.25, 0), coding };
  expect(tensorFigures(pruned).scales).toEqual({ count: 2, min: 0.25, max: 0.25 });
  const written = { ...kernel, compressed: f32(0.5, 3, -0.25, 3), coding };
  expect(tensorFigures(written).scales).toEqual({ count: 2, min: 0.25, max: 1 });
  const gone = { ...kernel, compressed: f32(0, 0, 0, 0), coding: { bits: 3, scales: f32(1, 1) } };
  expect(tensorFigures(gone).scales).toEqual({ count: 2, min: 1, max: 1 });
});

test('zero-points that are not rounded would miss 0, in one channel more than in the other', () => {
  const coding = { bits: 2, scales: f32(1, 2), zeroPoints: Uint8Array.of(1, 1) };
  // −min/s is 1.25 in the first channel; the second begins at −1 once its −3 is pruned: 0.5.
  const weights = { original: f32(-1.25, -3, 1.75, -1), compressed: f32(-1, 0, 2, 0) };
  const kernel = { name: 'dense', shape: [2, 2], ...weights, mask: Uint8Array.of(1, 0, 1, 1) };
  expect(tensorFigures({ ...kernel, coding }).zeroMiss).toBe(0.5);
  const wide = { ...coding, scales: f32(1, 1.6) };
  const first = tensorFigures({ ...kernel, coding: wide, fit: 'all weights' });
  // 3 ÷ 1.6 is 1.875 and misses by 0.125, so that the first channel's 0.25 counts.
  expect(first.zeroMiss).toBe(0.25);
  expect(tensorFigures({ ...kernel, coding: wide }).zeroMiss).toBeCloseTo(0.375, 6);
  expect(tensorFigures({ ...kernel, coding, fit: 'training' })).not.toHaveProperty('zeroMiss');
  const one = { ...kernel, coding: { ...coding, scales: f32(1), zeroPoints: Uint8Array.of(1) } };
  expect(tensorFigures(one).zeroMiss).toBe(0.25);
});

test('only asymmetric codes have a zero to miss', () => {
  const weights = f32(1, -1);
  const kernel = { name: 'dense', shape: [2, 1], original: weights, compressed: weights };
  expect(tensorFigures({ ...kernel, coding: { bits: 2, scales: f32(1) } })).not.toHaveProperty(
    'zeroMiss',
  );
});

test('codes are counted, not values: two channels with the same codes have no more of them', () => {
  const figures = tensorFigures({
    name: 'dense',
    shape: [3, 2],
    original: f32(1, 10, 0, 0, -1, -10),
    compressed: f32(1, 10, 0, 0, -1, -10),
    coding: { bits: 8, scales: f32(1, 10) },
  });
  expect(figures.distinct).toBe(3);
});

test('a codebook has codes to count, but no scales; float16 has neither', () => {
  const change = { name: 'dense', shape: [2, 2], original: f32(0.9, -0.1, 1.2, 2) };
  expect(
    tensorFigures({
      ...change,
      compressed: f32(1, 0, 1, 2),
      coding: { codebook: f32(0, -4, 1, 2) },
      mask: Uint8Array.of(1, 0, 1, 1),
    }),
  ).toEqual({
    name: 'dense',
    shape: [2, 2],
    weights: 4,
    zeros: 1,
    maxError: Math.fround(1.2) - 1,
    distinct: 3,
    sqnr: expect.closeTo(10 * Math.log10(6.26 / 0.06), 5) as number,
  });
  const halves = { ...change, compressed: f32(0.89990234375, -0.0999755859375, 1.2001953125, 2) };
  expect(tensorFigures({ ...halves, coding: 'float16' })).toEqual({
    name: 'dense',
    shape: [2, 2],
    weights: 4,
    zeros: 0,
    maxError: 1.2001953125 - Math.fround(1.2),
    sqnr: expect.any(Number) as number,
  });
});

test('a −0 is a zero', () => {
  const figures = tensorFigures({
    name: 'dense',
    shape: [2, 1],
    original: f32(-0.25, 1),
    compressed: f32(-0, 1),
    coding: { bits: 2, scales: f32(1) },
  });
  expect(figures).toMatchObject({ zeros: 1, distinct: 2, maxError: 0.25 });
});

test('symmetric rounding is off by half a scale at most, with at most 2^bits − 1 codes', () => {
  const weight = fc.float({ min: -8, max: 8, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 8 }),
      fc.array(weight, { minLength: 1, maxLength: 200 }),
      (bits, values) => {
        const original = Float32Array.from(values);
        const top = 2 ** (bits - 1) - 1;
        const largest = original.reduce((max, w) => Math.max(max, Math.abs(w)), 2 ** -100);
        const scale = Math.fround(largest / top);
        const compressed = original.map((w) => scale * Math.round(w / scale));
        const figures = tensorFigures({
          name: 'dense',
          shape: [values.length, 1],
          original,
          compressed,
          coding: { bits, scales: Float32Array.of(scale) },
        });
        expect(figures.maxErrorInScales).toBeLessThanOrEqual(0.5 + 1e-4);
        expect(figures.distinct).toBeLessThanOrEqual(2 ** bits - 1);
      },
    ),
    { numRuns: 1000 },
  );
});

describe('refusals', () => {
  test('lengths that differ are named with both', () => {
    const change = { name: 'conv', shape: [2], original: f32(1, 2), compressed: f32(1) };
    expect(() => tensorFigures(change)).toThrow('conv has 2 weights, but 1 compressed ones.');
    expect(() =>
      tensorFigures({ ...change, compressed: f32(1, 2), mask: Uint8Array.of(1) }),
    ).toThrow('conv has 2 weights, but 2 compressed ones and a mask of 1.');
  });

  test('a weight that no code stands for is named', () => {
    expect(() =>
      tensorFigures({
        name: 'conv',
        shape: [2],
        original: f32(1, 2),
        compressed: f32(1, 1.5),
        coding: { bits: 8, scales: f32(1) },
      }),
    ).toThrow('Weight 1 is 1.5, which no 8-bit code stands for with scale 1 and zero-point 0.');
    expect(() =>
      tensorFigures({
        name: 'conv',
        shape: [2],
        original: f32(1, 2),
        compressed: f32(1, 1.5),
        coding: { codebook: f32(0, 1, 2) },
      }),
    ).toThrow('Weight 1 is 1.5, which is none of the codebook’s 3 values.');
  });
});

describe('signal to noise', () => {
  test('is left out where nothing has changed, and 0 dB where nothing is left', () => {
    expect(sqnr(f32(1, -2, 0), f32(1, -2, 0))).toBeUndefined();
    expect(sqnr(f32(1, -2, 0.5), f32(0, 0, 0))).toBe(0);
  });

  test('is 20·log₁₀ of how much larger each weight is than its error', () => {
    expect(sqnr(f32(4, -8), f32(2, -4))).toBeCloseTo(20 * Math.log10(2), 12);
    const weights = Float32Array.from({ length: 1000 }, (_, i) => i - 500);
    const changed = weights.map((weight) => weight + weight / 8);
    expect(sqnr(weights, changed)).toBeCloseTo(20 * Math.log10(8), 12);
  });

  test('is that of a pruned weight among others: noise is what the weight was', () => {
    // 9 of 9 + 16 + 144 is lost.
    expect(sqnr(f32(3, 4, 12), f32(0, 4, 12))).toBeCloseTo(10 * Math.log10(169 / 9), 12);
  });

  test('does not lose small errors among many large weights', () => {
    const weights = new Float32Array(200_000).fill(1000);
    const changed = weights.slice();
    changed[0] = 1001;
    expect(sqnr(weights, changed)).toBeCloseTo(10 * Math.log10(2e11), 10);
  });
});
