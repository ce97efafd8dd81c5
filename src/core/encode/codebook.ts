import { concatenate } from './bytes';
import { indexBits } from './codebook-indices';
import type { Encoding } from './encoding';
import { packCodes } from './packing';
import { packSymbols, readValues, type SymbolValues, zeroValues } from './symbols';
import { MAX_ENTRIES, ValueIndex } from './value-index';

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
 * undefined where there are too many.
 */
function indexDistinct(values: SymbolValues) {
  const indices = new Uint8Array(values.length);
  const found = new ValueIndex();
  const { entries } = found;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === 0) continue;
    let index = found.indexOf(value);
    if (index === 0) {
      if (entries.length === MAX_ENTRIES) return undefined;
      index = found.add(value);
    }
    indices[i] = index;
  }
  return { entries, indices };
}
