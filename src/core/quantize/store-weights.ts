import type { Seed } from '../random';
import type { WeightTensor } from '../tensor';
import { codeWeights } from './code-weights';
import type { Coding } from './coding';
import { keptWeights } from './kept-weights';
import { stepOfLayer, type StorageStep } from './step-of-layer';

/** Weights as they are stored. */
export interface StoredWeights {
  /** The masters' own array where nothing is done to them. */
  readonly weights: Float32Array;
  /** Left out where they stay float32. */
  readonly coding?: Coding;
}

/**
 * One tensor's weights as a step has it for its layer, see `codeWeights`.
 *
 * @param step left out where all layers stay float32.
 */
export function storeWeights(
  tensor: WeightTensor,
  step: StorageStep | undefined,
  options: { readonly mask?: Uint8Array; readonly seed?: Seed },
): StoredWeights {
  const own = step && stepOfLayer(step, tensor.name);
  return own
    ? codeWeights(tensor, own, options)
    : { weights: keptWeights(tensor.values, options.mask) };
}
