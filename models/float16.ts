/** IEEE 754 half precision, in which the weights are shipped. */

/** The greatest finite half-precision number. */
const FLOAT16_MAX = 65504;

const EXPONENT_BIAS = 15;
const MANTISSA_BITS = 10;
/** The step between subnormal numbers. */
const SUBNORMAL_STEP = 2 ** -24;
/** From here on the nearest half-precision number would be infinity. */
const OVERFLOW = 65520;

/**
 * The 16 bits of the half-precision number nearest to `value`, ties to even.
 * @throws RangeError when `value` is not finite or rounds beyond ±65504.
 */
export function toFloat16Bits(value: number): number {
  const magnitude = Math.abs(value);
  if (!(magnitude < OVERFLOW)) {
    throw new RangeError(`float16 holds numbers up to ±${FLOAT16_MAX}; got ${value}`);
  }
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const exponent = Math.max(binaryExponent(magnitude), 1 - EXPONENT_BIAS);
  const step = SUBNORMAL_STEP * 2 ** (exponent + EXPONENT_BIAS - 1);
  // A mantissa that rounds up to the next power of two carries into the exponent by itself, and so
  // does the hidden bit of a normal number, which is why its exponent starts one lower.
  const mantissa = roundHalfToEven(magnitude / step);
  return sign + ((exponent + EXPONENT_BIAS - 1) << MANTISSA_BITS) + mantissa;
}

/** The value of a half-precision number given by its 16 bits. */
export function fromFloat16Bits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> MANTISSA_BITS) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * mantissa * SUBNORMAL_STEP;
  return sign * (1024 + mantissa) * SUBNORMAL_STEP * 2 ** (exponent - 1);
}

/** The half-precision bits of each value, little-endian, as tfjs reads them. */
export function encodeFloat16(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(2 * values.length);
  for (let i = 0; i < values.length; i++) {
    const bits = toFloat16Bits(values[i]!);
    bytes[2 * i] = bits & 0xff;
    bytes[2 * i + 1] = bits >> 8;
  }
  return bytes;
}

/** The numbers that `encodeFloat16` wrote. */
export function decodeFloat16(bytes: Uint8Array): Float32Array {
  const values = new Float32Array(bytes.length / 2);
  for (let i = 0; i < values.length; i++) {
    values[i] = fromFloat16Bits(bytes[2 * i]! | (bytes[2 * i + 1]! << 8));
  }
  return values;
}

/** The greatest e with 2^e ≤ magnitude; very small for 0. */
function binaryExponent(magnitude: number): number {
  if (magnitude === 0) return -EXPONENT_BIAS;
  let exponent = Math.floor(Math.log2(magnitude));
  // log2 may be one off next to a power of two.
  if (2 ** exponent > magnitude) exponent--;
  if (2 ** (exponent + 1) <= magnitude) exponent++;
  return exponent;
}

function roundHalfToEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
