import {
  customGrad,
  mul,
  scalar,
  tensor2d,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';

/** The part of each target that is spread evenly over the classes, as when the models were trained. */
const LABEL_SMOOTHING = 0.05;

/**
 * Mean cross-entropy of smoothed labels, a scalar that can be differentiated by the logits
 * [images, classes]: its gradient is (softmax − target) / images. Reckoned in float64 on the CPU: it
 * is a few numbers an image.
 */
export function crossEntropy(logits: Tensor2D, labels: Uint8Array): Tensor {
  const [images, classes] = logits.shape;
  const loss = customGrad((input) => {
    const values = (input as Tensor).dataSync<'float32'>();
    const gradient = new Float32Array(values.length);
    let total = 0;
    for (let image = 0; image < images; image++) {
      const start = image * classes;
      const row = values.subarray(start, start + classes);
      const largest = row.reduce((most, logit) => Math.max(most, logit), -Infinity);
      const sum = row.reduce((all, logit) => all + Math.exp(logit - largest), 0);
      for (let k = 0; k < classes; k++) {
        const target = LABEL_SMOOTHING / classes + (k === labels[image] ? 1 - LABEL_SMOOTHING : 0);
        const logProbability = row[k]! - largest - Math.log(sum);
        total -= target * logProbability;
        gradient[start + k] = (Math.exp(logProbability) - target) / images;
      }
    }
    return {
      value: scalar(total / images),
      gradFunc: (dy: Tensor) => mul(tensor2d(gradient, [images, classes]), dy),
    };
  });
  return loss(logits);
}
