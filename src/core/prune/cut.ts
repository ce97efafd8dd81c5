import { roundHalfEven } from '../quantize/rounding';

/**
 * Where pruning cuts a ranking of weights: weight i is pruned where its score is below the
 * threshold, or equal to it and i is below the index. So ties go by lowest index and any number of
 * weights can be pruned exactly.
 */
export interface Cut {
  readonly threshold: number;
  readonly index: number;
}

/** Prunes nothing. */
export const NO_CUT: Cut = { threshold: 0, index: 0 };

/** How many of `total` weights a sparsity means: sparsity·total, rounded half to even. */
export function pruneCount(sparsity: number, total: number): number {
  return roundHalfEven(sparsity * total);
}

/**
 * The mask of a cut: 1 keeps a weight, 0 prunes it.
 *
 * @param scores what the weights are ranked by: their absolute values count.
 */
export function maskOf(scores: Float32Array, { threshold, index }: Cut): Uint8Array {
  const mask = new Uint8Array(scores.length);
  const tied = Math.min(index, scores.length);
  let i = 0;
  // A comparison turned to a number is twice as fast as a branch: most are hard to predict.
  for (; i < tied; i++) mask[i] = Number(Math.abs(scores[i]!) > threshold);
  for (; i < scores.length; i++) mask[i] = Number(Math.abs(scores[i]!) >= threshold);
  return mask;
}
