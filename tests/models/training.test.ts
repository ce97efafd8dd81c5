import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { AdamW } from '../../src/core/train/adamw';
import type { TrainingRecipe } from '../../src/shelf/card';
import { createNetwork } from '../../models/lenet-300-100/network';
import { evaluate, toInput, train } from '../../models/training';
import { startWasm } from '../../models/backend';

const SHORT: TrainingRecipe = {
  images: 12_800,
  batch: 128,
  optimizer: 'AdamW',
  learningRate: 0.002,
  warmup: 10,
  weightDecay: 0.02,
  labelSmoothing: 0.05,
};

describe('training', () => {
  beforeAll(startWasm);

  async function trained(recipe: TrainingRecipe, seed: number) {
    const model = createNetwork(seed);
    const losses: number[] = [];
    await train(model, recipe, ({ loss }) => void losses.push(loss));
    const weights = model.getWeights().map((weight) => weight.dataSync<'float32'>().slice());
    const { correct, images } = evaluate(model, 'validation', 1000);
    model.dispose();
    return { losses, weights, accuracy: correct / images };
  }

  test('a hundred steps teach LeNet-300-100 to read most natural digits', async () => {
    const { losses, accuracy } = await trained(SHORT, 1);
    expect(losses.length).toBe(100);
    const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    expect(mean(losses.slice(-10))).toBeLessThan(mean(losses.slice(0, 10)) / 2);
    expect(accuracy).toBeGreaterThan(0.85);
  });

  test('the same seed gives the same weights, another one others', async () => {
    const recipe = { ...SHORT, images: 1280 };
    const first = await trained(recipe, 3);
    const again = await trained(recipe, 3);
    const other = await trained(recipe, 4);
    expect(again.weights).toEqual(first.weights);
    expect(other.weights).not.toEqual(first.weights);
  });

  test('leaves no tensors behind', async () => {
    const before = tf.memory().numTensors;
    await trained({ ...SHORT, images: 256 }, 5);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('the input is 1 for ink and 0 for paper', () => {
    const pixels = new Uint8Array(2 * 784);
    pixels[785] = 255;
    pixels[786] = 51;
    const input = toInput(pixels);
    expect(input.shape).toEqual([2, 28, 28, 1]);
    expect([...input.dataSync().slice(783, 787)]).toEqual([0, 0, 1, Math.fround(0.2)]);
    input.dispose();
  });
});

describe('AdamW', () => {
  test('its first step is the learning rate against the sign of the gradient, after the decay', () => {
    const weights = Float32Array.from([1, -2, 3]);
    new AdamW([weights], [0.5]).step([Float32Array.from([0.01, -40, 0])], 0.1);
    expect(weights[0]).toBeCloseTo(1 * 0.95 - 0.1, 5);
    expect(weights[1]).toBeCloseTo(-2 * 0.95 + 0.1, 5);
    expect(weights[2]).toBeCloseTo(3 * 0.95, 5);
  });

  test('without decay it moves as tfjs Adam does', () => {
    const start = [0.3, -0.7, 1.5];
    const ours = Float32Array.from(start);
    const optimizer = new AdamW([ours], [0]);
    const variable = tf.variable(tf.tensor1d(start));
    const adam = tf.train.adam(0.05, 0.9, 0.999, 1e-8);
    for (let step = 1; step <= 20; step++) {
      const gradient = [Math.sin(step), step / 20, -1 / step];
      optimizer.step([Float32Array.from(gradient)], 0.05);
      adam.applyGradients([{ name: variable.name, tensor: tf.tensor1d(gradient) }]);
    }
    const theirs = variable.dataSync();
    ours.forEach((value, i) => expect(value).toBeCloseTo(theirs[i]!, 4));
  });
});
