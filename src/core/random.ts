/** Seeded random numbers that are the same, bit for bit, in every JavaScript engine. */

const UINT32_RANGE = 0x1_0000_0000;
const UINT16_RANGE = 0x1_0000;
const UINT16_MAX = UINT16_RANGE - 1;

/** The sum of four uniform 16-bit integers has variance 4·(65536² − 1)/12. */
const NORMAL_MEAN = 2 * UINT16_MAX;
const NORMAL_SCALE = Math.sqrt(3 / (UINT16_RANGE * UINT16_RANGE - 1));

/** Start values of the four seed lanes: the first hexadecimal digits of π after the point. */
const LANES = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344] as const;

export type Seed = string | number;

/**
 * xoshiro128** 1.1 (Blackman and Vigna, https://prng.di.unimi.it/xoshiro128starstar.c).
 *
 * Only exactly rounded arithmetic is used, so that drawings made from these numbers are byte-equal
 * in every browser: no logarithm, sine or power.
 */
export class Random {
  #s0 = 0;
  #s1 = 0;
  #s2 = 0;
  #s3 = 0;

  /** @param seeds strings or unsigned 32-bit integers; every one of them changes the sequence. */
  constructor(...seeds: Seed[]) {
    this.seed(...seeds);
  }

  /** Starts again from `seeds`, as a new generator would. */
  seed(...seeds: Seed[]): this {
    let [s0, s1, s2, s3] = LANES as readonly [number, number, number, number];
    const absorb = (word: number) => {
      s0 = mix(s0 ^ word);
      s1 = mix(s1 ^ word);
      s2 = mix(s2 ^ word);
      s3 = mix(s3 ^ word);
    };
    for (const seed of seeds) {
      if (typeof seed === 'number') {
        absorb(seed);
      } else {
        absorb(seed.length);
        for (let i = 0; i < seed.length; i++) absorb(seed.charCodeAt(i));
      }
    }
    return this.#setState(s0, s1, s2, s3);
  }

  /**
   * A generator in the given state, as the reference implementation numbers it.
   * @throws RangeError when all four words are 0, from which the sequence never leaves.
   */
  static fromState(s0: number, s1: number, s2: number, s3: number): Random {
    if ((s0 | s1 | s2 | s3) === 0) {
      throw new RangeError(
        'The state of a random generator needs a bit that is not 0; got 0,0,0,0',
      );
    }
    return new Random().#setState(s0, s1, s2, s3);
  }

  #setState(s0: number, s1: number, s2: number, s3: number): this {
    this.#s0 = s0;
    this.#s1 = s1;
    this.#s2 = s2;
    this.#s3 = s3;
    return this;
  }

  /** The next unsigned 32-bit integer. */
  uint32(): number {
    const s1 = this.#s1;
    const product = Math.imul(s1, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    this.#s2 ^= this.#s0;
    this.#s3 ^= s1;
    this.#s1 = s1 ^ this.#s2;
    this.#s0 ^= this.#s3;
    this.#s2 ^= s1 << 9;
    this.#s3 = (this.#s3 << 11) | (this.#s3 >>> 21);
    return result >>> 0;
  }

  /** Uniform in [0, 1), in steps of 2⁻³². */
  next(): number {
    return this.uint32() / UINT32_RANGE;
  }

  /** Uniform in [low, high). */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A uniform integer from 0 to n − 1. The bias, below n / 2³², is left in. */
  integer(n: number): number {
    return Math.floor(this.next() * n);
  }

  /**
   * Mean 0, variance 1, nearly normal: four uniform numbers summed (Irwin–Hall), so never beyond
   * ±3.47 and with kurtosis 2.7 instead of 3. The exact methods need a logarithm.
   */
  normal(): number {
    const a = this.uint32();
    const b = this.uint32();
    const sum = (a >>> 16) + (a & UINT16_MAX) + (b >>> 16) + (b & UINT16_MAX);
    return (sum - NORMAL_MEAN) * NORMAL_SCALE;
  }

  /** Puts `items` in a uniformly random order, in place (Fisher–Yates), and returns them. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
    return items;
  }

  /** The integers 0 to n − 1 in a uniformly random order. */
  permutation(n: number): Uint32Array {
    return this.shuffle(Uint32Array.from({ length: n }, (_, i) => i));
  }
}

/** The finalizer of MurmurHash3: a bijection of 32 bits in which each bit changes half the others. */
function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
