import type { Encoding } from './encoding';
import { Contexts, Mixture } from './mixture';
import { RangeDecoder, RangeEncoder, type BitCoder } from './range-coder';

/**
 * A context-adaptive range coder over codes or codebook indices: of each weight whether it is 0, by a
 * mixture of what its channel, its row and its neighbours lead to expect, then of those that are not
 * their bits, the highest first, by those before. Nothing is stored but the bits: every probability is
 * learnt on the way, by whole numbers, alike by writer and reader. It ends by itself.
 */
export const adaptive: Encoding = {
  encode({ bits, channels, values }) {
    if (!(values instanceof Uint8Array)) return undefined;
    const coder = new RangeEncoder();
    codeValues(coder, values.slice(), channels, bits);
    return { weights: coder.finish() };
  },

  decode(reader, { weights, channels, bits }) {
    // So that no few bytes have many weights made of them.
    reader.need(Math.floor(weights / MOST_WEIGHTS));
    const values = new Uint8Array(weights);
    const coder = new RangeDecoder(reader);
    codeValues(coder, values, channels, bits);
    coder.end();
    return values;
  },
};

/** A byte holds fewer weights: 8 bits, where a mixture’s surest bit takes −log₂(1 − 22/65,536) of one. */
const MOST_WEIGHTS = 17_000;

/** Rows above that are looked at. */
const REACH = 3;
/** Densities are told apart by their number of bits, in parts of 1/64. */
const DENSITIES = 8;

/** Codes every value, which becomes what the coder says. */
function codeValues(coder: BitCoder, values: Uint8Array, channels: number, bits: number): void {
  const kept = new Mixture([
    // The last hundred weights or so; the weights of this channel; both of its densities; neighbours.
    new Contexts(1),
    new Contexts(channels),
    new Contexts(DENSITIES * DENSITIES),
    new Contexts(2 ** (REACH + 2)),
  ]);
  const symbols = new Contexts(2 ** bits);
  const contexts = new Int32Array(4);
  const isKept = (i: number) => (i >= 0 && values[i] !== 0 ? 1 : 0);
  const keptOfChannel = new Uint32Array(channels);
  let keptOfRow = 0;
  for (let i = 0, row = 0, channel = 0; i < values.length; i++) {
    contexts[1] = channel;
    contexts[2] = DENSITIES * density(keptOfRow, channel) + density(keptOfChannel[channel]!, row);
    contexts[3] =
      isKept(i - channels) +
      2 * isKept(i - 2 * channels) +
      4 * isKept(i - 3 * channels) +
      8 * isKept(i - 1) +
      16 * isKept(i - 2);
    const flag = kept.code(coder, contexts, values[i] === 0 ? 0 : 1);
    if (flag) {
      values[i] = codeSymbol(coder, symbols, values[i]!, bits);
      keptOfRow++;
      keptOfChannel[channel]!++;
    }
    if (++channel === channels) {
      channel = 0;
      row++;
      keptOfRow = 0;
    }
  }
}

/** The number of bits of the share of `kept` in `of`, in parts of 64. */
function density(kept: number, of: number): number {
  return Math.min(32 - Math.clz32(Math.floor((64 * kept) / (of + 4))), DENSITIES - 1);
}

function codeSymbol(coder: BitCoder, symbols: Contexts, value: number, bits: number): number {
  // The bits so far, after a 1 that tells how many they are.
  let path = 1;
  for (let bit = bits - 1; bit >= 0; bit--) {
    path = 2 * path + symbols.code(coder, path, ((value >> bit) & 1) as 0 | 1);
  }
  const coded = path - 2 ** bits;
  if (coded === 0) throw new RangeError('A weight that is kept has the symbol 0.');
  return coded;
}
