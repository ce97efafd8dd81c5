import { countValues } from './counts';
import type { Encoding } from './encoding';
import { codeLengths } from './prefix-code';
import { packLengths, readLengths, readWords, wordBytes, writeWords } from './prefix-stream';

/**
 * Huffman's code of codes or indices, zeros among them: a table of 2^b code lengths of
 * 4 bits, and n words that take between n·H and n·(H + 1) bits. Lengths end at 15 bits, which
 * costs less than the bound leaves.
 */
export const huffman: Encoding = {
  encode({ bits, values }) {
    // A table of words for all float16 or float32 numbers is longer than most kernels.
    if (!(values instanceof Uint8Array)) return undefined;
    const counts = countValues(values, 2 ** bits);
    const lengths = codeLengths(counts);
    return {
      tables: packLengths(lengths),
      weights: writeWords(values, lengths, wordBytes(counts, lengths)),
    };
  },

  decode(reader, { weights, bits }) {
    return readWords(reader, readLengths(reader, 2 ** bits), weights);
  },
};
