import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createNetwork, createSeparable, GAMMA_SPREAD } from '../../models/ds-cnn/network';
import { createNetwork as createContrast } from '../../models/ds-cnn-adamw/network';
import { TASKS } from '../../models/tasks';
import { settleBatchNorm, train } from '../../models/training';
import { startWasm } from '../../models/backend';

beforeAll(startWasm);

const valuesOf = (model: tf.LayersModel, ending: string) =>
  model.weights
    .filter((weight) => weight.originalName.endsWith(ending))
    .map((weight) => [...weight.read().dataSync<'float32'>()]);

test('18,826 parameters are trained, and the card says the spread of γ', () => {
  const model = createNetwork(1);
  const trained = model.trainableWeights.reduce(
    (sum, weight) => sum + tf.util.sizeFromShape(weight.shape as number[]),
    0,
  );
  expect(trained).toBe(18_826);
  expect(TASKS['ds-cnn']!.recipe.gammaSpread).toBe(GAMMA_SPREAD);
  expect(TASKS['ds-cnn']!.note).toContain(`${GAMMA_SPREAD}`);
  model.dispose();
});

test('the contrast starts as the same network, but for γ = 1', () => {
  const [model, contrast] = [createNetwork(1), createContrast(1)];
  expect(valuesOf(contrast, 'kernel')).toEqual(valuesOf(model, 'kernel'));
  expect(new Set(valuesOf(contrast, 'gamma').flat())).toEqual(new Set([1]));
  model.dispose();
  contrast.dispose();
});

test('ln γ starts with mean 0 and the standard deviation asked for', () => {
  const model = createSeparable('spread', 7, 1.5);
  const logarithms = valuesOf(model, 'gamma').flat().map(Math.log);
  const mean = logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length;
  const variance =
    logarithms.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logarithms.length;
  // Three standard errors of 480 samples.
  expect(Math.abs(mean)).toBeLessThan((3 * 1.5) / Math.sqrt(480));
  expect(Math.abs(Math.sqrt(variance) / 1.5 - 1)).toBeLessThan(3 / Math.sqrt(2 * 480));
  model.dispose();
});

describe('training', () => {
  async function trained(seed: number, images: number) {
    const model = createNetwork(seed);
    const losses: number[] = [];
    const recipe = {
      ...TASKS['ds-cnn']!.recipe,
      images,
      batch: 32,
      learningRate: 0.02,
      warmup: 10,
    };
    await train(model, recipe, ({ loss }) => void losses.push(loss));
    settleBatchNorm(model, 64);
    const weights = valuesOf(model, '');
    model.dispose();
    return { losses, weights };
  }

  test('has a lower loss after twenty steps than at the start', async () => {
    const { losses } = await trained(1, 640);
    const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    expect(mean(losses.slice(-5))).toBeLessThan(mean(losses.slice(0, 5)));
  });

  test('gives the same weights for the same seed, moving moments included, and leaves no tensors', async () => {
    const first = await trained(2, 64);
    const tensors = tf.memory().numTensors;
    expect((await trained(2, 64)).weights).toEqual(first.weights);
    expect(tf.memory().numTensors).toBe(tensors);
  });
});
