/** What some layers have in place of a step's own values, by the layer's name in TensorFlow.js. */
export type Layers<V> = Readonly<Record<string, V>>;

/** What the named layer has of its own, or undefined. */
export function ownValue<V>(layers: Layers<V> | undefined, name: string): V | undefined {
  // A layer may be called “constructor”, which every object has.
  return layers && Object.hasOwn(layers, name) ? layers[name] : undefined;
}

/** Names with their values in the one order in which they are printed. */
export function sortedLayers<V>(layers: Layers<V> = {}): [name: string, value: V][] {
  return Object.entries(layers).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** ", conv1 30%, fc2 50%", or nothing. */
export function describeLayers<V>(
  layers: Layers<V> | undefined,
  describe: (value: V) => string,
): string {
  return sortedLayers(layers)
    .map(([name, value]) => `, ${name} ${describe(value)}`)
    .join('');
}
