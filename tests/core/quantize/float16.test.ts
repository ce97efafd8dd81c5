import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fromFloat16,
  fromFloat16Bits,
  toFloat16,
  toFloat16Bits,
} from '../../../src/core/quantize/float16';
import quantization from '../../golden/quantization.json';

describe('float16', () => {
  test.each([
    ['0', 0, 0x0000],
    ['-0', -0, 0x8000],
    ['1', 1, 0x3c00],
    ['-2', -2, 0xc000],
    ['1/3', 1 / 3, 0x3555],
    ['0.1', 0.1, 0x2e66],
    ['the greatest number', 65504, 0x7bff],
    ['the least normal number', 2 ** -14, 0x0400],
    ['the greatest subnormal number', 1023 * 2 ** -24, 0x03ff],
    ['the least subnormal number', 2 ** -24, 0x0001],
    ['half of that, a tie, to even', 2 ** -25, 0x0000],
    ['three halves of it, a tie, to even', 3 * 2 ** -25, 0x0002],
    ['just over half of it', 1.0001 * 2 ** -25, 0x0001],
    ['a tie above 1, to even', 1 + 2 ** -11, 0x3c00],
    ['the next tie, to even', 1 + 3 * 2 ** -11, 0x3c02],
    ['rounding up to the next power of two', 2 - 2 ** -12, 0x4000],
    ['rounding down to the greatest number', 65519, 0x7bff],
  ])('%s', (_, value, bits) => {
    expect(toFloat16Bits(value)).toBe(bits);
  });

  test.each([65520, -1e6, Infinity, NaN])('refuses %s', (value) => {
    expect(() => toFloat16Bits(value)).toThrow(`got ${value}`);
  });

  test('every finite number of 16 bits comes back as it was', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      if ((bits & 0x7c00) === 0x7c00) continue;
      expect(toFloat16Bits(fromFloat16Bits(bits))).toBe(bits);
    }
  });

  test('the number chosen is never farther away than its neighbours', () => {
    fc.assert(
      fc.property(fc.double({ min: 2 ** -26, max: 65000, noNaN: true }), (value) => {
        const bits = toFloat16Bits(value);
        const error = Math.abs(fromFloat16Bits(bits) - value);
        for (const neighbour of [Math.max(bits - 1, 0), Math.min(bits + 1, 0x7bff)]) {
          expect(error).toBeLessThanOrEqual(Math.abs(fromFloat16Bits(neighbour) - value));
        }
      }),
    );
  });

  test('bytes are little-endian, as tfjs reads them', () => {
    const words = toFloat16([1, -2]);
    expect([...new Uint8Array(words.buffer)]).toEqual([0x00, 0x3c, 0x00, 0xc0]);
    expect([...fromFloat16(words)]).toEqual([1, -2]);
  });

  test('infinities and NaN, which are never written, are read as what they are', () => {
    expect([...fromFloat16(Uint16Array.of(0x7c00, 0xfc00, 0x7c01))]).toEqual([
      Infinity,
      -Infinity,
      NaN,
    ]);
  });

  test.each(quantization['tfjs-converter'].cases.filter(({ dtype }) => dtype === 'float16'))(
    'the TensorFlow.js converter rounds $name to the same bits',
    ({ weights, dequantized }) => {
      const rounded = fromFloat16(toFloat16(Float32Array.from(weights)));
      expect([...rounded]).toEqual([...Float32Array.from(dequantized)]);
    },
  );
});
