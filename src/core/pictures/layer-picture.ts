import { rangesOf, type Ranges } from '../quantize/ranges';
import type { WeightTensor } from '../tensor';
import { weightHistogram, type WeightHistogram } from './histogram';
import { matrixPicture, type MatrixPicture } from './matrix';

/** What one kernel looks like before and after. */
export interface LayerPicture {
  readonly name: string;
  readonly shape: readonly number[];
  readonly histogram: WeightHistogram;
  /** Least and greatest weight of each output channel, widened to hold 0. */
  readonly ranges: { readonly before: Ranges; readonly after: Ranges };
  readonly matrix: MatrixPicture;
  /** Weights of each output channel that are 0. */
  readonly zeros: { readonly before: Uint32Array; readonly after: Uint32Array };
}

/** Draws up a kernel's pictures; `after` has its weights in the same order. */
export function layerPicture(kernel: WeightTensor, after: Float32Array): LayerPicture {
  const { name, shape, values, channels } = kernel;
  return {
    name,
    shape,
    histogram: weightHistogram(values, after),
    ranges: { before: rangesOf(values, channels), after: rangesOf(after, channels) },
    matrix: matrixPicture(values, after, channels),
    zeros: { before: zerosOf(values, channels), after: zerosOf(after, channels) },
  };
}

function zerosOf(weights: Float32Array, channels: number): Uint32Array {
  const zeros = new Uint32Array(channels);
  for (let i = 0, channel = 0; i < weights.length; i++) {
    if (weights[i] === 0) zeros[channel]!++;
    if (++channel === channels) channel = 0;
  }
  return zeros;
}
