import { AdamW } from './adamw';
import type { Optimizer } from './optimizer';
import { Sgd } from './sgd';

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
