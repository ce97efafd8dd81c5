import * as tf from '@tensorflow/tfjs';
import { Random } from '../../src/core/random';

/** Standard deviation of ln γ at the start, chosen so that one scale a tensor is not enough. */
export const GAMMA_SPREAD = 1.5;

/** Small, so that it does not hide a channel whose γ made its variance small. */
const EPSILON = 1e-5;

/** He's for the 9 inputs of each output; tfjs counts those of all channels. */
const DEPTHWISE_STDDEV = Math.sqrt(2 / 9);

/** Output channels and stride of each pair of a depthwise and a pointwise convolution. */
const BLOCKS = [
  { filters: 32, strides: 1 },
  { filters: 64, strides: 2 },
  { filters: 64, strides: 1 },
  { filters: 128, strides: 1 },
];

/** The network of `createSeparable` with the γ that lets it collapse. */
export function createNetwork(seed: number): tf.Sequential {
  return createSeparable('ds-cnn', seed, GAMMA_SPREAD);
}

/**
 * A small MobileNet (Howard et al. 2017, https://arxiv.org/abs/1704.04861): a convolution with 16
 * filters of 3×3 and stride 2, then four times a depthwise 3×3 and a pointwise convolution, batch
 * norm and ReLU after each of the nine, then the mean of each channel and 10 logits. 18,826 trained
 * parameters, and 960 moments of batch norm.
 *
 * @param gammaSpread the standard deviation of ln γ at the start; with 0 every γ is 1.
 */
export function createSeparable(name: string, seed: number, gammaSpread: number): tf.Sequential {
  const model = tf.sequential({ name });
  let kernels = 0;
  const initializer = () => tf.initializers.heNormal({ seed: seed + ++kernels });
  const normalizeAndRectify = (layer: string) => {
    model.add(tf.layers.batchNormalization({ name: `${layer}_bn`, epsilon: EPSILON }));
    model.add(tf.layers.reLU({ name: `${layer}_relu` }));
  };
  model.add(
    tf.layers.conv2d({
      name: 'conv1',
      inputShape: [28, 28, 1],
      filters: 16,
      kernelSize: 3,
      strides: 2,
      padding: 'same',
      useBias: false,
      kernelInitializer: initializer(),
    }),
  );
  normalizeAndRectify('conv1');
  BLOCKS.forEach(({ filters, strides }, i) => {
    const [depthwise, pointwise] = [`dw${i + 1}`, `pw${i + 1}`];
    model.add(
      tf.layers.depthwiseConv2d({
        name: depthwise,
        kernelSize: 3,
        strides,
        padding: 'same',
        useBias: false,
        depthwiseInitializer: tf.initializers.randomNormal({
          stddev: DEPTHWISE_STDDEV,
          seed: seed + ++kernels,
        }),
      }),
    );
    normalizeAndRectify(depthwise);
    model.add(
      tf.layers.conv2d({
        name: pointwise,
        filters,
        kernelSize: 1,
        useBias: false,
        kernelInitializer: initializer(),
      }),
    );
    normalizeAndRectify(pointwise);
  });
  model.add(tf.layers.globalAveragePooling2d({ name: 'pool', dataFormat: 'channelsLast' }));
  model.add(tf.layers.dense({ name: 'fc', units: 10, kernelInitializer: initializer() }));
  spreadGammas(model, gammaSpread, new Random('gamma', seed));
  return model;
}

/** Draws every γ from the log-normal distribution around 1. */
function spreadGammas(model: tf.Sequential, spread: number, random: Random): void {
  for (const layer of model.layers) {
    if (layer.getClassName() !== 'BatchNormalization') continue;
    const gamma = layer.trainableWeights[0]!;
    const values = Float32Array.from({ length: gamma.shape[0]! }, () =>
      Math.exp(spread * random.normal()),
    );
    tf.tidy(() => void gamma.write(tf.tensor1d(values)));
  }
}
