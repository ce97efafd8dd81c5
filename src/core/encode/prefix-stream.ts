import type { ByteReader } from './bytes';
import { packCodes, packedBytes, unpackCodes } from './packing';
import { canonicalCodes, countLengths, firstCodes, kraftSum, MAX_LENGTH } from './prefix-code';
import type { SymbolValues } from './symbols';

/** Bits a code length takes in the table. */
const LENGTH_BITS = 4;

/** Values that a word may stand for: a decoder gives bytes. */
const MAX_VALUES = 256;

/** Bytes of the table of code lengths for values below `size`. */
export function tableBytes(size: number): number {
  return packedBytes(size, LENGTH_BITS);
}

/** The table that a canonical code is known from: a length for every value, used or not. */
export function packLengths(lengths: Uint8Array): Uint8Array {
  return packCodes(lengths, LENGTH_BITS);
}

/** @throws RangeError for more values than `readWords` can give back. */
export function readLengths(reader: ByteReader, size: number): Uint8Array {
  if (size > MAX_VALUES) {
    throw new RangeError(
      `A prefix code is of ${size} values, expected at most ${MAX_VALUES}: those of 8 bits.`,
    );
  }
  return unpackCodes(reader.take(tableBytes(size)), LENGTH_BITS, size);
}

/** Bytes of values that occur as often as counted, in words of the given lengths. */
export function wordBytes(counts: ArrayLike<number>, lengths: Uint8Array): number {
  return Math.ceil(lengths.reduce((bits, length, i) => bits + length * counts[i]!, 0) / 8);
}

/**
 * Values in the words of the canonical code of given lengths, each word's highest bit first, in
 * bytes that fill from their highest bit.
 *
 * @param bytes as many as `wordBytes` says.
 */
export function writeWords(values: SymbolValues, lengths: Uint8Array, bytes: number): Uint8Array {
  const words = canonicalCodes(lengths);
  const written = new Uint8Array(bytes);
  let position = 0;
  let pending = 0;
  let pendingBits = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // Bits above the pending ones are written already and fall out at the top in time.
    pending = (pending << lengths[value]!) | words[value]!;
    pendingBits += lengths[value]!;
    while (pendingBits >= 8) {
      pendingBits -= 8;
      written[position++] = pending >>> pendingBits;
    }
  }
  if (pendingBits > 0) written[position] = pending << (8 - pendingBits);
  return written;
}

/**
 * The next `count` values in words of given lengths, up to a whole byte.
 *
 * @throws RangeError where the lengths are of no complete prefix code or the payload ends before.
 */
export function readWords(reader: ByteReader, lengths: Uint8Array, count: number): Uint8Array {
  const values = new Uint8Array(count);
  if (count === 0) return values;
  checkLengths(lengths);
  const lengthCounts = countLengths(lengths);
  const firsts = firstCodes(lengthCounts);
  const ordered = valuesInOrder(lengths, lengthCounts);
  let byte = 0;
  let bitsLeft = 0;
  for (let i = 0; i < count; i++) {
    let word = 0;
    let shorter = 0;
    let length = 0;
    // Words of one length are consecutive, so a word is known by its distance from their first.
    for (;;) {
      if (++length > MAX_LENGTH) throw new RangeError(`Value ${i} of ${count} has no word.`);
      if (bitsLeft === 0) {
        byte = reader.byte();
        bitsLeft = 8;
      }
      word = (word << 1) | ((byte >> --bitsLeft) & 1);
      const offset = word - firsts[length]!;
      if (offset < lengthCounts[length]!) {
        values[i] = ordered[shorter + offset]!;
        break;
      }
      shorter += lengthCounts[length]!;
    }
  }
  return values;
}

/** A lone word of one bit is the only code that is allowed to be incomplete. */
function checkLengths(lengths: Uint8Array): void {
  const sum = kraftSum(lengths);
  const isLone = sum === 0.5 && lengths.includes(1);
  if (sum !== 1 && !isLone) {
    throw new RangeError(`The code lengths have a Kraft sum of ${sum}, expected 1.`);
  }
}

/** Values that have a word, shorter words first, then by value. */
function valuesInOrder(lengths: Uint8Array, lengthCounts: Uint16Array): Uint8Array {
  const position = new Uint16Array(MAX_LENGTH + 1);
  for (let length = 1; length <= MAX_LENGTH; length++) {
    position[length] = position[length - 1]! + lengthCounts[length - 1]!;
  }
  const ordered = new Uint8Array(lengths.length);
  lengths.forEach((length, value) => {
    if (length > 0) ordered[position[length]!++] = value;
  });
  return ordered;
}
