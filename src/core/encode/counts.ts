/** How often each value below `size` occurs. */
export function countValues(values: Uint8Array, size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (let i = 0; i < values.length; i++) counts[values[i]!]!++;
  return counts;
}
