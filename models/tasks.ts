/** What `npm run train` trains, and how. */

import type * as tf from '@tensorflow/tfjs';
import type { TrainingRecipe } from '../src/shelf/card';
import { GAMMA_SPREAD, createNetwork as createDsCnn } from './ds-cnn/network';
import { createNetwork as createDsCnnAdamW } from './ds-cnn-adamw/network';
import { createNetwork as createLeNet300100 } from './lenet-300-100/network';
import { createNetwork as createLeNet5 } from './lenet-5/network';

export interface Task {
  name: string;
  summary: string;
  note?: string;
  macs: number;
  createNetwork: (seed: number) => tf.Sequential;
  recipe: TrainingRecipe;
}

const DS_CNN_MACS =
  14 * 14 * (16 * 9 + 16 * 9 + 16 * 32) +
  7 * 7 * (32 * 9 + 32 * 64 + 64 * 9 + 64 * 64 + 64 * 9 + 64 * 128) +
  128 * 10;

export const TASKS: Record<string, Task> = {
  'lenet-300-100': {
    name: 'LeNet-300-100',
    summary: 'Two hidden layers of 300 and 100 units, all of them connected: the small classic.',
    macs: 784 * 300 + 300 * 100 + 100 * 10,
    createNetwork: createLeNet300100,
    recipe: {
      images: 2_048_000,
      batch: 256,
      optimizer: 'AdamW',
      learningRate: 0.002,
      warmup: 200,
      weightDecay: 0.02,
      labelSmoothing: 0.05,
    },
  },
  'lenet-5': {
    name: 'LeNet-5',
    summary: 'Two convolutions with 20 and 50 filters, then 500 units: a small image network.',
    macs: 24 * 24 * 20 * 25 + 8 * 8 * 50 * 20 * 25 + 800 * 500 + 500 * 10,
    createNetwork: createLeNet5,
    recipe: {
      images: 768_000,
      batch: 128,
      optimizer: 'AdamW',
      learningRate: 0.002,
      warmup: 200,
      weightDecay: 0.02,
      labelSmoothing: 0.05,
    },
  },
  'ds-cnn': {
    name: 'DS-CNN',
    summary:
      'Depthwise-separable convolutions with batch norm: a tiny MobileNet, which one scale a tensor ruins.',
    note:
      'Made to collapse. Batch norm started with γ spread log-normally (standard deviation of ln γ ' +
      '1.5) instead of at 1, chosen so that folding gives the channels of a depthwise kernel very ' +
      'different ranges, as MobileNets are known for. DS-CNN (AdamW) is the same network without it.',
    macs: DS_CNN_MACS,
    createNetwork: createDsCnn,
    recipe: {
      images: 512_000,
      batch: 128,
      optimizer: 'SGD',
      learningRate: 0.1,
      warmup: 200,
      momentum: 0.9,
      l2: 0.0005,
      labelSmoothing: 0.05,
      gammaSpread: GAMMA_SPREAD,
    },
  },
  'ds-cnn-adamw': {
    name: 'DS-CNN (AdamW)',
    summary:
      'The layers of DS-CNN started and trained as usual: one scale a tensor is enough for it.',
    note:
      'The contrast to DS-CNN: the same layers, but batch norm started with γ = 1 and AdamW trained ' +
      'it, on fewer images.',
    macs: DS_CNN_MACS,
    createNetwork: createDsCnnAdamW,
    recipe: {
      images: 320_000,
      batch: 128,
      optimizer: 'AdamW',
      learningRate: 0.002,
      warmup: 200,
      weightDecay: 0.02,
      labelSmoothing: 0.05,
    },
  },
};
