import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entropyBits, kernelEntropyBits } from '../../../src/core/encode/entropy';
import { coded, float16Kernel, floatKernel, whole } from './kernels';

test('known values: a fair coin one bit a toss, dice log₂6, one in four 0.811 bits', () => {
  expect(entropyBits([50, 50])).toBe(100);
  expect(entropyBits([1, 1, 1, 1, 1, 1])).toBeCloseTo(6 * Math.log2(6), 12);
  expect(entropyBits([1, 3])).toBeCloseTo(4 * 0.8112781244591328, 12);
});

test('no value, or a single one, takes nothing', () => {
  expect(entropyBits([])).toBe(0);
  expect(entropyBits([0, 0])).toBe(0);
  expect(entropyBits([0, 7])).toBe(0);
});

test('it is 0 to n·log₂K bits, and does not depend on the order', () => {
  const counts = fc.array(fc.nat(1000), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(counts, (counts) => {
      const n = counts.reduce((sum, count) => sum + count, 0);
      const bits = entropyBits(counts);
      expect(bits).toBeGreaterThanOrEqual(0);
      expect(bits).toBeLessThanOrEqual(n * Math.log2(counts.length) * (1 + 1e-12));
      expect(entropyBits([...counts].reverse())).toBeCloseTo(bits, 6);
    }),
    { numRuns: 1000 },
  );
});

test('of a quantized kernel, its codes’; of a float32 or float16 kernel, none', () => {
  expect(kernelEntropyBits(whole(8, 2, [0, 0, 0, -5]))).toBeCloseTo(4 * 0.8112781244591328, 12);
  expect(kernelEntropyBits(coded([0, -5], [0, 0, 0, -5]))).toBeCloseTo(4 * 0.8112781244591328, 12);
  const floats = fc.oneof(floatKernel, float16Kernel);
  fc.assert(fc.property(floats, (kernel) => kernelEntropyBits(kernel) === undefined));
});

test('a zero-point of its own in each channel does not make zeros differ', () => {
  const coding = {
    bits: 8,
    scales: Float32Array.of(1, 1),
    zeroPoints: Uint8Array.of(10, 200),
  };
  expect(kernelEntropyBits({ weights: new Float32Array(6), coding })).toBe(0);
});
