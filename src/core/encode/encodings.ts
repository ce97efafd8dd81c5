import { adaptive } from './adaptive';
import { bitmask } from './bitmask';
import { codebook } from './codebook';
import { csr } from './csr';
import { deflated } from './deflated';
import { dense } from './dense';
import type { Encoding } from './encoding';
import { huffman } from './huffman';
import { relativeHuffman } from './relative-huffman';
import { relativeIndex } from './relative-index';

/** Every way of writing a kernel that the size ledger compares, the plainest first. */
export const encodings = {
  dense,
  bitmask,
  csr,
  relativeIndex,
  codebook,
  huffman,
  relativeHuffman,
  adaptive,
  deflate: deflated,
} as const satisfies Record<string, Encoding>;

export type EncodingName = keyof typeof encodings;
