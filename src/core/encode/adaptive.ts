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
  async encode({ bits, channels, values }, pause) {
    if (!(values instanceof Uint8Array)) return undefined;
    const coder = new RangeEncoder();
    const walk = new Walk(coder, values.slice(), channels, bits);
    while (!walk.done) {
      walk.code(PART);
      await pause?.();
    }
    return { weights: coder.finish() };
  },

  decode(reader, { weights, channels, bits }) {
    if (bits > MOST_BITS) {
      throw new RangeError(`Symbols have ${bits} bits, expected ${MOST_BITS} or fewer.`);
    }
    // So that no few bytes have many weights made of them.
    reader.need(Math.floor(weights / MOST_WEIGHTS));
    const values = new Uint8Array(weights);
    const coder = new RangeDecoder(reader);
    new Walk(coder, values, channels, bits).code(weights);
    coder.end();
    return values;
  },
};

/** Weights between two pauses of an encoder: some 10 ms of work. */
const PART = 20_000;

/** Codes and indices; the bits of floating-point weights are learnt too slowly. */
const MOST_BITS = 8;

/** A byte holds fewer weights: 8 bits, where a mixture’s surest bit takes −log₂(1 − 22/65,536) of one. */
const MOST_WEIGHTS = 17_000;

/** Densities are told apart by their number of bits, in parts of 1/64. */
const DENSITIES = 8;

/** Codes weight by weight; each becomes what the coder says. */
class Walk {
  /** The weight that comes next, and where it is. */
  private at = 0;
  private row = 0;
  private channel = 0;
  private keptOfRow = 0;
  private readonly keptOfChannel: Uint32Array;
  /** Whether a weight is kept: by the hundred before, its channel, both its densities, its neighbours. */
  private readonly kept: Mixture;
  private readonly contexts = new Int32Array(4);
  private readonly symbols: Contexts;

  constructor(
    private readonly coder: BitCoder,
    private readonly values: Uint8Array,
    private readonly channels: number,
    private readonly bits: number,
  ) {
    this.keptOfChannel = new Uint32Array(channels);
    this.symbols = new Contexts(2 ** bits);
    this.kept = new Mixture([
      new Contexts(1),
      new Contexts(channels),
      new Contexts(DENSITIES * DENSITIES),
      new Contexts(2 ** 5),
    ]);
  }

  get done(): boolean {
    return this.at >= this.values.length;
  }

  /** Codes as many weights as told, or all that are left. */
  code(count: number): void {
    const { coder, values, channels, bits, contexts, keptOfChannel } = this;
    const end = Math.min(this.at + count, values.length);
    for (; this.at < end; this.at++) {
      const { at, row, channel } = this;
      contexts[1] = channel;
      contexts[2] =
        DENSITIES * density(this.keptOfRow, channel) + density(keptOfChannel[channel]!, row);
      contexts[3] = this.neighbours(at);
      const flag = this.kept.code(coder, contexts, values[at] === 0 ? 0 : 1);
      if (flag) {
        values[at] = codeSymbol(coder, this.symbols, values[at]!, bits);
        this.keptOfRow++;
        keptOfChannel[channel]!++;
      }
      if (++this.channel === channels) {
        this.channel = 0;
        this.row++;
        this.keptOfRow = 0;
      }
    }
  }

  /** Which are kept of the three weights above one and the two to its left: a bit each. */
  private neighbours(at: number): number {
    const { values, channels } = this;
    const isKept = (i: number) => (i >= 0 && values[i] !== 0 ? 1 : 0);
    return (
      isKept(at - channels) +
      2 * isKept(at - 2 * channels) +
      4 * isKept(at - 3 * channels) +
      8 * isKept(at - 1) +
      16 * isKept(at - 2)
    );
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
