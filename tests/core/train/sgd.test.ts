import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { Sgd } from '../../../src/core/train/sgd';
import { startWasm } from '../../../models/backend';

describe('SGD', () => {
  beforeAll(startWasm);

  test('its first step is the learning rate against gradient and penalty', () => {
    const weights = Float32Array.of(1, -2);
    new Sgd([weights], [0.5], 0.9).step([Float32Array.of(0.25, 3)], 0.1);
    expect(weights[0]).toBeCloseTo(1 - 0.1 * (0.25 + 0.5), 6);
    expect(weights[1]).toBeCloseTo(-2 - 0.1 * (3 - 1), 6);
  });

  test('without penalty it moves as tfjs momentum does', () => {
    const start = [0.3, -0.7, 1.5];
    const ours = Float32Array.from(start);
    const optimizer = new Sgd([ours], [0], 0.8);
    const variable = tf.variable(tf.tensor1d(start));
    const momentum = tf.train.momentum(0.05, 0.8);
    for (let step = 1; step <= 20; step++) {
      const gradient = [Math.sin(step), step / 20, -1 / step];
      optimizer.step([Float32Array.from(gradient)], 0.05);
      momentum.applyGradients([{ name: variable.name, tensor: tf.tensor1d(gradient) }]);
    }
    const theirs = variable.dataSync();
    ours.forEach((value, i) => expect(value).toBeCloseTo(theirs[i]!, 4));
  });

  test('each array has its own penalty and velocity', () => {
    const [a, b] = [Float32Array.of(1), Float32Array.of(1)];
    const optimizer = new Sgd([a, b], [0, 1], 0.5);
    optimizer.step([Float32Array.of(1), Float32Array.of(0)], 0.1);
    optimizer.step([Float32Array.of(0), Float32Array.of(0)], 0.1);
    expect(a[0]).toBeCloseTo(1 - 0.1 - 0.05, 6);
    expect(b[0]).toBeCloseTo(0.9 - 0.1 * (0.5 + 0.9), 6);
  });
});
