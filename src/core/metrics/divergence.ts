/**
 * How far answers have moved: the Kullback–Leibler divergence Σ p·ln(p/q) of the softmax q of each row
 * of `after` from the softmax p of the same row of `before`, summed over the rows, in nats. 0 where
 * nothing has moved; it grows smoothly before any answer becomes another one.
 *
 * @param classes the length of a row; both have as many whole rows.
 */
export function divergence(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  classes: number,
): number {
  let total = 0;
  for (let start = 0; start < before.length; start += classes) {
    const [p, q] = [before, after].map((logits) => logNormalizer(logits, start, classes));
    for (let i = start; i < start + classes; i++) {
      const log = before[i]! - p!;
      total += Math.exp(log) * (log - (after[i]! - q!));
    }
  }
  // Rounding alone could make it less.
  return Math.max(0, total);
}

/** ln Σ exp of a row. */
function logNormalizer(logits: ArrayLike<number>, start: number, classes: number): number {
  let largest = -Infinity;
  for (let i = start; i < start + classes; i++) largest = Math.max(largest, logits[i]!);
  let sum = 0;
  for (let i = start; i < start + classes; i++) sum += Math.exp(logits[i]! - largest);
  return largest + Math.log(sum);
}
