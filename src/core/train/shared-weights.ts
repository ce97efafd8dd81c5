import type { CodedWeights } from '../quantize/code-weights';
import type { Codebook } from '../quantize/coding';
import type { Trainable } from './trainable';

/**
 * A trained codebook: weights keep the index that clustering gave them, and each shared value
 * follows the sum of its weights' gradients (Han et al. 2016, "Deep Compression", equation 3). The
 * code 0 stays 0, and pruned weights with it.
 */
export class SharedWeights implements Trainable {
  /** The codebook, 0 first. */
  readonly values: Float32Array;
  readonly #indices: Uint8Array;

  /** @param weights each a value of the codebook. */
  constructor(weights: Float32Array, { codebook }: Codebook) {
    this.values = codebook.slice();
    const indexOf = new Map(Array.from(codebook, (value, index) => [value, index]));
    this.#indices = Uint8Array.from(weights, (weight) => indexOf.get(weight)!);
  }

  weights(): Float32Array {
    const weights = new Float32Array(this.#indices.length);
    for (let i = 0; i < weights.length; i++) weights[i] = this.values[this.#indices[i]!]!;
    return weights;
  }

  gradient(ofWeights: Float32Array): Float32Array {
    const sums = new Float64Array(this.values.length);
    for (let i = 0; i < ofWeights.length; i++) sums[this.#indices[i]!]! += ofWeights[i]!;
    sums[0] = 0;
    return Float32Array.from(sums);
  }

  /** The codebook has 0 first, the others ascending, and none twice. */
  result(): CodedWeights {
    const others = new Set(this.values.filter((value) => value !== 0));
    const codebook = Float32Array.of(0, ...Float32Array.from(others).sort());
    return { weights: this.weights(), coding: { codebook } };
  }
}
