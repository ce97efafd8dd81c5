/** Odd, so that one bin has 0 in its middle. */
const BINS = 81;

/** Two sets of weights counted on one axis, from −limit to limit in bins of equal width. */
export interface WeightHistogram {
  /** The largest magnitude of both sets, or 1 where all are zero. */
  readonly limit: number;
  /** Weights in each bin, from the lowest values to the highest; the middle one holds 0. */
  readonly before: Uint32Array;
  readonly after: Uint32Array;
}

/** Counts two sets of finite weights on the axis that holds them both. */
export function weightHistogram(before: Float32Array, after: Float32Array): WeightHistogram {
  const limit = Math.max(largestMagnitude(before), largestMagnitude(after)) || 1;
  return { limit, before: counts(before, limit), after: counts(after, limit) };
}

/** The weights between which bin `bin` lies. */
export function binEdges(
  { limit, before: { length } }: WeightHistogram,
  bin: number,
): [number, number] {
  const edge = (i: number) => limit * ((2 * i) / length - 1);
  return [edge(bin), edge(bin + 1)];
}

function counts(weights: Float32Array, limit: number): Uint32Array {
  const bins = new Uint32Array(BINS);
  for (let i = 0; i < weights.length; i++) {
    const bin = Math.floor(((weights[i]! / limit + 1) / 2) * BINS);
    // The limit itself belongs to the last bin.
    bins[Math.min(bin, BINS - 1)]!++;
  }
  return bins;
}

function largestMagnitude(weights: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < weights.length; i++) largest = Math.max(largest, Math.abs(weights[i]!));
  return largest;
}
