/** The least normal float32. GPUs may flush smaller numbers to 0. */
export const MIN_NORMAL = 2 ** -126;

/** The float32 with the given bits. */
export function fromBits(bits: number): number {
  return new Float32Array(Uint32Array.of(bits).buffer)[0]!;
}

/** The least float32 above x that is normal; x is 0, or positive, finite and normal. */
export function nextNormal(x: number): number {
  if (x === 0) return MIN_NORMAL;
  return fromBits(new Uint32Array(Float32Array.of(x).buffer)[0]! + 1);
}
