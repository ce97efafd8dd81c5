/** Least and greatest weight of each channel, both widened to hold 0. */
export interface Ranges {
  readonly min: Float32Array;
  readonly max: Float32Array;
}

/**
 * The ranges of weights, channel i mod channels for weight i. A pruned weight counts as 0, so that
 * a range is never wider than the weights that are left.
 *
 * @param channels 1 for one range over the whole tensor.
 * @param mask 0 for a pruned weight; left out where none is.
 */
export function rangesOf(values: Float32Array, channels: number, mask?: Uint8Array): Ranges {
  const min = new Float32Array(channels);
  const max = new Float32Array(channels);
  for (let i = 0, channel = 0; i < values.length; i++) {
    if (!mask || mask[i] !== 0) {
      const value = values[i]!;
      if (value < min[channel]!) min[channel] = value;
      else if (value > max[channel]!) max[channel] = value;
    }
    if (++channel === channels) channel = 0;
  }
  return { min, max };
}
