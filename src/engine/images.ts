import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Digits } from '../tasks/digits/splits';

export const SIDE = 28;
const WHITE = 255;

/** Images as the networks take them: [images, 28, 28, 1], from 0 for paper to 1 for ink. */
export function imageTensor({ pixels, labels }: Digits): Tensor4D {
  const values = Float32Array.from(pixels, (ink) => ink / WHITE);
  return tensor4d(values, [labels.length, SIDE, SIDE, 1]);
}
