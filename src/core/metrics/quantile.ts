/**
 * Quantile at `p`, 0 to 1, of values in ascending order, by linear interpolation between the
 * neighbours of position p·(n − 1): definition 7 of Hyndman and Fan 1996, The American
 * Statistician 50, 361–365, the default of R and NumPy. NaN for no values.
 */
export function quantile(sorted: readonly number[], p: number): number {
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? NaN;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (position - below);
}

/** Median of values in ascending order; the mean of the middle two where their number is even. */
export function median(sorted: readonly number[]): number {
  return quantile(sorted, 0.5);
}
