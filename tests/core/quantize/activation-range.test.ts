import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activationRange, type RangeMethod } from '../../../src/core/quantize/activation-range';
import { fromCode, toCode } from '../../../src/core/quantize/code';
import { binned } from '../../../src/core/quantize/histogram';
import { codeLimits, fitParameters } from '../../../src/core/quantize/parameters';
import { Random } from '../../../src/core/random';

const METHODS: RangeMethod[] = ['minmax', 'percentile', 'mse'];

const range = (values: ArrayLike<number>, method: RangeMethod, bits = 8) => {
  const { min, max } = activationRange('relu', Float32Array.from(values), { range: method, bits });
  return [min[0]!, max[0]!] as const;
};

/** Values as they are after quantization in a range. */
function quantized(values: ArrayLike<number>, [min, max]: readonly [number, number], bits: number) {
  const ranges = { min: Float32Array.of(min), max: Float32Array.of(max) };
  const parameters = fitParameters(ranges, { bits, scheme: 'asymmetric' });
  const [scale, zeroPoint] = [parameters.scales[0]!, parameters.zeroPoints![0]!];
  const limits = codeLimits(parameters);
  return Array.from(values, (value) =>
    fromCode(toCode(value, scale, zeroPoint, limits), scale, zeroPoint),
  );
}

function squaredError(
  values: ArrayLike<number>,
  ends: readonly [number, number],
  bits: number,
): number {
  const after = quantized(values, ends, bits);
  return after.reduce((sum, value, i) => sum + (value - values[i]!) ** 2, 0);
}

const bits = fc.integer({ min: 4, max: 8 });
const method = fc.constantFrom(...METHODS);

/** Activations of many shapes: bell or tail, of either sign or rectified, some with an outlier. */
const activations = fc
  .record({
    seed: fc.integer(),
    length: fc.integer({ min: 1, max: 200 }),
    scale: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
    power: fc.constantFrom(1, 3),
    rectified: fc.boolean(),
    outlier: fc.constantFrom(0, 0, 100, -100),
  })
  .map(({ seed, length, scale, power, rectified, outlier }) => {
    const random = new Random(seed);
    const values = Float32Array.from({ length }, () => scale * random.normal() ** power);
    values[0]! += outlier * scale;
    return rectified ? values.map((value) => Math.max(value, 0)) : values;
  });

describe('min-max', () => {
  test('goes from the least to the greatest, and holds 0', () => {
    expect(range([3, -1, 2], 'minmax')).toEqual([-1, 3]);
    expect(range([3, 1, 2], 'minmax')).toEqual([0, 3]);
    expect(range([-3, -1], 'minmax')).toEqual([-3, 0]);
  });
});

describe('percentile', () => {
  test('clips a ten-thousandth at either end', () => {
    const values = Array.from({ length: 20_001 }, (_, i) => i - 10_000);
    expect(range(values, 'percentile')).toEqual([-9998, 9998]);
    expect(range(values.slice(10_000), 'percentile')).toEqual([0, 9999]);
  });

  test('interpolates between the two values that are nearest', () => {
    // Position 0.9999·10 between the ninth 0 and the 10 is 0.999 of the way.
    expect(range([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10], 'percentile')[1]).toBeCloseTo(9.99, 5);
  });

  test('leaves a single outlier out', () => {
    const values = Float32Array.from({ length: 100_000 }, (_, i) => i / 100_000);
    values[5] = 1e6;
    const [min, max] = range(values, 'percentile');
    expect(min).toBe(0);
    expect(max).toBeCloseTo(0.9999, 4);
  });

  test('takes min-max where so few activations are not 0 that nothing would be left', () => {
    const values = new Float32Array(100_000);
    values[7] = 5;
    expect(range(values, 'percentile')).toEqual([0, 5]);
  });

  test('leaves out no more than a ten-thousandth at either end, for any activations', () => {
    fc.assert(
      fc.property(activations, (values) => {
        const [min, max] = range(values, 'percentile');
        const most = Math.ceil(1e-4 * (values.length - 1));
        expect(values.filter((value) => value > max).length).toBeLessThanOrEqual(most);
        expect(values.filter((value) => value < min).length).toBeLessThanOrEqual(most);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('least squared error', () => {
  test.each([4, 5, 6, 7, 8])('of uniform activations in %i bits: to (1 + ½/Q)⁻¹', (bits) => {
    // Q steps of size s over [0, 1] err by Q·s³/12 + (1 − Q·s)³/3, least where s = 1 / (Q + ½).
    const values = Array.from({ length: 20_000 }, (_, i) => (i + 0.5) / 20_000);
    const highest = 2 ** bits - 1;
    const [min, max] = range(values, 'mse', bits);
    expect(min).toBe(0);
    expect(Math.abs(max - highest / (highest + 0.5))).toBeLessThanOrEqual(1 / 128);
  });

  test('gives up a single outlier where that gains more than it costs', () => {
    const values = Float32Array.from({ length: 100_000 }, (_, i) => i / 100_000);
    values[5] = 3;
    expect(range(values, 'minmax', 4)[1]).toBe(3);
    expect(range(values, 'mse', 4)[1]).toBeLessThan(1.1);
  });

  test('is that of the best of all 128 ranges, tried one by one', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), bits, (seed, length, bits) => {
        const random = new Random(seed);
        // At most one value a bin, so that the histogram loses nothing.
        const values = Float32Array.from({ length }, () => Math.floor(2048 * random.next() ** 4));
        const greatest = Math.max(...values);
        const errors = Array.from({ length: 128 }, (_, part) =>
          squaredError(values, [0, (greatest * (part + 1)) / 128], bits),
        );
        const found = squaredError(values, range(values, 'mse', bits), bits);
        expect(found).toBeCloseTo(Math.min(...errors), 3);
      }),
      { numRuns: 1000 },
    );
  });

  test('is never above that of min-max, on the histogram', () => {
    fc.assert(
      fc.property(activations, bits, (values, bits) => {
        const whole = range(values, 'minmax', bits);
        const { counts, means } = binned(values, ...whole);
        const error = (ends: readonly [number, number]) => {
          const after = quantized(means, ends, bits);
          return after.reduce((sum, value, i) => sum + counts[i]! * (value - means[i]!) ** 2, 0);
        };
        expect(error(range(values, 'mse', bits))).toBeLessThanOrEqual(error(whole));
      }),
      { numRuns: 1000 },
    );
  });

  test('clips at both ends where there are two tails', () => {
    const random = new Random(1);
    const values = Float32Array.from({ length: 20_000 }, () => random.normal() ** 5);
    const [min, max] = range(values, 'mse', 4);
    const [least, greatest] = range(values, 'minmax', 4);
    expect(min).toBeGreaterThan(least);
    expect(max).toBeLessThan(greatest);
  });
});

describe('any way to choose', () => {
  test('stays within min-max, and 0 is exact', () => {
    fc.assert(
      fc.property(activations, method, bits, (values, method, bits) => {
        const [min, max] = range(values, method, bits);
        const [least, greatest] = range(values, 'minmax', bits);
        expect(min).toBeGreaterThanOrEqual(least);
        expect(max).toBeLessThanOrEqual(greatest);
        expect(min).toBeLessThanOrEqual(0);
        expect(max).toBeGreaterThanOrEqual(0);
        expect(quantized([0], [min, max], bits)).toEqual([0]);
      }),
      { numRuns: 1500 },
    );
  });

  test.each(METHODS)('%s: all zeros have the range 0 to 0', (method) => {
    expect(range([0, 0, 0], method)).toEqual([0, 0]);
  });

  test.each(METHODS)('%s: a constant is kept up to rounding', (method) => {
    for (const value of [2.5, -0.7, 1e-20]) {
      const ends = range([value, value, value], method);
      const [after] = quantized([value], ends, 8);
      expect(Math.abs(after! / Math.fround(value) - 1)).toBeLessThan(1e-6);
    }
  });

  test('gives back the activations as they were', () => {
    const values = Float32Array.of(3, 1, 2);
    for (const method of METHODS) activationRange('relu', values, { range: method, bits: 8 });
    expect([...values]).toEqual([3, 1, 2]);
  });

  test.each(METHODS)('%s: refuses no activations, and some that are not finite', (method) => {
    expect(() => range([], method)).toThrow('A range needs 1 activation or more; relu has 0.');
    expect(() => range([1, NaN, 2, -Infinity], method)).toThrow(
      '2 of 4 activations of relu are not finite.',
    );
  });
});
