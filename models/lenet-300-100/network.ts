import * as tf from '@tensorflow/tfjs';

/**
 * LeNet-300-100 (LeCun et al. 1998): [28,28,1] → 300 → 100 → 10 logits, 266,610 parameters. The
 * hidden units are rectified, as in the pruning literature; the original had tanh.
 */
export function createNetwork(seed: number): tf.Sequential {
  const kernelInitializer = (layer: number) => tf.initializers.heNormal({ seed: seed + layer });
  return tf.sequential({
    name: 'lenet-300-100',
    layers: [
      tf.layers.flatten({ name: 'flatten', inputShape: [28, 28, 1] }),
      tf.layers.dense({
        name: 'fc1',
        units: 300,
        activation: 'relu',
        kernelInitializer: kernelInitializer(1),
      }),
      tf.layers.dense({
        name: 'fc2',
        units: 100,
        activation: 'relu',
        kernelInitializer: kernelInitializer(2),
      }),
      tf.layers.dense({ name: 'fc3', units: 10, kernelInitializer: kernelInitializer(3) }),
    ],
  });
}
