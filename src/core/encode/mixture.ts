import { squash, stretch } from './logistic';
import { WHOLE, type BitCoder } from './range-coder';

/** A probability never comes closer to 0 or 1 than this, in parts of `WHOLE`. */
const FLOOR = 24;
/** Bits that a context remembers as of equal weight; from then on old ones fade. */
const MEMORY = 120;

/** Probabilities of contexts, each learnt from the bits that came in it. */
export class Contexts {
  private readonly ones: Uint16Array;
  private readonly seen: Uint8Array;

  constructor(count: number) {
    this.ones = new Uint16Array(count).fill(WHOLE / 2);
    this.seen = new Uint8Array(count);
  }

  /** The probability that the next bit is 1, in parts of `WHOLE`. */
  one(context: number): number {
    return this.ones[context]!;
  }

  learn(context: number, bit: 0 | 1): void {
    const one = this.ones[context]!;
    const seen = this.seen[context]!;
    const aim = bit ? WHOLE - FLOOR : FLOOR;
    this.ones[context] = one + Math.trunc((2 * (aim - one)) / (2 * seen + 3));
    if (seen < MEMORY) this.seen[context] = seen + 1;
  }

  /** Codes a bit by one context, which then learns of it. */
  code(coder: BitCoder, context: number, bit: 0 | 1): 0 | 1 {
    const coded = coder.code(this.ones[context]!, bit);
    this.learn(context, coded);
    return coded;
  }
}

/** Parts of a weight of 1. */
const UNIT_WEIGHT = 2 ** 16;
/** Weights learn by the error times the log odds, over so much. */
const CAUTION = 2 ** 16;

/**
 * Codes bits by several contexts at once: the log odds that each gives are added up with weights, which
 * learn from every bit which of them to trust (logistic mixing: Mahoney 2005, "Adaptive weighing of
 * context models for lossless data compression"). Whole numbers throughout.
 */
export class Mixture {
  private readonly weights: Int32Array;
  private readonly odds: Int32Array;

  /** @param sets what each of the contexts is one of. */
  constructor(private readonly sets: readonly Contexts[]) {
    // Contexts that agree are more certain together than each is.
    this.weights = new Int32Array(sets.length).fill(Math.floor((1.2 * UNIT_WEIGHT) / sets.length));
    this.odds = new Int32Array(sets.length);
  }

  /** @param contexts one of each set. */
  code(coder: BitCoder, contexts: Int32Array, bit: 0 | 1): 0 | 1 {
    const { sets, weights, odds } = this;
    let sum = 0;
    for (let k = 0; k < odds.length; k++) {
      odds[k] = stretch(sets[k]!.one(contexts[k]!));
      sum += weights[k]! * odds[k]!;
    }
    const one = squash(Math.floor(sum / UNIT_WEIGHT));
    const coded = coder.code(one, bit);
    const error = (coded ? WHOLE : 0) - one;
    for (let k = 0; k < odds.length; k++) {
      weights[k] = weights[k]! + Math.trunc((error * odds[k]!) / CAUTION);
      sets[k]!.learn(contexts[k]!, coded);
    }
    return coded;
  }
}
