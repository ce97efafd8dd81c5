import type * as tf from '@tensorflow/tfjs';
import { createSeparable } from '../ds-cnn/network';

/** The layers of ds-cnn, batch norm starting with γ = 1 as it usually does. */
export function createNetwork(seed: number): tf.Sequential {
  return createSeparable('ds-cnn-adamw', seed, 0);
}
