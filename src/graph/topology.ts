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

/** The layers of a Sequential model in their order; undefined for any other kind of model. */
export function layersOf(topology: object): readonly LayerConfig[] | undefined {
  const { class_name, config } = topology as { class_name?: string; config?: object };
  if (class_name !== 'Sequential' || !config) return undefined;
  // Older files leave out the name, and have the list itself.
  return 'layers' in config ? (config.layers as LayerConfig[]) : (config as LayerConfig[]);
}

/** The same Sequential model with other layers. */
export function withLayers(topology: object, layers: readonly LayerConfig[]): object {
  const { config } = topology as { config: object };
  return { ...topology, config: 'layers' in config ? { ...config, layers } : layers };
}
