import { fromFloat16Bits, toFloat16Bits } from '../quantize/float16';

/**
 * The bits of weights that are half-precision numbers already, those of −0 being 0's.
 *
 * @throws RangeError for the first weight that is none.
 */
export function toHalves(weights: Float32Array): Uint16Array {
  const halves = new Uint16Array(weights.length);
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    const bits = toFloat16Bits(weight);
    if (fromFloat16Bits(bits) !== weight) {
      throw new RangeError(`Weight ${i} is ${weight}, which is no float16 number.`);
    }
    halves[i] = bits;
  }
  return halves;
}
