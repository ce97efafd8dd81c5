import type { WeightTensor } from '../../src/core/tensor';
import { Random } from '../../src/core/random';

/** Kernel shapes of the sizes measured: the two networks of the page, and one that is larger. */
export const NETWORKS: readonly { readonly name: string; readonly shapes: number[][] }[] = [
  {
    name: '0.27 M (LeNet-300-100)',
    shapes: [
      [784, 300],
      [300, 100],
      [100, 10],
    ],
  },
  {
    name: '0.43 M (LeNet-5)',
    shapes: [
      [5, 5, 1, 20],
      [5, 5, 20, 50],
      [800, 500],
      [500, 10],
    ],
  },
  { name: '4 M (one dense kernel)', shapes: [[2000, 2000]] },
];

/** Normal weights in the given shapes. */
export function randomWeights(shapes: readonly number[][]): WeightTensor[] {
  const random = new Random('bench');
  return shapes.map((shape, i) => {
    const length = shape.reduce((product, dimension) => product * dimension, 1);
    return {
      name: `kernel ${i}`,
      shape,
      values: Float32Array.from({ length }, () => 0.05 * random.normal()),
      channels: shape.at(-1)!,
    };
  });
}
