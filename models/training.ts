/** Training and judging a network on drawn digits, on whichever backend is set. */

import * as tf from '@tensorflow/tfjs';
import { AdamW } from '../src/core/train/adamw';
import type { Score, TrainingRecipe } from '../src/shelf/card';
import { PIXELS, SIDE } from '../src/tasks/digits/frame';
import { CLASSES, drawImages, type Digits, type Split } from '../src/tasks/digits/splits';
import { applyInTraining, isBatchNorm, measureMoments } from './moments';
import { Sgd } from '../src/core/train/sgd';

const INK = 255;
const EVALUATION_BATCH = 500;
const MOMENTS_BATCH = 250;

/** One step of a training. */
export interface Step {
  /** Images seen, this step's included. */
  images: number;
  /** Mean cross-entropy over this step's images, label smoothing included. */
  loss: number;
}

/** Images as the networks take them: float32 [n, 28, 28, 1], from 0 for paper to 1 for ink. */
export function toInput(pixels: Uint8Array): tf.Tensor4D {
  const values = new Float32Array(pixels.length);
  for (let i = 0; i < values.length; i++) values[i] = pixels[i]! / INK;
  return tf.tensor4d(values, [pixels.length / PIXELS, SIDE, SIDE, 1]);
}

/**
 * Trains `model` on a stream of freshly drawn training images, none shown twice. The same weights,
 * recipe, backend and machine give the same result. Batch norm learns its γ and β; its moving moments
 * stay as they are until `settleBatchNorm`.
 *
 * @param onStep called after each step; the model then holds that step's weights.
 */
export async function train(
  model: tf.Sequential,
  recipe: TrainingRecipe,
  onStep: (step: Step) => void | Promise<void>,
): Promise<void> {
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const isKernel = variables.map((variable) => variable.rank > 1);
  const weights = variables.map((variable) => variable.dataSync<'float32'>().slice());
  const onKernels = (decay: number) => isKernel.map((kernel) => (kernel ? decay : 0));
  const optimizer =
    recipe.optimizer === 'AdamW'
      ? new AdamW(weights, onKernels(recipe.weightDecay))
      : new Sgd(weights, onKernels(recipe.l2), recipe.momentum);
  const steps = Math.ceil(recipe.images / recipe.batch);
  for (let step = 0; step < steps; step++) {
    const digits = drawImages('train', step * recipe.batch, recipe.batch);
    const { loss, gradients } = differentiate(model, variables, digits, recipe.labelSmoothing);
    optimizer.step(gradients, recipe.learningRate * schedule(step, steps, recipe.warmup));
    tf.tidy(() => {
      variables.forEach((variable, k) => variable.assign(tf.tensor(weights[k]!, variable.shape)));
    });
    await onStep({ images: (step + 1) * recipe.batch, loss });
  }
}

/** From 0 up to 1 over `warmup` steps, then in a straight line down to 0 after the last step. */
function schedule(step: number, steps: number, warmup: number): number {
  return Math.min((step + 1) / warmup, (steps - step) / Math.max(steps - warmup, 1));
}

function differentiate(
  model: tf.Sequential,
  variables: tf.Variable[],
  digits: Digits,
  labelSmoothing: number,
): { loss: number; gradients: Float32Array[] } {
  let loss = NaN;
  let gradients: Float32Array[] = [];
  // tidy searches what it returns for tensors, number by number, so it returns nothing.
  tf.tidy(() => {
    const x = toInput(digits.pixels);
    const y = tf.oneHot(tf.tensor1d(Int32Array.from(digits.labels), 'int32'), CLASSES);
    const { value, grads } = tf.variableGrads(() => {
      const logits = applyInTraining(model, x) as tf.Tensor2D;
      return tf.losses.softmaxCrossEntropy(y, logits, undefined, labelSmoothing) as tf.Scalar;
    }, variables);
    loss = value.dataSync()[0]!;
    gradients = variables.map((variable) => grads[variable.name]!.dataSync<'float32'>());
  });
  return { loss, gradients };
}

/**
 * Measures the moving moments of batch norm over the first `images` training images, with which the
 * model answers from then on. Does nothing to a model without batch norm.
 */
export function settleBatchNorm(model: tf.Sequential, images: number): void {
  if (model.layers.some(isBatchNorm)) measureMoments(model, trainingBatches(images));
}

function* trainingBatches(images: number): Generator<tf.Tensor4D> {
  for (let first = 0; first < images; first += MOMENTS_BATCH) {
    const count = Math.min(MOMENTS_BATCH, images - first);
    yield toInput(drawImages('train', first, count).pixels);
  }
}

/** How many of `images` images of `split` the model reads correctly, those from number `from` on. */
export function evaluate(model: tf.LayersModel, split: Split, images: number, from = 0): Score {
  let correct = 0;
  for (let first = 0; first < images; first += EVALUATION_BATCH) {
    const count = Math.min(EVALUATION_BATCH, images - first);
    const digits = drawImages(split, from + first, count);
    const predicted = tf.tidy(() =>
      (model.predict(toInput(digits.pixels)) as tf.Tensor2D).argMax(1),
    );
    const answers = predicted.dataSync();
    predicted.dispose();
    digits.labels.forEach((label, i) => {
      if (answers[i] === label) correct++;
    });
  }
  return { correct, images };
}
