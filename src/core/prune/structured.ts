import { ownValue } from '../steps/layers';
import { NORMS, type PruneStep, type StructuredMethod } from '../steps/prune';
import type { WeightTensor } from '../tensor';
import { pruneCount } from './cut';

/** The filters or neurons that a hidden layer has lost. */
export interface RemovedUnits {
  readonly name: string;
  /** Their numbers, ascending. */
  readonly units: readonly number[];
  /** How many there were. */
  readonly of: number;
}

/** Which filters and neurons are to go. */
export interface UnitSelection {
  /** Numbers of the units, ascending, for each layer. */
  readonly removed: readonly (readonly number[])[];
  /** Layers that the sparsity would have left empty: their unit of largest norm is kept. */
  readonly keptOne: readonly string[];
}

/** A filter or neuron: its layer's number, its own, and what it is ranked by. */
interface Unit {
  readonly layer: number;
  readonly unit: number;
  readonly score: number;
}

/**
 * Chooses the filters of convolutions and the neurons of dense layers whose incoming weights have the
 * smallest norm, L1 (Li et al. 2017, https://arxiv.org/abs/1608.08710) or L2; biases don't count.
 * Exactly round(sparsity·n) of the n units go, or as many as leave each layer one: of all layers
 * together or of each, by the step's scope; ties by lowest index. A layer with a sparsity of its own
 * is ranked by itself.
 *
 * @param layers the kernels [inputs, units] or HWIO of the hidden layers, in order.
 */
export function selectUnits(
  layers: readonly WeightTensor[],
  { method, scope, sparsity, layers: own }: PruneStep<StructuredMethod>,
): UnitSelection {
  const removed = layers.map((): number[] => []);
  const keptOne = new Set<number>();
  const take = (units: readonly Unit[], share: number) => {
    let count = pruneCount(share, units.length);
    for (const { layer, unit } of [...units].sort((a, b) => a.score - b.score)) {
      if (count === 0) return;
      if (removed[layer]!.length + 1 === layers[layer]!.channels) {
        keptOne.add(layer);
      } else {
        removed[layer]!.push(unit);
        count--;
      }
    }
  };
  const together: Unit[] = [];
  layers.forEach((tensor, layer) => {
    const share = ownValue(own, tensor.name) ?? (scope === 'layer' ? sparsity : undefined);
    const units = scoresOf(tensor, method).map((score, unit) => ({ layer, unit, score }));
    if (share === undefined) together.push(...units);
    else take(units, share);
  });
  take(together, sparsity);
  return {
    removed: removed.map((units) => units.sort((a, b) => a - b)),
    keptOne: layers.filter((_, layer) => keptOne.has(layer)).map(({ name }) => name),
  };
}

/**
 * The norms of a layer's units, divided by the root of the sum of their squares so that those of
 * unlike layers can be ranked together (the layer-wise l2-normalization of Molchanov et al. 2017,
 * https://arxiv.org/abs/1611.06440). Undivided, they grow with the number of inputs and with a scale that ReLU lets the
 * next layer take back. Computed in float64.
 */
function scoresOf({ name, values, channels }: WeightTensor, method: StructuredMethod): number[] {
  const squared = NORMS[method] === 'L2';
  const sums = new Array<number>(channels).fill(0);
  for (let i = 0; i < values.length; i++) {
    const weight = values[i]!;
    sums[i % channels]! += squared ? weight * weight : Math.abs(weight);
  }
  const refused = sums.findIndex((sum) => !Number.isFinite(sum));
  if (refused >= 0) {
    throw new RangeError(
      `A norm needs finite weights; unit ${refused} of ${channels} in ${name} has some that are not.`,
    );
  }
  const norms = squared ? sums.map(Math.sqrt) : sums;
  const whole = Math.sqrt(norms.reduce((total, norm) => total + norm * norm, 0));
  return whole > 0 ? norms.map((norm) => norm / whole) : norms;
}
