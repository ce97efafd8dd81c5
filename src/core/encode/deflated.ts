import { bytesOf, ByteReader, concatenate } from './bytes';
import { deflate, inflate } from './deflate';
import type { Encoding } from './encoding';
import { packedBytes } from './packing';
import { packSymbols, readValues } from './symbols';

/** The dense symbols deflated: the length of the zlib stream in four bytes, then the stream. */
export const deflated: Encoding = {
  async encode(kernel, pause) {
    const stream = await deflate(packSymbols(kernel), pause);
    return { weights: concatenate([bytesOf(Uint32Array.of(stream.length)), stream]) };
  },

  async decode(reader, { weights, bits }) {
    const expected = packedBytes(weights, bits);
    const bytes = await inflate(reader.take(reader.uint32()), expected);
    if (bytes.length !== expected) {
      throw new RangeError(`The stream inflates to ${bytes.length} bytes, expected ${expected}.`);
    }
    return readValues(new ByteReader(bytes), bits, weights);
  },
};
