import { foldBatchNorm } from '../../core/fold';
import type { TechniqueFigures } from '../../core/report';
import type { ModelFile } from '../model-file';
import {
  countBatchNorms,
  kernelName,
  layersOf,
  normalizesLast,
  ranksOf,
  withLayers,
  type LayerConfig,
} from '../topology';
import {
  fromFloat32,
  joinWeights,
  splitWeights,
  toFloat32,
  weightOf,
  type StoredWeight,
} from '../weight-file';

/** What a layer of either library has where its description leaves it out. */
const DEFAULT_EPSILON = 1e-3;

/**
 * The same model without the batch norms that directly follow a convolution, a depthwise convolution
 * or a dense layer without activation: they are folded into its kernel and bias, which become
 * float32 (see `foldBatchNorm`, with its errors). Any other batch norm is left as it is, and so is
 * every model that is not sequential; the same file comes back where nothing is folded.
 *
 * @throws Error where a weight that the layers call for is missing; RangeError where `layersOf` does.
 */
export function foldModel(file: ModelFile): ModelFile {
  const layers = layersOf(file.topology);
  if (!layers) return file;
  const ranks = ranksOf(layers);
  const weights = splitWeights(file.weightSpecs, file.weightData);
  const folded: LayerConfig[] = [];
  layers.forEach((layer, i) => {
    const last = folded.at(-1);
    if (last && canFold(last, layer, ranks[i])) folded.push(fold(folded.pop()!, layer, weights));
    else folded.push(layer);
  });
  if (folded.length === layers.length) return file;
  return {
    topology: withLayers(file.topology, folded),
    ...joinWeights(weights.values()),
  };
}

/** What became of a model's batch norm in another file of it, which may be the very same. */
export function batchNormOf(
  { topology }: ModelFile,
  studied: ModelFile,
): TechniqueFigures['batchNorm'] {
  const all = countBatchNorms(topology);
  const kept = countBatchNorms(studied.topology);
  if (all === 0) return 'none';
  if (kept === 0) return 'folded';
  return kept < all ? 'partly' : 'kept';
}

function canFold(layer: LayerConfig, norm: LayerConfig, rank: number | undefined): boolean {
  if (!kernelName(layer) || norm.class_name !== 'BatchNormalization') return false;
  const { activation = 'linear', data_format = 'channels_last' } = layer.config;
  return activation === 'linear' && data_format === 'channels_last' && normalizesLast(norm, rank);
}

/** Puts the folded weights in the place of those of both layers, and describes the new layer. */
function fold(
  layer: LayerConfig,
  norm: LayerConfig,
  weights: Map<string, StoredWeight>,
): LayerConfig {
  const names = {
    kernel: kernelName(layer)!,
    bias: `${layer.config.name}/bias`,
  };
  const { spec } = weightOf(names.kernel, weights);
  const ofNorm = (name: string) => `${norm.config.name}/${name}`;
  const mean = toFloat32(weightOf(ofNorm('moving_mean'), weights));
  // Batch norm may be made without scale or without centre.
  const vector = (name: string, setting: unknown, otherwise: number) =>
    setting === false
      ? new Float32Array(mean.length).fill(otherwise)
      : toFloat32(weightOf(ofNorm(name), weights));
  const folded = foldBatchNorm(
    toFloat32(weightOf(names.kernel, weights)),
    layer.config.use_bias === false ? undefined : toFloat32(weightOf(names.bias, weights)),
    {
      gamma: vector('gamma', norm.config.scale, 1),
      beta: vector('beta', norm.config.center, 0),
      mean,
      variance: toFloat32(weightOf(ofNorm('moving_variance'), weights)),
      epsilon: Number(norm.config.epsilon ?? DEFAULT_EPSILON),
    },
  );
  weights.set(names.kernel, fromFloat32(names.kernel, spec.shape, folded.kernel));
  weights.set(names.bias, fromFloat32(names.bias, [folded.bias.length], folded.bias));
  for (const name of ['gamma', 'beta', 'moving_mean', 'moving_variance']) {
    weights.delete(ofNorm(name));
  }
  return { ...layer, config: { ...layer.config, use_bias: true } };
}
