import { bytesOf, concatenate } from './bytes';
import { countValues } from './counts';
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
  encode(kernel) {
    const { bits, values } = kernel;
    if (!(values instanceof Uint8Array)) return undefined;
    const runs = runsOfZeros(values);
    const keptCounts = countValues(values, 2 ** bits);
    const codeOf = (gapBits: number) => {
      const gapCounts = countGaps(runs, gapBits);
      const symbolCounts = keptCounts.slice();
      symbolCounts[0] = countFillers(runs, gapBits);
      return { gaps: prefixCode(gapCounts), symbols: prefixCode(symbolCounts) };
    };
    const gapBits = cheapestGapBits((gapBits) => {
      const { gaps, symbols } = codeOf(gapBits);
      return tableBytes(2 ** gapBits) + gaps.bytes + symbols.bytes;
    });
    const { gaps, symbols } = codeOf(gapBits);
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

/** How often each gap is stored: the remainder of each run, and the longest gap for each filler. */
function countGaps(runs: Uint32Array, gapBits: number): Uint32Array {
  const longest = 2 ** gapBits - 1;
  const counts = new Uint32Array(2 ** gapBits);
  for (let k = 0; k < runs.length; k++) counts[runs[k]! & longest]!++;
  counts[longest]! += countFillers(runs, gapBits);
  return counts;
}

function prefixCode(counts: Uint32Array) {
  const lengths = codeLengths(counts);
  return { lengths, bytes: wordBytes(counts, lengths) };
}
