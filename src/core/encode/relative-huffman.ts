import { bytesOf, concatenate } from './bytes';
import { countValues } from './counts';
import type { Encoding } from './encoding';
import {
  cheapestGapBits,
  checkEntries,
  checkGapBits,
  countFillers,
  fromEntries,
  MAX_GAP_BITS,
  runsOfZeros,
  toEntries,
} from './gaps';
import { codeLengths } from './prefix-code';
import {
  packLengths,
  readLengths,
  readWords,
  tableBytes,
  wordBytes,
  writeWords,
} from './prefix-stream';

/**
 * Relative indices of codes or codebook indices with Huffman's code over the gaps and another over
 * the symbols, fillers in both (Han et al. 2016, "Deep Compression", section 4). Stored are the bits g
 * of a gap in one byte, tables of 2^g and of 2^b code lengths of 4 bits, the number of entries in
 * four bytes, and both streams of words. g is the best for the kernel, as it is in bytes here.
 */
export const relativeHuffman: Encoding = {
  async encode(kernel, pause) {
    const { bits, values } = kernel;
    if (!(values instanceof Uint8Array)) return undefined;
    const runs = runsOfZeros(values);
    const keptCounts = countValues(values, 2 ** bits);
    const remainders = countRemainders(runs);
    const codeOf = (gapBits: number) => {
      const fillers = countFillers(runs, gapBits);
      const gapCounts = foldCounts(remainders, 2 ** gapBits);
      gapCounts[2 ** gapBits - 1]! += fillers;
      const symbolCounts = keptCounts.slice();
      symbolCounts[0] = fillers;
      return { gaps: prefixCode(gapCounts), symbols: prefixCode(symbolCounts) };
    };
    const gapBits = cheapestGapBits((gapBits) => {
      const { gaps, symbols } = codeOf(gapBits);
      return tableBytes(2 ** gapBits) + gaps.bytes + symbols.bytes;
    });
    const { gaps, symbols } = codeOf(gapBits);
    await pause?.();
    const entries = toEntries(kernel, runs, gapBits);
    return {
      tables: concatenate([
        Uint8Array.of(gapBits),
        packLengths(gaps.lengths),
        packLengths(symbols.lengths),
      ]),
      indices: concatenate([
        bytesOf(Uint32Array.of(entries.gaps.length)),
        writeWords(entries.gaps, gaps.lengths, gaps.bytes),
      ]),
      weights: writeWords(entries.values, symbols.lengths, symbols.bytes),
    };
  },

  decode(reader, { weights, bits }) {
    const gapBits = checkGapBits(reader.byte());
    const gapLengths = readLengths(reader, 2 ** gapBits);
    const symbolLengths = readLengths(reader, 2 ** bits);
    const count = checkEntries(reader.uint32(), weights);
    const gaps = readWords(reader, gapLengths, count);
    return fromEntries({ gaps, values: readWords(reader, symbolLengths, count) }, bits, weights);
  },
};

/** How often each remainder is left of a run by fillers of the longest gaps there are. */
function countRemainders(runs: Uint32Array): Uint32Array {
  const counts = new Uint32Array(2 ** MAX_GAP_BITS);
  for (let k = 0; k < runs.length; k++) counts[runs[k]! & (counts.length - 1)]!++;
  return counts;
}

/** How often each value below `size`, a power of two, is left when values are taken modulo it. */
function foldCounts(counts: Uint32Array, size: number): Uint32Array {
  const folded = new Uint32Array(size);
  counts.forEach((count, value) => (folded[value & (size - 1)]! += count));
  return folded;
}

function prefixCode(counts: Uint32Array) {
  const lengths = codeLengths(counts);
  return { lengths, bytes: wordBytes(counts, lengths) };
}
