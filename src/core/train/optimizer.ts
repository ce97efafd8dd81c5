import { AdamW } from './adamw';
import { Sgd } from './sgd';

/** Changes weights in place, step by step. */
export interface Optimizer {
  /** One step against `gradients`, in the order of the weights. */
  step(gradients: readonly Float32Array[], learningRate: number): void;
  /** What it remembers from step to step, so that it can go on from a copy; its own arrays. */
  readonly memory: readonly Float32Array[];
  /** Steps made. */
  steps: number;
}

/** The momentum that SGD has here, the usual one. */
const MOMENTUM = 0.9;

/** Optimizers without weight decay: masked weights would shrink where nothing pulls them back. */
export const OPTIMIZERS = {
  adam: (weights: readonly Float32Array[]): Optimizer =>
    new AdamW(
      weights,
      weights.map(() => 0),
    ),
  sgd: (weights: readonly Float32Array[]): Optimizer =>
    new Sgd(
      weights,
      weights.map(() => 0),
      MOMENTUM,
    ),
};
