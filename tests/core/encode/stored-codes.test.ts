import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromStoredCodes, toStoredCodes } from '../../../src/core/encode/stored-codes';
import quantization from '../../golden/quantization.json';
import { bitsOf, legal, parameters } from './quantized';

test('every code of every channel comes back from its weight', () => {
  fc.assert(
    fc.property(parameters, (parameters) => {
      const channels = parameters.scales.length;
      const codes = Uint8Array.from({ length: channels * 2 ** parameters.bits }, (_, i) =>
        legal(Math.floor(i / channels), parameters),
      );
      expect(toStoredCodes(fromStoredCodes(codes, parameters), parameters)).toEqual(codes);
    }),
    { numRuns: 1000 },
  );
});

test('weights come back bit for bit: s·(q − z) rounded to float32 once', () => {
  fc.assert(
    fc.property(parameters, fc.array(fc.nat(255)), (parameters, bytes) => {
      const { bits, scales, zeroPoints } = parameters;
      const top = 2 ** (bits - 1) - 1;
      const weights = Float32Array.from(bytes, (byte, i) => {
        const channel = i % scales.length;
        const steps = zeroPoints
          ? (byte % 2 ** bits) - zeroPoints[channel]!
          : (byte % (2 * top + 1)) - top;
        return scales[channel]! * steps;
      });
      const decoded = fromStoredCodes(toStoredCodes(weights, parameters), parameters);
      // Adding 0 turns −0 into 0.
      expect(bitsOf(decoded)).toEqual(bitsOf(weights.map((weight) => weight + 0)));
    }),
    { numRuns: 1000 },
  );
});

test.each(quantization['pytorch-fake-quantize'].cases)(
  'the codes are PyTorch’s: $name, $bits bits, per $granularity, $scheme',
  ({ bits, scheme, scale, zeroPoint, codes, dequantized }) => {
    const scales = Float32Array.from(scale);
    const parameters = {
      bits,
      scales,
      ...(scheme === 'asymmetric' && { zeroPoints: Uint8Array.from(zeroPoint) }),
    };
    const stored = toStoredCodes(Float32Array.from(dequantized), parameters);
    expect([...stored]).toEqual(codes.map((code) => (code < 0 ? code + 2 ** bits : code)));
    expect(fromStoredCodes(stored, parameters)).toEqual(Float32Array.from(dequantized));
  },
);

test('signed codes are two’s complement in their bits, the others unsigned', () => {
  const scales = Float32Array.of(0.5);
  expect(toStoredCodes(Float32Array.of(-1.5, -0.5, 0, 1.5), { bits: 3, scales })).toEqual(
    Uint8Array.of(0b101, 0b111, 0, 0b011),
  );
  const shifted = { bits: 3, scales, zeroPoints: Uint8Array.of(2) };
  expect(toStoredCodes(Float32Array.of(-1, 0, 2.5), shifted)).toEqual(Uint8Array.of(0, 2, 7));
});

test('−0 has the code of 0, and comes back as 0', () => {
  const parameters = { bits: 8, scales: Float32Array.of(0.5) };
  const codes = toStoredCodes(Float32Array.of(-0), parameters);
  expect(codes).toEqual(Uint8Array.of(0));
  expect(fromStoredCodes(codes, parameters)).toEqual(Float32Array.of(0));
});

describe('a weight that no code stands for is refused', () => {
  const parameters = { bits: 4, scales: Float32Array.of(0.5) };

  test('between two codes, or one bit beside one', () => {
    expect(() => toStoredCodes(Float32Array.of(1, 0.75), parameters)).toThrow(
      'Weight 1 is 0.75, which no 4-bit code stands for with scale 0.5 and zero-point 0.',
    );
    expect(() => toStoredCodes(Float32Array.of(0.5 + 2 ** -24), parameters)).toThrow(RangeError);
  });

  test('beyond the codes, NaN and infinity', () => {
    for (const weight of [4, -4, NaN, Infinity, -Infinity]) {
      expect(() => toStoredCodes(Float32Array.of(weight), parameters)).toThrow(RangeError);
    }
    const unsigned = { ...parameters, zeroPoints: Uint8Array.of(0) };
    expect(() => toStoredCodes(Float32Array.of(-0.5), unsigned)).toThrow(RangeError);
  });

  test('any, where a scale is 0, NaN or infinite', () => {
    for (const scale of [0, NaN, Infinity]) {
      const broken = { bits: 8, scales: Float32Array.of(scale) };
      expect(() => toStoredCodes(Float32Array.of(0), broken)).toThrow(RangeError);
    }
  });
});
