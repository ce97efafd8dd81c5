import type { Coding } from '../quantize/coding';
import { fromFloat16 } from '../quantize/float16';
import type { QuantizationParameters } from '../quantize/parameters';
import { bytesOf, type ByteReader } from './bytes';
import { fromIndices, indexBits, toIndices } from './codebook-indices';
import { floatBits } from './float-bits';
import { toHalves } from './halves';
import { packCodes, packedBytes, unpackCodes } from './packing';
import { fromStoredCodes, toStoredCodes } from './stored-codes';

/** Codes or indices, or the bits of float16 or of float32 weights. */
export type SymbolValues = Uint8Array | Uint16Array | Uint32Array;

/**
 * What encoders store: one whole number a weight, below 2^bits, 0 for a weight of zero and for no
 * other.
 */
export interface Symbols {
  /** 2 to 8 for codes, 0 to 8 for indices, `HALF_BITS` for float16, `FLOAT_BITS` for float32. */
  readonly bits: number;
  readonly values: SymbolValues;
}

export const HALF_BITS = 16;
export const FLOAT_BITS = 32;

const MIN_BITS = 2;
const MAX_BITS = 8;

/**
 * The symbols of weights: the bits of float32 or float16, indices into the codebook, or stored
 * codes less their channel's zero-point, modulo 2^bits. So zero is the symbol 0 in every coding and
 * channel, and the zeros of a pruned kernel are alike, whatever the code z that stands for them.
 * Nothing is lost but the sign of −0.
 *
 * @param coding left out where the weights are float32.
 * @throws RangeError for a coding out of range and a weight that it has no code for.
 */
export function toSymbols(weights: Float32Array, coding?: Coding): Symbols {
  if (!coding) return { bits: FLOAT_BITS, values: floatBits(weights) };
  if (coding === 'float16') return { bits: HALF_BITS, values: toHalves(weights) };
  if ('codebook' in coding) {
    const { codebook } = coding;
    return { bits: indexBits(codebook.length), values: toIndices(weights, codebook) };
  }
  checkParameters(coding);
  const values = toStoredCodes(weights, coding);
  if (coding.zeroPoints) addZeroPoints(values, coding.zeroPoints, coding.bits, -1);
  return { bits: coding.bits, values };
}

/**
 * The weights that symbols stand for, given the coding that they were made with.
 *
 * @throws RangeError for an index beyond the codebook's last.
 */
export function fromSymbols({ values }: Symbols, coding?: Coding): Float32Array {
  if (!coding) return new Float32Array(new Uint32Array(values).buffer);
  if (coding === 'float16') return fromFloat16(new Uint16Array(values));
  const codes = new Uint8Array(values);
  if ('codebook' in coding) return fromIndices(codes, coding.codebook);
  if (coding.zeroPoints) addZeroPoints(codes, coding.zeroPoints, coding.bits, 1);
  return fromStoredCodes(codes, coding);
}

/** @throws RangeError where codes cannot have so many bits. */
export function checkBits(bits: number): void {
  if (!Number.isInteger(bits) || bits < MIN_BITS || bits > MAX_BITS) {
    throw new RangeError(`Codes have ${bits} bits, expected ${MIN_BITS} to ${MAX_BITS}.`);
  }
}

/** Zeros, as many as said, of the kind that holds symbols of so many bits. */
export function zeroValues(bits: number, count: number): SymbolValues {
  if (bits === FLOAT_BITS) return new Uint32Array(count);
  return bits === HALF_BITS ? new Uint16Array(count) : new Uint8Array(count);
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
  if (bits === FLOAT_BITS) return new Uint32Array(bytes.buffer);
  return bits === HALF_BITS ? new Uint16Array(bytes.buffer) : unpackCodes(bytes, bits, count);
}

/**
 * @throws RangeError for bits out of range, another number of zero-points than of scales, a scale
 * that is not above 0 or not finite, and a zero-point that is no code.
 */
export function checkParameters({ bits, scales, zeroPoints }: QuantizationParameters): void {
  checkBits(bits);
  for (const scale of scales) {
    if (!(scale > 0 && scale < Infinity)) {
      throw new RangeError(`A scale is ${scale}, expected above 0 and finite.`);
    }
  }
  if (!zeroPoints) return;
  if (zeroPoints.length !== scales.length) {
    throw new RangeError(
      `There are ${scales.length} scales and ${zeroPoints.length} zero-points, expected as many.`,
    );
  }
  for (const zeroPoint of zeroPoints) {
    if (zeroPoint >= 2 ** bits) {
      throw new RangeError(`A zero-point is ${zeroPoint}, expected below ${2 ** bits}.`);
    }
  }
}

function addZeroPoints(codes: Uint8Array, zeroPoints: Uint8Array, bits: number, sign: 1 | -1) {
  const mask = 2 ** bits - 1;
  for (let i = 0, channel = 0; i < codes.length; i++) {
    codes[i] = (codes[i]! + sign * zeroPoints[channel]!) & mask;
    if (++channel === zeroPoints.length) channel = 0;
  }
}
