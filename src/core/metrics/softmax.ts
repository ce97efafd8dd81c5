/**
 * The probabilities that logits stand for, e^x / Σe^x, in float64. The largest logit is taken from
 * all of them first, so that no exponential overflows (Bridle 1990, doi:10.1007/978-3-642-76153-9_28).
 */
export function softmax(logits: ArrayLike<number>): Float64Array {
  let largest = -Infinity;
  for (let i = 0; i < logits.length; i++) largest = Math.max(largest, logits[i]!);
  const powers = Float64Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
