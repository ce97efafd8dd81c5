import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { channelMoments, normalizeBatch } from '../../models/batch-norm';
import { applyInTraining, measureMoments } from '../../models/moments';
import { Random } from '../../src/core/random';
import { startWasm } from '../../models/backend';

const EPSILON = 1e-3;
const SHAPE: [number, number, number, number] = [6, 5, 4, 3];

beforeAll(startWasm);

/** Each channel with a mean and a deviation of its own. */
function activations(seed: string, shape = SHAPE): tf.Tensor4D {
  const random = new Random(seed);
  const values = Float32Array.from(
    { length: tf.util.sizeFromShape(shape) },
    (_, i) => (1 + (i % shape[3])) * random.normal() + 2 * (i % shape[3]),
  );
  return tf.tensor4d(values, shape);
}

function greatestDifference(a: tf.Tensor, b: tf.Tensor): number {
  return a.sub(b).abs().max().dataSync()[0]!;
}

test('moments of channels are as tfjs computes them', () => {
  tf.tidy(() => {
    const x = activations('x');
    const { mean, variance } = channelMoments(x);
    const stock = tf.moments(x, [0, 1, 2]);
    expect(mean.shape).toEqual([3]);
    expect(greatestDifference(mean, stock.mean)).toBeLessThan(1e-5);
    expect(greatestDifference(variance, stock.variance)).toBeLessThan(1e-4);
  });
});

describe('normalizing a batch', () => {
  const gamma = () => tf.tensor1d([0.5, -2, 3]);
  const beta = () => tf.tensor1d([1, 0, -1]);
  const composed = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) => {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    return x.sub(mean).mul(variance.add(EPSILON).rsqrt()).mul(gamma).add(beta);
  };
  const ours = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) =>
    normalizeBatch(x as tf.Tensor4D, gamma as tf.Tensor1D, beta as tf.Tensor1D, EPSILON);

  test('gives what the operations of its formula give', () => {
    tf.tidy(() => {
      const inputs = [activations('x'), gamma(), beta()] as const;
      expect(greatestDifference(ours(...inputs), composed(...inputs))).toBeLessThan(1e-5);
    });
  });

  test('has the gradients of those operations, on the CPU backend', async () => {
    const gradients = (f: typeof composed) =>
      tf.tidy(() => {
        const weights = activations('w');
        const loss = (...inputs: tf.Tensor[]) =>
          f(inputs[0]!, inputs[1]!, inputs[2]!).mul(weights).sum().asScalar();
        return tf
          .grads(loss)([activations('x'), gamma(), beta()])
          .map((gradient) => gradient.dataSync<'float32'>().slice());
      });
    const wasm = gradients(ours);
    await tf.setBackend('cpu');
    const cpu = gradients(composed);
    await tf.setBackend('wasm');
    wasm.forEach((gradient, k) => {
      expect(gradient.length).toBe(cpu[k]!.length);
      gradient.forEach((value, i) => {
        expect(Math.abs(value - cpu[k]![i]!)).toBeLessThan(1e-4 * (1 + Math.abs(value)));
      });
    });
  });
});

describe('a network with batch norm', () => {
  const create = () =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: SHAPE.slice(1), filters: 4, kernelSize: 2 }),
        tf.layers.batchNormalization({ name: 'first', epsilon: EPSILON }),
        tf.layers.reLU(),
        tf.layers.depthwiseConv2d({ kernelSize: 2, useBias: false }),
        tf.layers.batchNormalization({ name: 'second', epsilon: EPSILON }),
      ],
    });

  test('answers in training as stock tfjs does, and leaves the moving moments alone', () => {
    tf.tidy(() => {
      const model = create();
      const x = activations('x');
      const before = model.getLayer('first').getWeights()[2]!.dataSync();
      const output = applyInTraining(model, x);
      expect(model.getLayer('first').getWeights()[2]!.dataSync()).toEqual(before);
      const stock = model.apply(x, { training: true }) as tf.Tensor;
      expect(greatestDifference(output, stock)).toBeLessThan(1e-4);
      model.dispose();
    });
  });

  test('answers as in training once its moments are measured on the same images', () => {
    tf.tidy(() => {
      const model = create();
      const x = activations('x');
      measureMoments(model, [x.clone()]);
      const difference = greatestDifference(
        model.predict(x) as tf.Tensor,
        applyInTraining(model, x),
      );
      expect(difference).toBeLessThan(1e-4);
      model.dispose();
    });
  });

  test('has the mean of the moments of several batches, which it disposes', () => {
    const model = create();
    const moments = (seed: string) => {
      measureMoments(model, [activations(seed)]);
      return tf.tidy(() =>
        model.layers.flatMap((layer) =>
          layer.nonTrainableWeights.map((weight) => [...weight.read().dataSync()]),
        ),
      );
    };
    const [a, b] = [moments('a'), moments('b')];
    const tensors = tf.memory().numTensors;
    measureMoments(model, [activations('a'), activations('b')]);
    expect(tf.memory().numTensors).toBe(tensors);
    const both = model.layers.flatMap((layer) => layer.nonTrainableWeights);
    expect(both.length).toBe(4);
    both.forEach((weight, k) => {
      weight
        .read()
        .dataSync()
        .forEach((value, i) => expect(value).toBeCloseTo((a[k]![i]! + b[k]![i]!) / 2, 5));
    });
    model.dispose();
  });
});
