import { listOf, recordOf, refuse } from '../core/refuse';

/** A layer as the Layers format describes it. */
export interface LayerConfig {
  readonly class_name: string;
  readonly config: { readonly name: string } & Readonly<Record<string, unknown>>;
}

/** What the kernel is called, by the kind of layer. */
const KERNELS: Readonly<Record<string, string>> = {
  Conv2D: 'kernel',
  DepthwiseConv2D: 'depthwise_kernel',
  Dense: 'kernel',
};

/** Layers without weights that keep channels apart and give s·f(x) for s·x, s ≥ 0. */
export const HOMOGENEOUS: ReadonlySet<string> = new Set([
  'InputLayer',
  'MaxPooling2D',
  'AveragePooling2D',
  'GlobalMaxPooling2D',
  'GlobalAveragePooling2D',
  'Flatten',
  'ZeroPadding2D',
  'Dropout',
]);

/** The name of a layer's kernel in the model file; undefined where it has none that is known. */
export function kernelName({ class_name, config }: LayerConfig): string | undefined {
  return Object.hasOwn(KERNELS, class_name) ? `${config.name}/${KERNELS[class_name]}` : undefined;
}

/**
 * The layers of a Sequential model in their order; undefined for any other kind of model.
 *
 * @throws RangeError for a topology that is none: where a member of it or of a layer is missing or of
 *   the wrong kind, with what it is and what was expected. A layer's settings are not looked into.
 */
export function layersOf(topology: object): readonly LayerConfig[] | undefined {
  const { class_name, config } = recordOf(topology, 'The model’s description');
  if (class_name !== 'Sequential') return undefined;
  // Older files leave out the name, and have the list itself.
  const layers = Array.isArray(config) ? config : recordOf(config, 'The model’s config').layers;
  listOf(layers, 'The model’s list of layers').forEach(checkLayer);
  return layers as LayerConfig[];
}

/** The same Sequential model with other layers. */
export function withLayers(topology: object, layers: readonly LayerConfig[]): object {
  const { config } = topology as { config: object };
  return { ...topology, config: 'layers' in config ? { ...config, layers } : layers };
}

/** Dimensions of a layer's output, the batch's included, by the kind of layer. */
const RANKS: Readonly<Record<string, number>> = {
  Conv2D: 4,
  DepthwiseConv2D: 4,
  MaxPooling2D: 4,
  AveragePooling2D: 4,
  ZeroPadding2D: 4,
  Flatten: 2,
  GlobalMaxPooling2D: 2,
  GlobalAveragePooling2D: 2,
};

/** Kinds of layers whose output has as many dimensions as their input. */
const RANK_KEEPING: ReadonlySet<string> = new Set([
  'InputLayer',
  'Dense',
  'BatchNormalization',
  'Activation',
  'Dropout',
  'ELU',
  'LeakyReLU',
  'ReLU',
  'Softmax',
]);

/** Dimensions of each layer's output, the batch's included; undefined where they are not known. */
export function ranksOf(layers: readonly LayerConfig[]): (number | undefined)[] {
  let rank: number | undefined;
  return layers.map(({ class_name, config }) => {
    const { batch_input_shape: shape } = config;
    if (Array.isArray(shape)) rank = shape.length;
    if (Object.hasOwn(RANKS, class_name)) rank = RANKS[class_name];
    else if (!RANK_KEEPING.has(class_name)) rank = undefined;
    return rank;
  });
}

/** Whether a batch norm normalizes the last of so many dimensions; an axis may be counted from the end. */
export function normalizesLast({ config }: LayerConfig, rank: number | undefined): boolean {
  // Keras writes it as a list of one.
  const axes = [config.axis ?? -1].flat();
  return axes.length === 1 && (axes[0] === -1 || (rank !== undefined && axes[0] === rank - 1));
}

/** How many batch norms a model has, in a row or not. */
export function countBatchNorms(topology: object): number {
  const { config } = topology as { config?: { layers?: unknown } };
  const layers = layersOf(topology) ?? config?.layers;
  if (!Array.isArray(layers)) return 0;
  return (layers as (Partial<LayerConfig> | null)[]).filter(
    (layer) => layer?.class_name === 'BatchNormalization',
  ).length;
}

function checkLayer(value: unknown, index: number): void {
  const what = `Layer ${index + 1} of the model`;
  const { class_name, config } = recordOf(value, what);
  if (typeof class_name !== 'string') refuse(`${what}: its class_name`, class_name, 'a string');
  const { name } = recordOf(config, `${what}: its config`);
  if (typeof name !== 'string') refuse(`${what}: its name`, name, 'a string');
}
