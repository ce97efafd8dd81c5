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

/** Targets [images, classes]: most of the probability on the label, a little on every class. */
export function labelTargets(labels: Uint8Array, classes: number): Float32Array {
  const targets = new Float32Array(labels.length * classes).fill(LABEL_SMOOTHING / classes);
  labels.forEach((label, image) => (targets[image * classes + label]! += 1 - LABEL_SMOOTHING));
  return targets;
}

/** Softmax of each row of logits [images, classes]. */
export function softmaxRows(logits: Float32Array, classes: number): Float32Array {
  return logSoftmaxRows(logits, classes).map(Math.exp);
}

/**
 * Mean cross-entropy of targets [images, classes], a scalar that can be differentiated by the logits:
 * its gradient is (softmax − target) / images. Reckoned on the CPU: it is a few numbers an image.
 */
export function crossEntropy(logits: Tensor2D, targets: Float32Array): Tensor {
  const [images, classes] = logits.shape;
  const loss = customGrad((input) => {
    const logProbabilities = logSoftmaxRows((input as Tensor).dataSync<'float32'>(), classes);
    let total = 0;
    const gradient = logProbabilities.map((log, i) => {
      total -= targets[i]! * log;
      return (Math.exp(log) - targets[i]!) / images;
    });
    return {
      value: scalar(total / images),
      gradFunc: (dy: Tensor) => mul(tensor2d(gradient, [images, classes]), dy),
    };
  });
  return loss(logits);
}

function logSoftmaxRows(logits: Float32Array, classes: number): Float32Array {
  const logs = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const largest = row.reduce((most, logit) => Math.max(most, logit), -Infinity);
    const sum = row.reduce((all, logit) => all + Math.exp(logit - largest), 0);
    for (let k = 0; k < classes; k++) logs[start + k] = row[k]! - largest - Math.log(sum);
  }
  return logs;
}
