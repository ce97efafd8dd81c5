import type { StorageStep } from '../quantize/step-of-layer';
import type { PruneStep, UnstructuredMethod } from '../steps/prune';
import type { WeightTensor } from '../tensor';
import { maskOf } from './cut';
import { rankWeights } from './rank-weights';

/** Of random pruning: whoever prunes the same weights at random prunes the same ones. */
export const PRUNING_SEED = 1;

/**
 * What a step keeps of each tensor, by its weights as they are now: 1 for a weight, 0 for one pruned.
 *
 * @param storage see `rankWeights`.
 */
export function pruneMasks(
  tensors: readonly WeightTensor[],
  step: PruneStep<UnstructuredMethod>,
  storage?: StorageStep,
): Uint8Array[] {
  return rankWeights(tensors, step.method, PRUNING_SEED, storage)
    .prune(step)
    .map(({ scores, cut }) => maskOf(scores, cut));
}
