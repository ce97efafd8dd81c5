import type { EncodingName } from './encodings';

/** Every encoding; apart from their code, which the page does not need to read a name. */
const NAMES: Readonly<Record<EncodingName, true>> = {
  dense: true,
  bitmask: true,
  csr: true,
  relativeIndex: true,
  codebook: true,
  huffman: true,
  relativeHuffman: true,
  adaptive: true,
  deflate: true,
};

/** The encodings that a network is counted in, the plainest first. */
export const ENCODINGS = Object.keys(NAMES) as EncodingName[];
