import { HOMOGENEOUS, kernelName, layersOf, type LayerConfig } from './topology';

/** A layer with a kernel, and what its weights are called in the model file. */
export interface KernelLayer {
  readonly name: string;
  readonly kind: string;
  readonly kernel: string;
  /** Left out where the layer has no bias. */
  readonly bias?: string;
}

/** The first layer between two kernels that keeps them from being equalized. */
export interface ChainEnd {
  readonly layer: string;
  readonly why: string;
}

export interface Chains {
  /** Two kernels or more each; the outputs of one are the inputs of the next, channel by channel. */
  readonly chains: readonly (readonly KernelLayer[])[];
  readonly ends: readonly ChainEnd[];
}

const HOMOGENEOUS_ACTIVATIONS: ReadonlySet<unknown> = new Set([undefined, 'linear', 'relu']);

/**
 * Finds the kernels whose outputs are the inputs of another kernel, with nothing between them but
 * functions f(s·x) = s·f(x), s ≥ 0, that keep channels apart: what cross-layer equalization needs.
 */
export function chainsOf(topology: object): Chains {
  const layers = layersOf(topology);
  if (!layers) return { chains: [], ends: [{ layer: 'model', why: 'not sequential' }] };
  const chains: KernelLayer[][] = [];
  const ends: ChainEnd[] = [];
  let chain: KernelLayer[] = [];
  let end: ChainEnd | undefined;
  for (const layer of layers) {
    const kernel = kernelLayer(layer);
    if (kernel) {
      if (end) {
        ends.push(end);
        chains.push(chain);
        chain = [];
        end = undefined;
      }
      chain.push(kernel);
    }
    const why = chain.length > 0 && !end ? obstacleIn(layer) : undefined;
    if (why) end = { layer: layer.config.name, why };
  }
  chains.push(chain);
  return { chains: chains.filter(({ length }) => length > 1), ends };
}

function kernelLayer(layer: LayerConfig): KernelLayer | undefined {
  const { class_name, config } = layer;
  const kernel = kernelName(layer);
  if (!kernel || config.data_format === 'channels_first') return undefined;
  const { name } = config;
  return {
    name,
    kind: class_name,
    kernel,
    ...(config.use_bias !== false && { bias: `${name}/bias` }),
  };
}

/** What in this layer, after its kernel if it has one, is not homogeneous or mixes channels. */
function obstacleIn(layer: LayerConfig): string | undefined {
  const { class_name, config } = layer;
  if (config.data_format === 'channels_first') return 'channels first';
  if (class_name === 'ReLU') {
    const cap = config.max_value ?? undefined;
    return cap === undefined ? undefined : `ReLU capped at ${cap}`;
  }
  if (class_name === 'BatchNormalization') return 'batch norm that is not folded';
  if (kernelName(layer) || class_name === 'Activation') {
    return HOMOGENEOUS_ACTIVATIONS.has(config.activation) ? undefined : `${config.activation}`;
  }
  return HOMOGENEOUS.has(class_name) ? undefined : class_name;
}
