import type { Encoding } from './encoding';
import { nonZeroValues, packSymbols, readValues, zeroValues } from './symbols';

/**
 * One bit a weight, 1 where it is not zero, then the symbols that are not zero:
 * ⌈n/8⌉ + ⌈z·b/8⌉ bytes for z of n. Bit i is bit i mod 8 of byte ⌊i/8⌋.
 */
export const bitmask: Encoding = {
  encode(kernel) {
    const { bits, values } = kernel;
    const mask = new Uint8Array(Math.ceil(values.length / 8));
    for (let i = 0; i < values.length; i++) if (values[i] !== 0) mask[i >> 3]! |= 1 << (i & 7);
    return { indices: mask, weights: packSymbols({ bits, values: nonZeroValues(kernel) }) };
  },

  decode(reader, { weights, bits }) {
    const mask = reader.take(Math.ceil(weights / 8));
    const isKept = (i: number) => (mask[i >> 3]! >> (i & 7)) & 1;
    let count = 0;
    for (let i = 0; i < weights; i++) count += isKept(i);
    const kept = readValues(reader, bits, count);
    const values = zeroValues(bits, weights);
    for (let i = 0, k = 0; k < count; i++) if (isKept(i)) values[i] = kept[k++]!;
    return values;
  },
};
