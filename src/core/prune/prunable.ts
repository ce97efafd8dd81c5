import { ownValue, type Layers } from '../steps/layers';
import type { WeightTensor } from '../tensor';

/**
 * The sparsity that a layer's own weights are pruned to, whatever the whole network's is: its own value,
 * or 0 for a depthwise kernel, which is pruned only by name. Undefined where it goes with the others.
 */
export function ownSparsity(
  { name, depthwise }: Pick<WeightTensor, 'name' | 'depthwise'>,
  layers: Layers<number> | undefined,
): number | undefined {
  return ownValue(layers, name) ?? (depthwise ? 0 : undefined);
}

/** How many weights pruning may take: those of every kernel but the depthwise ones that no layer names. */
export function prunableWeights(
  tensors: readonly WeightTensor[],
  layers: Layers<number> | undefined,
): number {
  return tensors
    .filter(({ name, depthwise }) => !depthwise || ownValue(layers, name) !== undefined)
    .reduce((sum, { values }) => sum + values.length, 0);
}
