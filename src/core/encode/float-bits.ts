const NEGATIVE_ZERO = 0x8000_0000;

/** The bits of each float32, those of −0 being 0's. */
export function floatBits(values: Float32Array): Uint32Array {
  const bits = new Uint32Array(values.slice().buffer);
  for (let i = 0; i < bits.length; i++) if (bits[i] === NEGATIVE_ZERO) bits[i] = 0;
  return bits;
}
