/** Stochastic gradient descent with momentum (Polyak 1964) and an L2 penalty, as PyTorch has it. */

import type { Optimizer } from './optimizer';

/** The optimizer of one set of weights, which it changes in place. */
export class Sgd implements Optimizer {
  /** The velocity of each array. */
  readonly memory: readonly Float32Array[];
  steps = 0;

  /**
   * @param weights the arrays to optimize.
   * @param penalties the penalty λ of each array: λ·w is added to its gradient.
   * @param momentum the part of the last step that the next one keeps.
   */
  constructor(
    readonly weights: readonly Float32Array[],
    readonly penalties: readonly number[],
    readonly momentum: number,
  ) {
    this.memory = weights.map((w) => new Float32Array(w.length));
  }

  /** One step against `gradients`, in the order of the weights. */
  step(gradients: readonly Float32Array[], learningRate: number): void {
    this.steps++;
    this.weights.forEach((w, k) => {
      const g = gradients[k]!;
      const v = this.memory[k]!;
      const penalty = this.penalties[k]!;
      for (let i = 0; i < w.length; i++) {
        v[i] = this.momentum * v[i]! + g[i]! + penalty * w[i]!;
        w[i] = w[i]! - learningRate * v[i]!;
      }
    });
  }
}
