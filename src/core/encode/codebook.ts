import { concatenate } from './bytes';
import type { Encoding } from './encoding';
import { packCodes } from './packing';
import { packSymbols, readValues, type SymbolValues, zeroValues } from './symbols';

/** An index into the codebook has at most 8 bits. */
const MAX_ENTRIES = 256;

/** Four times as many slots as entries, so that runs of full ones are short. */
const SLOT_BITS = 10;

/** 2³² divided by the golden ratio, which spreads the high bits of products (Knuth 1973, 6.4). */
const HASH_FACTOR = 0x9e3779b1;

/**
 * A codebook of the K distinct symbols, zero always among them as the first, and an index into it
 * for each weight: n·⌈log₂K⌉ + K·b bits (Han et al. 2016, "Deep Compression", section 3), and a
 * byte for K. For kernels with at most 256 distinct symbols.
 */
export const codebook: Encoding = {
  encode({ bits, values }) {
    const found = indexDistinct(values);
    if (!found) return undefined;
    const table = zeroValues(bits, found.entries.length);
    table.set(found.entries);
    return {
      tables: concatenate([Uint8Array.of(table.length - 1), packSymbols({ bits, values: table })]),
      weights: packCodes(found.indices, indexBits(table.length)),
    };
  },

  decode(reader, { weights, bits }) {
    const count = reader.byte() + 1;
    const table = readValues(reader, bits, count);
    if (table[0] !== 0) {
      throw new RangeError(`The codebook begins with ${table[0]}, expected 0.`);
    }
    const indices = readValues(reader, indexBits(count), weights);
    const values = zeroValues(bits, weights);
    for (let i = 0; i < weights; i++) {
      const index = indices[i]!;
      if (index >= count) {
        throw new RangeError(`Weight ${i} has index ${index}, expected below ${count}.`);
      }
      values[i] = table[index]!;
    }
    return values;
  },
};

/**
 * 0 and the other values in the order in which they come, and the index of each value among them;
 * undefined where there are too many. Values are found by hashing with open addressing, in a third of
 * the time that a `Map` takes.
 */
function indexDistinct(values: SymbolValues) {
  const indices = new Uint8Array(values.length);
  const entries = [0];
  // The index of an entry, or 0 for a free slot: zeros are never looked up.
  const slots = new Uint8Array(2 ** SLOT_BITS);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === 0) continue;
    let slot = Math.imul(value, HASH_FACTOR) >>> (32 - SLOT_BITS);
    while (slots[slot] !== 0 && entries[slots[slot]!] !== value) slot = (slot + 1) % slots.length;
    if (slots[slot] === 0) {
      if (entries.length === MAX_ENTRIES) return undefined;
      slots[slot] = entries.push(value) - 1;
    }
    indices[i] = slots[slot]!;
  }
  return { entries, indices };
}

function indexBits(entries: number): number {
  return Math.ceil(Math.log2(entries));
}
