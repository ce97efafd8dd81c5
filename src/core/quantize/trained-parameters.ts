import { MIN_SCALE, type QuantizationParameters } from './parameters';

/**
 * Symmetric parameters for training through codes: s = 2·mean|w| / √Q of each slice, Q = 2^(bits−1) − 1,
 * the mean over the weights that are not pruned (where LSQ starts: Esser et al. 2020,
 * https://arxiv.org/abs/1902.08153, section 2.1). Few bits are spent better so than on the range up
 * to the largest weight, which is clamped: with 2 bits that would leave nearly all codes 0.
 *
 * @param slices 1, or the channels: weight i is in channel i mod slices.
 * @param mask 0 for a pruned weight; left out where none is.
 */
export function trainedParameters(
  values: Float32Array,
  slices: number,
  bits: number,
  mask?: Uint8Array,
): QuantizationParameters {
  const sums = new Float64Array(slices);
  const counts = new Uint32Array(slices);
  for (let i = 0, slice = 0; i < values.length; i++) {
    if (!mask || mask[i] === 1) {
      sums[slice]! += Math.abs(values[i]!);
      counts[slice]!++;
    }
    if (++slice === slices) slice = 0;
  }
  const root = Math.sqrt(2 ** (bits - 1) - 1);
  const scales = Float32Array.from(sums, (sum, slice) =>
    sum === 0 ? 1 : Math.max((2 * sum) / counts[slice]! / root, MIN_SCALE),
  );
  return { bits, scales };
}
