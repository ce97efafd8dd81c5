/** Changes weights in place, step by step. */
export interface Optimizer {
  /** One step against `gradients`, in the order of the weights. */
  step(gradients: readonly Float32Array[], learningRate: number): void;
  /** What it remembers from step to step, so that it can go on from a copy; its own arrays. */
  readonly memory: readonly Float32Array[];
  /** Steps made. */
  steps: number;
}
