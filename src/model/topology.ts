/** A layer as the Layers format describes it. */
export interface LayerConfig {
  readonly class_name: string;
  readonly config: { readonly name: string } & Readonly<Record<string, unknown>>;
}

/** The layers of a Sequential model in their order; undefined for any other kind of model. */
export function layersOf(topology: object): readonly LayerConfig[] | undefined {
  const { class_name, config } = topology as { class_name?: string; config?: object };
  if (class_name !== 'Sequential' || !config) return undefined;
  // Older files leave out the name, and have the list itself.
  return 'layers' in config ? (config.layers as LayerConfig[]) : (config as LayerConfig[]);
}
