import { NO_CUT, type Cut } from './cut';
import { fromBits } from './float32';

// The bits of a non-negative float32, read as an integer, are in the order of the numbers. The high
// 16 of the 31 (exponent and 8 bits of mantissa) choose a bin, the low 15 a place in it.
const MAGNITUDE = 0x7fffffff;
const LOW_BITS = 15;
const LOW_VALUES = 1 << LOW_BITS;
const LOW_MASK = LOW_VALUES - 1;
const BINS = 1 << 16;

/**
 * Finds exact pruning cuts among fixed scores. Building sorts the weights into bins once, in
 * O(n); each query then looks at a single bin.
 */
export class ThresholdIndex {
  readonly #bits: Uint32Array;
  /** Indices of the scores, bin by bin, ascending within a bin. */
  readonly #order: Uint32Array;
  /** Where each bin starts in the order. */
  readonly #starts = new Uint32Array(BINS + 1);

  /** @param scores ranked by their absolute values; they must not change afterwards. */
  constructor(scores: Float32Array) {
    const bits = new Uint32Array(scores.buffer, scores.byteOffset, scores.length);
    const starts = this.#starts;
    for (let i = 0; i < bits.length; i++) starts[((bits[i]! & MAGNITUDE) >>> LOW_BITS) + 1]!++;
    for (let bin = 0; bin < BINS; bin++) starts[bin + 1]! += starts[bin]!;
    const next = starts.slice();
    const order = new Uint32Array(scores.length);
    for (let i = 0; i < bits.length; i++) order[next[(bits[i]! & MAGNITUDE) >>> LOW_BITS]!++] = i;
    this.#bits = bits;
    this.#order = order;
  }

  /**
   * The cut that prunes exactly the `count` lowest scores, ties by lowest index; 0 ≤ count ≤ n. Where
   * it splits no ties, its index is 0 or n.
   */
  cut(count: number): Cut {
    return ThresholdIndex.cuts([this], count)[0]!;
  }

  /**
   * The cuts that together prune exactly the `count` lowest scores of several indices, one after the
   * other: ties in an earlier one go first. At most one splits its ties.
   */
  static cuts(indices: readonly ThresholdIndex[], count: number): Cut[] {
    if (count === 0) return indices.map(() => NO_CUT);
    const bin = ThresholdIndex.#binOf(indices, count);
    const counts = new Uint32Array(LOW_VALUES);
    // How many of the bin's scores are pruned, and in the end how many of those at the threshold.
    let ties = count;
    for (const index of indices) {
      ties -= index.#starts[bin]!;
      for (const i of index.#members(bin)) counts[index.#bits[i]! & LOW_MASK]!++;
    }
    let low = 0;
    for (; ties > counts[low]!; low++) ties -= counts[low]!;
    const threshold = fromBits((bin << LOW_BITS) | low);
    return indices.map((index) => {
      const tied = index.#members(bin).filter((i) => (index.#bits[i]! & LOW_MASK) === low);
      const pruned = Math.min(ties, tied.length);
      ties -= pruned;
      if (pruned === tied.length && pruned > 0) return { threshold, index: index.#bits.length };
      return { threshold, index: pruned > 0 ? tied[pruned - 1]! + 1 : 0 };
    });
  }

  #members(bin: number): Uint32Array {
    return this.#order.subarray(this.#starts[bin]!, this.#starts[bin + 1]!);
  }

  /** The bin of the score with rank `count` among all, counted from 1. */
  static #binOf(indices: readonly ThresholdIndex[], count: number): number {
    let low = 0;
    let high = BINS - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      let total = 0;
      for (const index of indices) total += index.#starts[middle + 1]!;
      if (total >= count) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
