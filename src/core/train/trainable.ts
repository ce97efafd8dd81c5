import type { Coding } from '../quantize/coding';

/**
 * Weights of a network as an optimizer changes them: what it changes may be the weights themselves,
 * what they are rounded from, or the codebook that they share.
 */
export interface Trainable {
  /** What the optimizer changes, in place. */
  readonly values: Float32Array;
  /** The weights that the network computes with, as the values are now. */
  weights(): Float32Array;
  /** dL/dvalues from dL/dweights, whose array may be used for it. */
  gradient(ofWeights: Float32Array): Float32Array;
  /** The weights once training is over, and how they are coded, where they are not float32. */
  result(): { readonly weights: Float32Array; readonly coding?: Coding };
}
