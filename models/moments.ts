/** Where batch norm takes its moments from: the batch while training, all of training after it. */

import * as tf from '@tensorflow/tfjs';
import { channelMoments, normalizeBatch } from './batch-norm';

type Layer = tf.layers.Layer;

/** Whether a layer is batch norm, whose weights are γ and β, trained, and the moving moments. */
export function isBatchNorm(layer: Layer): boolean {
  return layer.getClassName() === 'BatchNormalization';
}

/**
 * The model's output while it trains: every batch norm takes the moments of this batch.
 *
 * @param onBatchNorm called with each batch norm and its input [n, h, w, c] before it is applied.
 */
export function applyInTraining(
  model: tf.Sequential,
  images: tf.Tensor,
  onBatchNorm: (layer: Layer, input: tf.Tensor4D) => void = () => {},
): tf.Tensor {
  return model.layers.reduce((x, layer) => {
    if (!isBatchNorm(layer)) return layer.apply(x, { training: true }) as tf.Tensor;
    onBatchNorm(layer, x as tf.Tensor4D);
    const [gamma, beta] = layer.trainableWeights.map((weight) => weight.read() as tf.Tensor1D);
    const { epsilon } = layer.getConfig() as { epsilon: number };
    return normalizeBatch(x as tf.Tensor4D, gamma!, beta!, epsilon);
  }, images);
}

/**
 * Sets the moving moments of every batch norm to the means over `batches` of each batch's moments
 * (algorithm 2 of Ioffe and Szegedy 2015), so that the model answers as it did while it trained.
 * The paper's factor n/(n − 1) of the variance is left out: n is the thousands of pixels of a batch.
 *
 * @param batches images [n, h, w, c], made one at a time; each is disposed.
 */
export function measureMoments(model: tf.Sequential, batches: Iterable<tf.Tensor4D>): void {
  const sums = new Map<Layer, [mean: Float64Array, variance: Float64Array]>();
  let count = 0;
  for (const images of batches) {
    count++;
    tf.tidy(() => {
      applyInTraining(model, images, (layer, input) => {
        const { mean, variance } = channelMoments(input);
        const [means, variances] = sums.get(layer) ?? [
          new Float64Array(mean.size),
          new Float64Array(mean.size),
        ];
        mean.dataSync().forEach((value, channel) => (means[channel]! += value));
        variance.dataSync().forEach((value, channel) => (variances[channel]! += value));
        sums.set(layer, [means, variances]);
      });
    });
    images.dispose();
  }
  for (const [layer, moments] of sums) {
    layer.nonTrainableWeights.forEach((weight, k) => {
      const means = Float32Array.from(moments[k]!, (sum) => sum / count);
      tf.tidy(() => void weight.write(tf.tensor1d(means)));
    });
  }
}
