import { NO_CUT, type Cut } from './cut';
import { fromBits } from './float32';

// The bits of a non-negative float32, read as an integer, are in the order of the numbers. The high
// 16 of the 31 (exponent and 8 bits of mantissa) choose a bin, the low 15 a place in it.
const MAGNITUDE = 0x7fffffff;
const LOW_BITS = 15;
const LOW_VALUES = 1 << LOW_BITS;
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
  readonly #counts = new Uint32Array(LOW_VALUES);

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
    if (count === 0) return NO_CUT;
    const bin = this.#binOf(count);
    const start = this.#starts[bin]!;
    const members = this.#order.subarray(start, this.#starts[bin + 1]!);
    const counts = this.#counts.fill(0);
    for (const i of members) counts[this.#bits[i]! & (LOW_VALUES - 1)]!++;
    // How many of the scores equal to the threshold are pruned, once those below it are.
    let ties = count - start;
    let low = 0;
    for (; ties > counts[low]!; low++) ties -= counts[low]!;
    const threshold = fromBits((bin << LOW_BITS) | low);
    if (ties === counts[low]) return { threshold, index: this.#bits.length };
    const last = members.find((i) => (this.#bits[i]! & (LOW_VALUES - 1)) === low && --ties === 0)!;
    return { threshold, index: last + 1 };
  }

  /** The bin of the score with rank `count`, counted from 1. */
  #binOf(count: number): number {
    let low = 0;
    let high = BINS - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#starts[middle + 1]! >= count) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
