/** Stochastic gradient descent with momentum (Polyak 1964) and an L2 penalty, as PyTorch has it. */

/** The optimizer of one set of weights, which it changes in place. */
export class Sgd {
  readonly #velocities: Float32Array[];

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
    this.#velocities = weights.map((w) => new Float32Array(w.length));
  }

  /** One step against `gradients`, in the order of the weights. */
  step(gradients: readonly Float32Array[], learningRate: number): void {
    this.weights.forEach((w, k) => {
      const g = gradients[k]!;
      const v = this.#velocities[k]!;
      const penalty = this.penalties[k]!;
      for (let i = 0; i < w.length; i++) {
        v[i] = this.momentum * v[i]! + g[i]! + penalty * w[i]!;
        w[i] = w[i]! - learningRate * v[i]!;
      }
    });
  }
}
