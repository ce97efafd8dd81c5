/** IEEE 754 half precision: a sign bit, 5 bits of exponent, 10 of mantissa. */
import { roundHalfEven } from './rounding';

const MANTISSA_BITS = 10;
const SIGN = 0x8000;
const EXPONENT = 0x7c00;

/** The greatest finite number. */
export const FLOAT16_MAX = 65504;

/** Half a step beyond it: from here on the nearest half-precision number would be infinity. */
const OVERFLOW = 65520;

const FLOAT32_MANTISSA_BITS = 23;
/** The exponent bits by which float32 has 2⁻¹⁴, the least normal half-precision number. */
const LEAST_EXPONENT = 127 - 14;
/** Between the biases of the two formats' exponents: 2^(127 − 15). */
const BIAS_RATIO = 2 ** 112;

/** One float32, and its bits. */
const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);

/** Whether the nearest half-precision number is finite. */
export function roundsToFloat16(value: number): boolean {
  return Math.abs(value) < OVERFLOW;
}

/**
 * The 16 bits of the half-precision number nearest to `value`, ties to even.
 *
 * @throws RangeError when `value` is not finite or rounds beyond ±65504.
 */
export function toFloat16Bits(value: number): number {
  const magnitude = Math.abs(value);
  if (!roundsToFloat16(value)) {
    throw new RangeError(`float16 holds numbers up to ±${FLOAT16_MAX}; got ${value}`);
  }
  const sign = value < 0 || Object.is(value, -0) ? SIGN : 0;
  float[0] = magnitude;
  const exponent = Math.max(word[0]! >>> FLOAT32_MANTISSA_BITS, LEAST_EXPONENT);
  word[0] = exponent << FLOAT32_MANTISSA_BITS;
  // Now `float` is the power of two at or below the magnitude. A mantissa that rounds up to the
  // next one carries into the exponent by itself, and so does the hidden bit of a normal number,
  // which is why its exponent starts one lower.
  const mantissa = roundHalfEven((magnitude / float[0]) * 2 ** MANTISSA_BITS);
  return sign + ((exponent - LEAST_EXPONENT) << MANTISSA_BITS) + mantissa;
}

/** The value of a half-precision number given by its 16 bits. */
export function fromFloat16Bits(bits: number): number {
  const sign = bits & SIGN ? -1 : 1;
  if ((bits & EXPONENT) === EXPONENT)
    return (bits & ~(SIGN | EXPONENT)) === 0 ? sign * Infinity : NaN;
  // Exponent and mantissa in float32's places, where a subnormal number is one again.
  word[0] = (bits & ~SIGN) << (FLOAT32_MANTISSA_BITS - MANTISSA_BITS);
  return sign * float[0]! * BIAS_RATIO;
}

/** The half-precision bits of each value. Its bytes are what tfjs reads as float16. */
export function toFloat16(values: ArrayLike<number>): Uint16Array<ArrayBuffer> {
  const words = new Uint16Array(values.length);
  for (let i = 0; i < words.length; i++) words[i] = toFloat16Bits(values[i]!);
  return words;
}

/** The numbers that `toFloat16` wrote, each a half-precision one. */
export function fromFloat16(words: Uint16Array): Float32Array {
  const values = new Float32Array(words.length);
  for (let i = 0; i < values.length; i++) values[i] = fromFloat16Bits(words[i]!);
  return values;
}
