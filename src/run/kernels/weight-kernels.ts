import type { Tensor } from '@tensorflow/tfjs-core';
import type { Cut } from '../../core/prune/cut';
import type { QuantizationParameters } from '../../core/quantize/parameters';

/** What is done to the weights of one tensor: first pruned, then fake-quantized. */
export interface Compression {
  readonly cut: Cut;
  /**
   * What the cut ranks the weights by; left out where it is their magnitude. Kernels may keep what
   * they make of an array: pass the same one again for the same scores, and never change it.
   */
  readonly scores?: Float32Array;
  /** Left out where the weights stay float32. */
  readonly parameters?: QuantizationParameters;
}

/** The weights of some tensors, ready to be compressed again and again. */
export interface WeightKernels {
  /** The compressed weights of each tensor, in its shape; the caller disposes them. */
  compress(compressions: readonly Compression[]): Tensor[];
  dispose(): void;
}
