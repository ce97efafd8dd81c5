import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FLOAT_BITS,
  fromSymbols,
  nonZeroValues,
  packSymbols,
  toSymbols,
} from '../../../src/core/encode/symbols';
import { float16Kernel, floatKernel, quantizedKernel, sameBits } from './kernels';
import { bitsOf } from './quantized';

const kernel = fc.oneof(floatKernel, float16Kernel, quantizedKernel);

test('weights come back bit for bit, −0 as 0', () => {
  fc.assert(
    fc.property(kernel, ({ weights, coding }) => {
      const decoded = fromSymbols(toSymbols(weights, coding), coding);
      expect(sameBits(decoded, weights)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('the symbol 0 is the weight 0, in every coding and channel, and no other', () => {
  fc.assert(
    fc.property(kernel, ({ weights, coding }) => {
      const { values } = toSymbols(weights, coding);
      expect(values.every((value, i) => (value === 0) === (weights[i] === 0))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('symbols are below 2^bits', () => {
  fc.assert(
    fc.property(kernel, ({ weights, coding }) => {
      const { bits, values } = toSymbols(weights, coding);
      expect(values.every((value) => value < 2 ** bits)).toBe(true);
    }),
  );
});

test('a symbol is the code less the zero-point of its channel', () => {
  const parameters = {
    bits: 3,
    scales: Float32Array.of(1, 0.5),
    zeroPoints: Uint8Array.of(2, 7),
  };
  // Codes 2, 7, 1, 0 and 7, 7.
  expect(toSymbols(Float32Array.of(0, 0, -1, -3.5, 5, 0), parameters)).toEqual({
    bits: 3,
    values: Uint8Array.of(0, 0, 7, 1, 5, 0),
  });
});

test('float32 symbols are the bits, NaN’s payload included', () => {
  const weights = Float32Array.of(1, -0, 0, NaN);
  const payload = new Uint32Array(weights.buffer);
  payload[3] = 0x7f80_1234;
  const symbols = toSymbols(weights);
  expect(symbols).toEqual({
    bits: FLOAT_BITS,
    values: Uint32Array.of(0x3f80_0000, 0, 0, 0x7f80_1234),
  });
  expect(bitsOf(fromSymbols(symbols))).toEqual(symbols.values);
  expect(payload[1]).toBe(0x8000_0000);
});

test('codebook symbols are indices, float16 symbols the bits', () => {
  const weights = Float32Array.of(0, 0.5, -0, -2);
  expect(toSymbols(weights, { codebook: Float32Array.of(0, -2, 0.5) })).toEqual({
    bits: 2,
    values: Uint8Array.of(0, 2, 0, 1),
  });
  expect(toSymbols(weights, 'float16')).toEqual({
    bits: 16,
    values: Uint16Array.of(0, 0x3800, 0, 0xc000),
  });
});

test('values that are not zero keep their order and kind', () => {
  expect(nonZeroValues({ bits: 4, values: Uint8Array.of(0, 3, 0, 1) })).toEqual(
    Uint8Array.of(3, 1),
  );
  expect(nonZeroValues({ bits: 32, values: Uint32Array.of(0, 0) })).toEqual(new Uint32Array(0));
});

test('symbols are packed at their bits each', () => {
  expect(packSymbols({ bits: 3, values: Uint8Array.of(1, 2, 3) })).toEqual(
    Uint8Array.of(0b11010001, 0),
  );
  expect(packSymbols({ bits: 32, values: Uint32Array.of(0x0403_0201) })).toEqual(
    Uint8Array.of(1, 2, 3, 4),
  );
});

describe('codings that make no sense are refused', () => {
  const scales = Float32Array.of(1);

  test.each([1, 9, 0, -8, 7.5, NaN, 32])('%d bits', (bits) => {
    expect(() => toSymbols(Float32Array.of(0), { bits, scales })).toThrow(
      new RangeError(`Codes have ${bits} bits, expected 2 to 8.`),
    );
  });

  test('another number of zero-points than of scales', () => {
    const parameters = { bits: 8, scales, zeroPoints: new Uint8Array(2) };
    expect(() => toSymbols(Float32Array.of(0), parameters)).toThrow(
      new RangeError('There are 1 scales and 2 zero-points, expected as many.'),
    );
  });

  test.each([0, -1, NaN, Infinity])('a scale of %d', (scale) => {
    const parameters = { bits: 8, scales: Float32Array.of(1, scale) };
    expect(() => toSymbols(new Float32Array(0), parameters)).toThrow(
      new RangeError(`A scale is ${scale}, expected above 0 and finite.`),
    );
  });

  test('a zero-point that is no code', () => {
    const parameters = { bits: 4, scales, zeroPoints: Uint8Array.of(16) };
    expect(() => toSymbols(new Float32Array(0), parameters)).toThrow(
      new RangeError('A zero-point is 16, expected below 16.'),
    );
  });

  test.each([
    ['no values', [], 'A codebook has 0 values, expected 1 to 256.'],
    ['257 values', [...new Array(257).keys()], 'A codebook has 257 values, expected 1 to 256.'],
    ['no zero', [1], 'The codebook begins with 1 and has 0 0 times, expected first and once.'],
    ['zero last', [1, 0], 'The codebook begins with 1 and has 0 1 times, expected first and once.'],
    ['−0 too', [0, -0], 'The codebook begins with 0 and has 0 2 times, expected first and once.'],
    ['values alike', [0, 1, 2, 1], 'The codebook has 3 different values, expected 4.'],
  ])('a codebook of %s', (_, values, message) => {
    const codebook = Float32Array.from(values);
    expect(() => toSymbols(Float32Array.of(0), { codebook })).toThrow(new RangeError(message));
  });

  test('a weight that its codebook does not hold', () => {
    const codebook = Float32Array.of(0, 0.5);
    expect(() => toSymbols(Float32Array.of(0.5, 0.25), { codebook })).toThrow(
      new RangeError('Weight 1 is 0.25, which is none of the codebook’s 2 values.'),
    );
    expect(() => toSymbols(Float32Array.of(NaN), { codebook })).toThrow(RangeError);
  });

  test('an index beyond its codebook', () => {
    const codebook = Float32Array.of(0, 0.5, 1);
    expect(() => fromSymbols({ bits: 2, values: Uint8Array.of(2, 3) }, { codebook })).toThrow(
      new RangeError('Weight 1 has index 3, expected below 3.'),
    );
  });

  test('a weight that is no float16 number', () => {
    expect(() => toSymbols(Float32Array.of(1, 0.1), 'float16')).toThrow(
      new RangeError(`Weight 1 is ${Math.fround(0.1)}, which is no float16 number.`),
    );
    expect(() => toSymbols(Float32Array.of(1e5), 'float16')).toThrow(RangeError);
    expect(() => toSymbols(Float32Array.of(NaN), 'float16')).toThrow(RangeError);
  });

  test('weights that no code stands for', () => {
    expect(() => toSymbols(Float32Array.of(0.5), { bits: 8, scales })).toThrow(RangeError);
  });
});
