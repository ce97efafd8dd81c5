import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromCode, toCode } from '../../../src/core/quantize/code';
import { codeLimits, fitParameters, MIN_SCALE } from '../../../src/core/quantize/parameters';
import { rangesOf } from '../../../src/core/quantize/ranges';
import { Random } from '../../../src/core/random';

const bits = fc.integer({ min: 2, max: 8 });
const scheme = fc.constantFrom('symmetric' as const, 'asymmetric' as const);
/** Weights as networks have them: normal, or 0. */
const weight = fc
  .float({ min: Math.fround(-1e30), max: Math.fround(1e30), noNaN: true })
  .map((value) => (Math.abs(value) < 1e-25 ? 0 : value));
const weights = fc.array(weight, { minLength: 1, maxLength: 40 }).map((a) => Float32Array.from(a));

function fit(values: Float32Array, channels: number, step: Parameters<typeof fitParameters>[1]) {
  return fitParameters(rangesOf(values, channels), step);
}

test('an all-zero slice has scale 1 and zero-point 0', () => {
  const values = Float32Array.of(0, 3, 0, -3);
  expect([...fit(values, 2, { bits: 8, scheme: 'symmetric' }).scales]).toEqual(
    [1, 3 / 127].map(Math.fround),
  );
  const { scales, zeroPoints } = fit(values, 2, { bits: 2, scheme: 'asymmetric' });
  expect([...scales]).toEqual([1, 2]);
  expect([...zeroPoints!]).toEqual([0, 2]);
});

test('a pruned weight does not widen its range', () => {
  const ranges = rangesOf(Float32Array.of(-9, 1, 5, -2), 2, Uint8Array.of(0, 1, 1, 1));
  expect([...ranges.min]).toEqual([0, -2]);
  expect([...ranges.max]).toEqual([5, 1]);
});

test('tiny weights get the least scale, whose bits a GPU does not flush', () => {
  const values = Float32Array.of(2 ** -126);
  expect(fit(values, 1, { bits: 8, scheme: 'symmetric' }).scales[0]).toBe(MIN_SCALE);
});

describe('for any weights', () => {
  test('zero is exact in every scheme', () => {
    fc.assert(
      fc.property(weights, bits, scheme, (values, bits, scheme) => {
        const parameters = fit(values, 1, { bits, scheme });
        const scale = parameters.scales[0]!;
        const zeroPoint = parameters.zeroPoints?.[0] ?? 0;
        const code = toCode(0, scale, zeroPoint, codeLimits(parameters));
        expect(fromCode(code, scale, zeroPoint)).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  test('no weight inside the clamp range moves by more than half a scale', () => {
    fc.assert(
      fc.property(weights, bits, scheme, (values, bits, scheme) => {
        const parameters = fit(values, 1, { bits, scheme });
        const scale = parameters.scales[0]!;
        const zeroPoint = parameters.zeroPoints?.[0] ?? 0;
        const limits = codeLimits(parameters);
        // The quotient (below 256) and the product are rounded to float32: 2⁻¹⁶ scales each.
        const most = scale * (0.5 + 2 ** -15);
        for (const value of values) {
          const unclamped = value / scale + zeroPoint;
          if (unclamped < limits[0] || unclamped > limits[1]) continue;
          const code = toCode(value, scale, zeroPoint, limits);
          expect(Math.abs(fromCode(code, scale, zeroPoint) - value)).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('no weight is clamped by more than half a scale', () => {
    fc.assert(
      fc.property(weights, bits, scheme, (values, bits, scheme) => {
        const parameters = fit(values, 1, { bits, scheme });
        const scale = parameters.scales[0]!;
        const zeroPoint = parameters.zeroPoints?.[0] ?? 0;
        const [lowest, highest] = codeLimits(parameters);
        for (const value of values) {
          const unclamped = value / scale + zeroPoint;
          expect(unclamped).toBeGreaterThan(lowest - 0.5 - 2 ** -15);
          expect(unclamped).toBeLessThan(highest + 0.5 + 2 ** -15);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test('per channel loses no more than per tensor where channels differ in spread', () => {
  fc.assert(
    fc.property(fc.integer(), bits, scheme, (seed, bits, scheme) => {
      const [rows, channels] = [200, 6];
      const random = new Random(seed);
      const values = Float32Array.from(
        { length: rows * channels },
        (_, i) => random.normal() * 3 ** (i % channels),
      );
      const channel = squaredError(values, channels, { bits, scheme });
      expect(channel).toBeLessThanOrEqual(squaredError(values, 1, { bits, scheme }));
    }),
    { numRuns: 1000 },
  );
});

function squaredError(
  values: Float32Array,
  channels: number,
  step: Parameters<typeof fitParameters>[1],
): number {
  const parameters = fit(values, channels, step);
  const limits = codeLimits(parameters);
  return values.reduce((sum, value, i) => {
    const scale = parameters.scales[i % channels]!;
    const zeroPoint = parameters.zeroPoints?.[i % channels] ?? 0;
    return sum + (fromCode(toCode(value, scale, zeroPoint, limits), scale, zeroPoint) - value) ** 2;
  }, 0);
}
