/** Adam with decoupled weight decay (Loshchilov and Hutter 2019, https://arxiv.org/abs/1711.05101). */

import type { Optimizer } from './optimizer';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** The optimizer of one set of weights, which it changes in place. */
export class AdamW implements Optimizer {
  /** The first moment of each array, then the second. */
  readonly memory: readonly Float32Array[];
  steps = 0;

  /**
   * @param weights the arrays to optimize.
   * @param decays the weight decay of each array.
   */
  constructor(
    readonly weights: readonly Float32Array[],
    readonly decays: readonly number[],
  ) {
    this.memory = [...weights, ...weights].map((w) => new Float32Array(w.length));
  }

  /** One step against `gradients`, in the order of the weights. */
  step(gradients: readonly Float32Array[], learningRate: number): void {
    this.steps++;
    const rate = learningRate / (1 - BETA1 ** this.steps);
    const correction = 1 / (1 - BETA2 ** this.steps);
    this.weights.forEach((w, k) => {
      const g = gradients[k]!;
      const m = this.memory[k]!;
      const v = this.memory[k + this.weights.length]!;
      const keep = 1 - learningRate * this.decays[k]!;
      for (let i = 0; i < w.length; i++) {
        const gi = g[i]!;
        const mi = BETA1 * m[i]! + (1 - BETA1) * gi;
        const vi = BETA2 * v[i]! + (1 - BETA2) * gi * gi;
        m[i] = mi;
        v[i] = vi;
        w[i] = w[i]! * keep - (rate * mi) / (Math.sqrt(vi * correction) + EPSILON);
      }
    });
  }
}
