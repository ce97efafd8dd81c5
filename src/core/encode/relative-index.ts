import { bytesOf, concatenate } from './bytes';
import type { Encoding } from './encoding';
import {
  cheapestGapBits,
  checkEntries,
  checkGapBits,
  countFillers,
  fromEntries,
  runsOfZeros,
  toEntries,
} from './gaps';
import { packCodes, packedBytes, unpackCodes } from './packing';
import { packSymbols, readValues } from './symbols';

/**
 * Relative indices (Han et al. 2016, "Deep Compression", figure 2): each symbol that is not zero
 * with the number of zeros before it in 3 to 8 bits, the kernel's best; where there are more, a
 * filler zero is stored in between. Stored are the bits g of a gap in one byte, the number e of
 * entries in four, gaps and symbols: 5 + ⌈e·g/8⌉ + ⌈e·b/8⌉ bytes.
 */
export const relativeIndex: Encoding = {
  encode(kernel) {
    const { bits, values } = kernel;
    const runs = runsOfZeros(values);
    const gapBits = cheapestGapBits((gapBits) => {
      const entries = runs.length + countFillers(runs, gapBits);
      return packedBytes(entries, gapBits) + packedBytes(entries, bits);
    });
    const entries = toEntries(kernel, runs, gapBits);
    const { gaps } = entries;
    return {
      indices: concatenate([
        Uint8Array.of(gapBits),
        bytesOf(Uint32Array.of(gaps.length)),
        packCodes(gaps, gapBits),
      ]),
      weights: packSymbols({ bits, values: entries.values }),
    };
  },

  decode(reader, { weights, bits }) {
    const gapBits = checkGapBits(reader.byte());
    const count = checkEntries(reader.uint32(), weights);
    const gaps = unpackCodes(reader.take(packedBytes(count, gapBits)), gapBits, count);
    return fromEntries({ gaps, values: readValues(reader, bits, count) }, bits, weights);
  },
};
