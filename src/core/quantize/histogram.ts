/** How many values are in each bin that has any, and their mean there. */
export interface BinnedValues {
  readonly counts: Float64Array;
  readonly means: Float64Array;
}

const BINS = 2048;

/**
 * Values in 2,048 bins of equal width between `min` and `max`, each kept as its mean: so the many 0s
 * after ReLU stay 0, where the middle of their bin would not.
 *
 * @param values all from `min` to `max`, which are finite.
 */
export function binned(values: Float32Array, min: number, max: number): BinnedValues {
  const counts = new Float64Array(BINS);
  const sums = new Float64Array(BINS);
  const width = (max - min) / BINS || 1;
  for (let i = 0; i < values.length; i++) {
    const bin = Math.min(Math.floor((values[i]! - min) / width), BINS - 1);
    counts[bin]!++;
    sums[bin]! += values[i]!;
  }
  return {
    counts: counts.filter((count) => count > 0),
    means: sums.map((sum, bin) => sum / counts[bin]!).filter((_, bin) => counts[bin]! > 0),
  };
}
