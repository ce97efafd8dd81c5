import { equalize, type ChainKernel } from '../../core/quantize/equalize';
import { chainsOf, type ChainEnd, type KernelLayer } from '../chain';
import type { ModelFile } from '../model-file';
import {
  fromFloat32,
  joinWeights,
  splitWeights,
  toFloat32,
  weightOf,
  type StoredWeight,
} from '../weight-file';

/** A model after equalization. */
export interface EqualizedModel {
  /** The same logits but for rounding, and the same file where no two kernels could be equalized. */
  readonly file: ModelFile;
  /** The names of the layers in each chain that was equalized. */
  readonly chains: readonly (readonly string[])[];
  /** What kept other kernels from it. */
  readonly ends: readonly ChainEnd[];
}

type Weights = Map<string, StoredWeight>;

/**
 * Equalizes the ranges of every two kernels in a row between which nothing stands in the way (see
 * `equalize` and `chainsOf`). Their weights become float32, all others stay as they are stored. Fold
 * batch norm first: it stands in the way.
 *
 * @throws RangeError for weights that are not finite, Error for missing ones, by name.
 */
export function equalizeModel(file: ModelFile): EqualizedModel {
  const { chains, ends } = chainsOf(file.topology);
  if (chains.length === 0) return { file, chains: [], ends };
  const weights = splitWeights(file.weightSpecs, file.weightData);
  for (const chain of chains) {
    const { kernels } = equalize(chain.map((layer) => readKernel(layer, weights)));
    kernels.forEach(({ kernel, bias }, k) => {
      const layer = chain[k]!;
      replace(layer.kernel, kernel, weights);
      if (bias) replace(layer.bias!, bias, weights);
    });
  }
  return {
    file: { topology: file.topology, ...joinWeights(weights.values()) },
    chains: chains.map((chain) => chain.map(({ name }) => name)),
    ends,
  };
}

function readKernel({ name, kind, kernel, bias }: KernelLayer, weights: Weights): ChainKernel {
  const stored = weightOf(kernel, weights);
  const [multiplier, inputs] = [stored.spec.shape.at(-1) ?? 1, stored.spec.shape.at(-2) ?? 1];
  return {
    name,
    kernel: toFloat32(stored),
    ...(bias && { bias: toFloat32(weightOf(bias, weights)) }),
    outputs: kind === 'DepthwiseConv2D' ? inputs * multiplier : multiplier,
    fanOut: multiplier,
  };
}

function replace(name: string, values: Float32Array, weights: Weights): void {
  weights.set(name, fromFloat32(name, weightOf(name, weights).spec.shape, values));
}
