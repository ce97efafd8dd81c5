import type { CodedWeights } from '../quantize/code-weights';
import { zeroPruned } from './masked-weights';
import type { Trainable } from './trainable';

/**
 * Quantization-aware training: the network computes with coded weights, and the gradient passes
 * through the rounding as if it were not there, the straight-through estimator (Bengio et al. 2013,
 * https://arxiv.org/abs/1308.3432), to the float32 values that the codes are made of anew each step.
 */
export class StraightThroughWeights implements Trainable {
  /**
   * @param code the values as codes hold them; pruned ones come as 0 and must stay so.
   * @param mask 0 for a pruned weight; left out where none is.
   */
  constructor(
    readonly values: Float32Array,
    private readonly code: (values: Float32Array) => CodedWeights,
    private readonly mask?: Uint8Array,
  ) {}

  weights(): Float32Array {
    return this.result().weights;
  }

  gradient(ofWeights: Float32Array): Float32Array {
    return zeroPruned(ofWeights, this.mask);
  }

  result(): CodedWeights {
    return this.code(zeroPruned(this.values, this.mask));
  }
}
