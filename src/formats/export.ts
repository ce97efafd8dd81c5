import type { FileContents, FileTensor } from '../core/encode/file';
import type { Coding } from '../core/quantize/coding';
import type { WeightTensor } from '../core/tensor';
import { requireFiniteWeights } from '../graph/finite';
import { checkFit } from '../graph/fit';
import type { ModelFile } from '../graph/model-file';
import { kernelName, layersOf, withLayers } from '../graph/topology';
import { fromFloat32, joinWeights } from '../graph/weight-file';

/** A kernel by the name of its layer, as `Network.readKernels` has it, and how it is coded. */
export interface CodedTensor extends WeightTensor {
  /** Left out where the weights are float32. */
  readonly coding?: Coding;
}

/** Settings that only training reads, and that cost bytes and, when a model is built, time. */
const TRAINING = /_(initializer|regularizer|constraint)$/;

/**
 * What the file of a compressed network holds.
 *
 * @param topology of a sequential model. Initializers, regularizers and constraints are left out.
 * @param others every weight that is not a kernel, by its name in the model file: `fc1/bias`.
 * @throws RangeError for a kernel of a layer that there isn't, or whose kind is not known.
 */
export function contentsOf(
  topology: object,
  kernels: readonly CodedTensor[],
  others: readonly FileTensor[],
): FileContents {
  const names = new Map(
    layersOf(topology)?.map((layer) => [layer.config.name, kernelName(layer)] as const),
  );
  return {
    architecture: withoutTraining(topology),
    kernels: kernels.map(({ name: layer, shape, values: weights, channels, coding }) => {
      const name = names.get(layer);
      if (name === undefined) {
        throw new RangeError(
          `${layer} is no layer with a kernel; the layers are ${[...names.keys()].join(', ')}.`,
        );
      }
      return { name, shape, weights, channels, coding };
    }),
    others,
  };
}

/**
 * The model file, of float32 weights, that a compressed network's file holds.
 *
 * @throws RangeError where `checkFit` or `requireFiniteWeights` does: the contents may be anyone's.
 */
export function modelFileOf({ architecture, kernels, others }: FileContents): ModelFile {
  const file = {
    topology: architecture,
    ...joinWeights([
      ...kernels.map(({ name, shape, weights }) => fromFloat32(name, [...shape], weights)),
      ...others.map(({ name, shape, values }) => fromFloat32(name, [...shape], values)),
    ]),
  };
  checkFit(file);
  requireFiniteWeights(file);
  return { ...file, topology: withoutTraining(architecture) };
}

function withoutTraining(topology: object): object {
  const layers = layersOf(topology)?.map(({ class_name, config }) => ({
    class_name,
    config: Object.fromEntries(
      Object.entries(config).filter(([key]) => !TRAINING.test(key)),
    ) as typeof config,
  }));
  return layers ? withLayers(topology, layers) : topology;
}
