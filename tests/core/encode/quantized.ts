import fc from 'fast-check';
import type { QuantizationParameters } from '../../../src/core/quantize/parameters';

/** Scales from the least normal float32 up to where 255 of them still are a float32. */
const scale = fc
  .tuple(fc.float({ min: 1, max: 2, noNaN: true }), fc.integer({ min: -126, max: 118 }))
  .map(([mantissa, exponent]) => mantissa * 2 ** exponent);

/** Parameters of 2 to 8 bits and one to five channels, half of them with zero-points. */
export const parameters: fc.Arbitrary<QuantizationParameters> = fc
  .tuple(
    fc.integer({ min: 2, max: 8 }),
    fc.array(fc.tuple(scale, fc.nat(255)), { minLength: 1, maxLength: 5 }),
    fc.boolean(),
  )
  .map(([bits, channels, asymmetric]) => {
    const scales = Float32Array.from(channels, ([s]) => s);
    if (!asymmetric) return { bits, scales };
    return { bits, scales, zeroPoints: Uint8Array.from(channels, ([, z]) => z % 2 ** bits) };
  });

/** A byte cut to a stored code; never −2^(bits−1), which symmetric codes leave unused. */
export function legal(byte: number, { bits, zeroPoints }: QuantizationParameters): number {
  const code = byte % 2 ** bits;
  return !zeroPoints && code === 2 ** (bits - 1) ? 0 : code;
}

/** The bits of floats, to compare them exactly: −0 is not 0, and NaN is itself. */
export function bitsOf(floats: Float32Array): Uint32Array {
  return new Uint32Array(floats.slice().buffer);
}
