import { describe, expect, test } from 'vitest';
import { int8Layout, packInt8 } from '../../../src/run/kernels/int8-texels';

const LIMIT = 8192;
const scales = Float32Array.of(1);

describe('the texels of a dense layer', () => {
  test.each([
    [784, 300],
    [4, 4],
    [32768, 4],
    [40_000, 8],
  ])('of %i × %i take exactly one byte a weight', (inputs, outputs) => {
    const { width, height } = int8Layout([inputs, outputs], LIMIT);
    expect(16 * width * height).toBe(inputs * outputs);
  });

  test.each([
    [1, 1, 16],
    [3, 5, 4 * 8],
    [17, 31, 20 * 32],
    [100, 10, 100 * 12],
  ])('of %i × %i are padded to %i bytes', (inputs, outputs, bytes) => {
    const { width, height } = int8Layout([inputs, outputs], LIMIT);
    expect(16 * width * height).toBe(bytes);
  });

  test('are folded where a row of the texture cannot hold them', () => {
    expect(int8Layout([33, 3], 4)).toEqual({
      inputs: 33,
      outputs: 3,
      width: 3,
      height: 3,
      folds: 3,
    });
  });

  test('that do not fit are refused with both sizes', () => {
    expect(() => int8Layout([20, 12], 4)).toThrow(
      '20 × 12 codes take 3 × 6 texels; a texture has at most 4 × 4.',
    );
  });
});

describe('packed codes', () => {
  test('lie by output, then by input, and are 0 beyond the layer', () => {
    const codes = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const bytes = packInt8(codes, int8Layout([3, 2], LIMIT), { bits: 8, scales });
    expect([...bytes]).toEqual([1, 3, 5, 0, 2, 4, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('follow each other along the inputs, fold by fold', () => {
    const codes = Uint8Array.from({ length: 20 * 5 }, (_, i) => i);
    const layout = int8Layout([20, 5], 4);
    const bytes = packInt8(codes, layout, { bits: 8, scales });
    for (let input = 0; input < 20; input++) {
      for (let output = 0; output < 5; output++) {
        const fold = Math.floor(input / 12);
        const row = Math.floor(output / 4) * 2 + fold;
        const texel = row * 3 + Math.floor((input - 12 * fold) / 4);
        expect(bytes[16 * texel + 4 * (output % 4) + (input % 4)]).toBe(5 * input + output);
      }
    }
  });

  test.each([2, 3, 4, 5, 6, 7, 8])('keep the sign of %i bits', (bits) => {
    const highest = 2 ** (bits - 1) - 1;
    const values = [-highest, -1, 0, highest];
    const codes = Uint8Array.from(values, (value) => value & (2 ** bits - 1));
    const bytes = packInt8(codes, int8Layout([4, 1], LIMIT), { bits, scales });
    expect([...bytes.subarray(0, 4)]).toEqual(values);
  });

  test('without a sign are moved by 128', () => {
    const zeroPoints = Uint8Array.of(7);
    const layout = int8Layout([3, 1], LIMIT);
    const bytes = packInt8(Uint8Array.of(0, 128, 255), layout, { bits: 8, scales, zeroPoints });
    expect([...bytes.subarray(0, 3)]).toEqual([-128, 0, 127]);
  });
});
