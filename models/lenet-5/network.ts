import * as tf from '@tensorflow/tfjs';

/**
 * LeNet-5 in the form of Caffe's example: 20 and 50 filters of 5×5, each followed by a 2×2 maximum,
 * then 500 units and 10 logits, 431,080 parameters. Caffe rectifies only the 500 units; here the
 * convolutions are rectified too, which trains better and leaves the counts as they are.
 */
export function createNetwork(seed: number): tf.Sequential {
  const kernelInitializer = (layer: number) => tf.initializers.heNormal({ seed: seed + layer });
  return tf.sequential({
    name: 'lenet-5',
    layers: [
      tf.layers.conv2d({
        name: 'conv1',
        inputShape: [28, 28, 1],
        filters: 20,
        kernelSize: 5,
        activation: 'relu',
        kernelInitializer: kernelInitializer(1),
      }),
      tf.layers.maxPooling2d({ name: 'pool1', poolSize: 2 }),
      tf.layers.conv2d({
        name: 'conv2',
        filters: 50,
        kernelSize: 5,
        activation: 'relu',
        kernelInitializer: kernelInitializer(2),
      }),
      tf.layers.maxPooling2d({ name: 'pool2', poolSize: 2 }),
      tf.layers.flatten({ name: 'flatten' }),
      tf.layers.dense({
        name: 'fc1',
        units: 500,
        activation: 'relu',
        kernelInitializer: kernelInitializer(3),
      }),
      tf.layers.dense({ name: 'fc2', units: 10, kernelInitializer: kernelInitializer(4) }),
    ],
  });
}
