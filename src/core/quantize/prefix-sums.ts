/**
 * Sums of any stretch of numbers, each in constant time. A sum is kept as a double and what rounding
 * took from it (Knuth's two-sum; The Art of Computer Programming, vol. 2, 4.2.2), so that the mean
 * of a few numbers is right after millions of others.
 */
export class PrefixSums {
  /** Of the first i numbers: the sum, and what is missing from it. */
  readonly #sums: Float64Array;
  readonly #rests: Float64Array;

  constructor(values: Float32Array) {
    this.#sums = new Float64Array(values.length + 1);
    this.#rests = new Float64Array(values.length + 1);
    for (let i = 0, sum = 0, rest = 0; i < values.length; i++) {
      const value = values[i]!;
      const next = sum + value;
      const added = next - sum;
      rest += sum - (next - added) + (value - added);
      sum = next;
      this.#sums[i + 1] = sum;
      this.#rests[i + 1] = rest;
    }
  }

  /** The mean of the numbers from `start` up to, not including, `end`. */
  mean(start: number, end: number): number {
    const sum = this.#sums[end]! - this.#sums[start]!;
    const rest = this.#rests[end]! - this.#rests[start]!;
    return (sum + rest) / (end - start);
  }
}
