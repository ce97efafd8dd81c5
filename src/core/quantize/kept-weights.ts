/**
 * The weights, those that are pruned being 0.
 *
 * @param mask 0 for a pruned weight; left out where none is.
 */
export function keptWeights(values: Float32Array, mask?: Uint8Array): Float32Array {
  if (!mask) return values;
  const kept = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) if (mask[i] !== 0) kept[i] = values[i]!;
  return kept;
}
