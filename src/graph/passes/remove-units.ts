import { checkStep } from '../../core/steps/check';
import { selectUnits, type RemovedUnits } from '../../core/prune/structured';
import { prune, type PruneStep, type StructuredMethod } from '../../core/steps/prune';
import type { WeightTensor } from '../../core/tensor';
import type { ModelFile } from '../model-file';
import { kernelName, layersOf, withLayers, type LayerConfig } from '../topology';
import { unitGroupsOf, type UnitGroup } from '../units';
import {
  joinWeights,
  keepAlong,
  layerOf,
  splitWeights,
  toFloat32,
  weightOf,
  type StoredWeight,
} from '../weight-file';

/** A model after surgery. */
export interface Surgery {
  /** The smaller model, or the very same file where nothing is removed. */
  readonly file: ModelFile;
  /** Every layer whose units could be removed, in order. */
  readonly removed: readonly RemovedUnits[];
  /** Names of the layers that the sparsity would have left empty: one unit is kept. */
  readonly keptOne: readonly string[];
  /** Numbers of the output channels that are left, of each layer that could lose some, by name. */
  readonly channels: ReadonlyMap<string, readonly number[]>;
}

/** The setting that says how many units a layer has; a depthwise one has those of its input. */
const WIDTHS: Readonly<Record<string, string>> = { Conv2D: 'filters', Dense: 'units' };

type Weights = Map<string, StoredWeight>;

/**
 * Removes the filters and neurons that a structured step chooses (see `selectUnits`) for good, with
 * their biases, their channels in the batch norms and depthwise layers that follow, and the weights
 * that read them, through activations, pools and flattening. The smaller model answers what the given
 * one would if the removed units gave 0 after their activation. What the model answers with is never
 * removed; depthwise layers rank nothing, their channels go with those of the layer before. Weights
 * stay stored in the type that they are. The given file is not changed.
 *
 * @throws RangeError for a step that is not allowed, a layer named that has no units to remove, weights
 *   that are not finite or don't fit together, and the first layer through which units can't be
 *   followed, by name; Error for missing weights.
 */
export function removeUnits(file: ModelFile, step: PruneStep<StructuredMethod>): Surgery {
  const groups = unitGroupsOf(file.topology);
  const weights = splitWeights(file.weightSpecs, file.weightData);
  const kernels = groups.map(({ producer }) => readKernel(producer, weights));
  const names = kernels.map(({ name }) => name);
  checkStep(prune, step, names);
  const selection = selectUnits(kernels, step);
  const removed = kernels.map(({ name, channels }, i) => ({
    name,
    units: selection.removed[i]!,
    of: channels,
  }));
  const channels = new Map<string, readonly number[]>();
  groups.forEach((group, i) => {
    const gone = new Set(removed[i]!.units);
    const kept = range(removed[i]!.of).filter((unit) => !gone.has(unit));
    shrink(group, kept, removed[i]!.of, weights, channels);
  });
  const { keptOne } = selection;
  if (removed.every(({ units }) => units.length === 0)) return { file, removed, keptOne, channels };
  return {
    file: { topology: resize(file.topology, channels), ...joinWeights(weights.values()) },
    removed,
    keptOne,
    channels,
  };
}

function readKernel(layer: LayerConfig, weights: Weights): WeightTensor {
  const stored = weightOf(kernelName(layer)!, weights);
  const { shape } = stored.spec;
  return { name: layer.config.name, shape, values: toFloat32(stored), channels: shape.at(-1)! };
}

/**
 * Keeps these units of the producer's `channels`, and what is theirs of the layers after it.
 * @param left takes the channels left of each layer.
 */
function shrink(
  { producer, followers, reader }: UnitGroup,
  kept: readonly number[],
  channels: number,
  weights: Weights,
  left: Map<string, readonly number[]>,
): void {
  const keep = (name: string, axis: number) => {
    const stored = weightOf(name, weights);
    const length = stored.spec.shape.at(axis)!;
    if (length % channels !== 0) {
      throw new RangeError(
        `${name} has ${length} places for the ${channels} channels that ${producer.config.name} gives`,
      );
    }
    // Flattening puts the channels of one position after those of another: i is of i mod channels.
    const indices = range(length / channels).flatMap((position) =>
      kept.map((channel) => position * channels + channel),
    );
    weights.set(name, keepAlong(stored, axis, indices));
  };
  const keepVectors = ({ config }: LayerConfig) => {
    const names = [...weights.keys()].filter((name) => layerOf(name) === config.name);
    for (const name of names) if (weights.get(name)!.spec.shape.length === 1) keep(name, 0);
  };
  keep(kernelName(producer)!, -1);
  keepVectors(producer);
  left.set(producer.config.name, kept);
  for (const follower of followers) {
    const kernel = kernelName(follower);
    if (kernel) {
      // HWCM: channel c gives the channels c·M to c·M + M − 1.
      const multiplier = weightOf(kernel, weights).spec.shape.at(-1)!;
      keep(kernel, -2);
      kept = kept.flatMap((channel) => range(multiplier).map((m) => channel * multiplier + m));
      channels *= multiplier;
      left.set(follower.config.name, kept);
    }
    keepVectors(follower);
  }
  keep(kernelName(reader)!, -2);
}

/** The layers with as many filters or units as they have channels left. */
function resize(topology: object, channels: ReadonlyMap<string, readonly number[]>): object {
  const layers = layersOf(topology)!.map((layer) => {
    const setting = WIDTHS[layer.class_name];
    const left = channels.get(layer.config.name);
    if (!left || !setting) return layer;
    return { ...layer, config: { ...layer.config, [setting]: left.length } };
  });
  return withLayers(topology, layers);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
