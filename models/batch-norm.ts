/**
 * Batch norm while training (Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167): activations
 * [n, h, w, c] are normalized by the mean and variance of each channel over images and pixels.
 */

import * as tf from '@tensorflow/tfjs';

/** The mean of each channel of x [n, h, w, c]: that of every image, then that of all. */
function channelMeans(x: tf.Tensor4D): tf.Tensor1D {
  const [images, height, width, channels] = x.shape;
  // Pooling is many times faster than a sum over axes that are not the last.
  const each = tf.avgPool(x, [height, width], 1, 'valid');
  const column = each.reshape<tf.Tensor4D>([1, images, 1, channels]);
  return tf.avgPool(column, [images, 1], 1, 'valid').reshape([channels]);
}

/** Mean and variance of each channel of x [n, h, w, c]; the variance is divided by n·h·w. */
export function channelMoments(x: tf.Tensor4D): { mean: tf.Tensor1D; variance: tf.Tensor1D } {
  const mean = channelMeans(x);
  return { mean, variance: channelMeans(x.sub<tf.Tensor4D>(mean).square()) };
}

/**
 * γ·(x − μ)/√(σ² + ε) + β for x [n, h, w, c] and γ, β [c], where μ and σ² are the moments of x
 * itself and are differentiated too. The gradient is the paper's, simplified to one expression: a
 * fraction of the passes over the activations that differentiating each operation takes.
 */
export function normalizeBatch(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): tf.Tensor4D {
  const normalize = tf.customGrad((...args) => {
    const [x, gamma, beta, save] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    const centred = x.sub<tf.Tensor4D>(channelMeans(x));
    const inverse = channelMeans(centred.square()).add(epsilon).rsqrt();
    const scale = inverse.mul(gamma);
    save([centred, inverse, scale]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [centred, inverse, scale] = saved as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
      const values = dy.size / scale.size;
      const mean = channelMeans(dy as tf.Tensor4D);
      const slope = channelMeans(dy.mul<tf.Tensor4D>(centred)).mul(inverse);
      const dx = dy
        .mul(scale)
        .sub(centred.mul(slope.mul(inverse).mul(scale)))
        .sub(mean.mul(scale));
      return [dx, slope.mul(values), mean.mul(values)];
    };
    return { value: centred.mul(scale).add(beta), gradFunc };
  });
  return normalize(x, gamma, beta) as tf.Tensor4D;
}
