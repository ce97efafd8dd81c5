import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FLOAT_BITS,
  fromSymbols,
  nonZeroValues,
  packSymbols,
  toSymbols,
} from '../../../src/core/encode/symbols';
import { floatKernel, quantizedKernel, sameBits } from './kernels';
import { bitsOf } from './quantized';

const kernel = fc.oneof(floatKernel, quantizedKernel);

test('weights come back bit for bit, −0 as 0', () => {
  fc.assert(
    fc.property(kernel, ({ weights, parameters }) => {
      const decoded = fromSymbols(toSymbols(weights, parameters), parameters);
      expect(sameBits(decoded, weights)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('the symbol 0 is the weight 0, in every scheme and channel, and no other', () => {
  fc.assert(
    fc.property(kernel, ({ weights, parameters }) => {
      const { values } = toSymbols(weights, parameters);
      expect(values.every((value, i) => (value === 0) === (weights[i] === 0))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('symbols are below 2^bits', () => {
  fc.assert(
    fc.property(kernel, ({ weights, parameters }) => {
      const { bits, values } = toSymbols(weights, parameters);
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

describe('parameters that make no sense are refused', () => {
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

  test('weights that no code stands for', () => {
    expect(() => toSymbols(Float32Array.of(0.5), { bits: 8, scales })).toThrow(RangeError);
  });
});
