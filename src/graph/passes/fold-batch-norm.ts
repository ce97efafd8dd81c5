import { foldBatchNorm } from '../../core/fold';
import type { ModelFile } from '../model-file';
import {
  fromFloat32,
  joinWeights,
  splitWeights,
  toFloat32,
  weightOf,
  type StoredWeight,
} from '../weight-file';

/** A layer as the Layers format describes it; only what folding reads. */
interface LayerConfig {
  readonly class_name: string;
  readonly config: {
    readonly name: string;
    readonly activation?: string;
    readonly use_bias?: boolean;
    readonly data_format?: string;
    /** Batch norm's: Keras writes it as a list of one. */
    readonly axis?: number | readonly number[];
    readonly epsilon?: number;
  };
}

interface Sequential {
  readonly class_name: 'Sequential';
  readonly config: { readonly layers: readonly LayerConfig[] };
}

/** The layers into which batch norm can be folded: the name of the kernel, and the output's rank. */
const FOLDABLE: Readonly<Record<string, { kernel: string; rank?: number }>> = {
  Conv2D: { kernel: 'kernel', rank: 4 },
  DepthwiseConv2D: { kernel: 'depthwise_kernel', rank: 4 },
  // Of any rank, so that only an axis counted from the end is known to be the last.
  Dense: { kernel: 'kernel' },
};

/** What a layer of either library has where its description leaves it out. */
const DEFAULT_EPSILON = 1e-3;

/**
 * The same model without the batch norms that directly follow a convolution, a depthwise convolution
 * or a dense layer without activation: they are folded into its kernel and bias, which become
 * float32 (see `foldBatchNorm`, with its errors). Any other batch norm is left as it is, and so is
 * every model that is not sequential; the same file comes back where nothing is folded.
 *
 * @throws Error where a weight that the layers call for is missing.
 */
export function foldModel(file: ModelFile): ModelFile {
  if (!isSequential(file.topology)) return file;
  const { config } = file.topology;
  const weights = splitWeights(file.weightSpecs, file.weightData);
  const layers: LayerConfig[] = [];
  for (const layer of config.layers) {
    const last = layers.at(-1);
    if (last && canFold(last, layer)) layers[layers.length - 1] = fold(last, layer, weights);
    else layers.push(layer);
  }
  if (layers.length === config.layers.length) return file;
  return {
    topology: { ...file.topology, config: { ...config, layers } },
    ...joinWeights(weights.values()),
  };
}

function isSequential(topology: object): topology is Sequential {
  return 'class_name' in topology && topology.class_name === 'Sequential';
}

function canFold(layer: LayerConfig, norm: LayerConfig): boolean {
  const foldable = FOLDABLE[layer.class_name];
  if (!foldable || norm.class_name !== 'BatchNormalization') return false;
  const { activation = 'linear', data_format = 'channels_last' } = layer.config;
  const axis = [norm.config.axis ?? -1].flat();
  const isLast = axis.length === 1 && (axis[0] === -1 || axis[0]! + 1 === foldable.rank);
  return activation === 'linear' && data_format === 'channels_last' && isLast;
}

/** Puts the folded weights in the place of those of both layers, and describes the new layer. */
function fold(
  layer: LayerConfig,
  norm: LayerConfig,
  weights: Map<string, StoredWeight>,
): LayerConfig {
  const names = {
    kernel: `${layer.config.name}/${FOLDABLE[layer.class_name]!.kernel}`,
    bias: `${layer.config.name}/bias`,
  };
  const { spec } = weightOf(names.kernel, weights);
  const ofNorm = (name: string) => `${norm.config.name}/${name}`;
  const mean = toFloat32(weightOf(ofNorm('moving_mean'), weights));
  const vector = (name: string, otherwise: number) => {
    const stored = weights.get(name);
    return stored ? toFloat32(stored) : new Float32Array(mean.length).fill(otherwise);
  };
  const folded = foldBatchNorm(
    toFloat32(weightOf(names.kernel, weights)),
    layer.config.use_bias === false ? undefined : toFloat32(weightOf(names.bias, weights)),
    {
      // Batch norm may be made without scale or without centre.
      gamma: vector(ofNorm('gamma'), 1),
      beta: vector(ofNorm('beta'), 0),
      mean,
      variance: toFloat32(weightOf(ofNorm('moving_variance'), weights)),
      epsilon: norm.config.epsilon ?? DEFAULT_EPSILON,
    },
  );
  weights.set(names.kernel, fromFloat32(names.kernel, spec.shape, folded.kernel));
  weights.set(names.bias, fromFloat32(names.bias, [folded.bias.length], folded.bias));
  for (const name of ['gamma', 'beta', 'moving_mean', 'moving_variance']) {
    weights.delete(ofNorm(name));
  }
  return { ...layer, config: { ...layer.config, use_bias: true } };
}
