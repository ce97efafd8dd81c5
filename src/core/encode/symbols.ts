import type { QuantizationParameters } from '../quantize/parameters';
import { bytesOf, type ByteReader } from './bytes';
import { packCodes, packedBytes, unpackCodes } from './packing';
import { fromStoredCodes, toStoredCodes } from './stored-codes';

/** Codes of a quantized kernel, or the bits of float32 weights. */
export type SymbolValues = Uint8Array | Uint32Array;

/**
 * What encoders store: one whole number a weight, below 2^bits, 0 for a weight of zero and for no
 * other.
 */
export interface Symbols {
  /** 2 to 8 for codes, `FLOAT_BITS` for float32. */
  readonly bits: number;
  readonly values: SymbolValues;
}

export const FLOAT_BITS = 32;

const MIN_BITS = 2;
const MAX_BITS = 8;
const NEGATIVE_ZERO = 0x8000_0000;

/**
 * The symbols of weights: float32 bits, or stored codes less their channel's zero-point, modulo
 * 2^bits. So zero is the symbol 0 in every scheme and channel, and the zeros of a pruned kernel are
 * alike, whatever the code z that stands for them. Nothing is lost but the sign of −0.
 *
 * @throws RangeError for parameters out of range and a weight that no code stands for.
 */
export function toSymbols(weights: Float32Array, parameters?: QuantizationParameters): Symbols {
  if (!parameters) return { bits: FLOAT_BITS, values: floatBits(weights) };
  checkParameters(parameters);
  const values = toStoredCodes(weights, parameters);
  if (parameters.zeroPoints) addZeroPoints(values, parameters.zeroPoints, parameters.bits, -1);
  return { bits: parameters.bits, values };
}

/** The weights that symbols stand for, given the parameters that they were made with. */
export function fromSymbols(
  { values }: Symbols,
  parameters?: QuantizationParameters,
): Float32Array {
  if (!parameters) return new Float32Array(new Uint32Array(values).buffer);
  const codes = new Uint8Array(values);
  if (parameters.zeroPoints) addZeroPoints(codes, parameters.zeroPoints, parameters.bits, 1);
  return fromStoredCodes(codes, parameters);
}

/** @throws RangeError where codes cannot have so many bits. */
export function checkBits(bits: number): void {
  if (!Number.isInteger(bits) || bits < MIN_BITS || bits > MAX_BITS) {
    throw new RangeError(`Codes have ${bits} bits, expected ${MIN_BITS} to ${MAX_BITS}.`);
  }
}

/** Zeros, as many as said, of the kind that holds symbols of so many bits. */
export function zeroValues(bits: number, count: number): SymbolValues {
  return bits === FLOAT_BITS ? new Uint32Array(count) : new Uint8Array(count);
}

/** The values that are not 0, in their order. */
export function nonZeroValues({ bits, values }: Symbols): SymbolValues {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) count++;
  const kept = zeroValues(bits, count);
  for (let i = 0, k = 0; k < count; i++) if (values[i] !== 0) kept[k++] = values[i]!;
  return kept;
}

/** Symbols at their bits each without gaps, the last byte filled with zeros. */
export function packSymbols({ bits, values }: Symbols): Uint8Array {
  return values instanceof Uint8Array ? packCodes(values, bits) : bytesOf(values);
}

/**
 * The next `count` values of `bits` bits each.
 *
 * @throws RangeError where the payload ends before.
 */
export function readValues(reader: ByteReader, bits: number, count: number): SymbolValues {
  const bytes = reader.take(packedBytes(count, bits));
  return bits === FLOAT_BITS ? new Uint32Array(bytes.buffer) : unpackCodes(bytes, bits, count);
}

/** @throws RangeError for bits out of range, or another number of zero-points than of scales. */
function checkParameters({ bits, scales, zeroPoints }: QuantizationParameters): void {
  checkBits(bits);
  if (zeroPoints && zeroPoints.length !== scales.length) {
    throw new RangeError(
      `There are ${scales.length} scales and ${zeroPoints.length} zero-points, expected as many.`,
    );
  }
}

function floatBits(weights: Float32Array): Uint32Array {
  const bits = new Uint32Array(weights.slice().buffer);
  for (let i = 0; i < bits.length; i++) if (bits[i] === NEGATIVE_ZERO) bits[i] = 0;
  return bits;
}

function addZeroPoints(codes: Uint8Array, zeroPoints: Uint8Array, bits: number, sign: 1 | -1) {
  const mask = 2 ** bits - 1;
  for (let i = 0, channel = 0; i < codes.length; i++) {
    codes[i] = (codes[i]! + sign * zeroPoints[channel]!) & mask;
    if (++channel === zeroPoints.length) channel = 0;
  }
}
