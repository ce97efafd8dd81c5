import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../../src/core/random';
import { startWasm } from '../../../models/backend';

type Shape4D = [number, number, number, number];

interface Case {
  name: string;
  x: Shape4D;
  filter: Shape4D;
  strides: number;
  pad: 'valid' | 'same' | number;
}

const CASES: Case[] = [
  { name: 'valid', x: [3, 9, 8, 2], filter: [5, 3, 2, 4], strides: 1, pad: 'valid' },
  { name: 'same', x: [2, 7, 6, 3], filter: [3, 3, 3, 5], strides: 1, pad: 'same' },
  { name: 'same, even filter', x: [2, 7, 6, 3], filter: [2, 4, 3, 5], strides: 1, pad: 'same' },
  { name: 'padded by a number', x: [2, 6, 6, 2], filter: [3, 3, 2, 2], strides: 1, pad: 1 },
  { name: 'stride 2', x: [2, 9, 9, 2], filter: [3, 3, 2, 4], strides: 2, pad: 'valid' },
  {
    name: 'stride 2, a row left over',
    x: [2, 8, 10, 2],
    filter: [3, 3, 2, 4],
    strides: 2,
    pad: 'valid',
  },
  { name: 'stride 2, same', x: [1, 8, 7, 1], filter: [3, 3, 1, 2], strides: 2, pad: 'same' },
  { name: 'one pixel', x: [4, 1, 1, 3], filter: [1, 1, 3, 2], strides: 1, pad: 'valid' },
];

const DEPTHWISE_CASES: Case[] = [
  { name: 'same', x: [3, 9, 8, 4], filter: [3, 3, 4, 1], strides: 1, pad: 'same' },
  { name: 'valid, even filter', x: [2, 7, 8, 3], filter: [2, 4, 3, 1], strides: 1, pad: 'valid' },
  { name: 'two outputs a channel', x: [2, 6, 5, 3], filter: [3, 2, 3, 2], strides: 1, pad: 'same' },
  { name: 'padded by a number', x: [2, 6, 6, 2], filter: [3, 3, 2, 1], strides: 1, pad: 1 },
  { name: 'stride 2, same', x: [2, 14, 14, 3], filter: [3, 3, 3, 1], strides: 2, pad: 'same' },
  {
    name: 'stride 2, a row left over',
    x: [2, 8, 7, 3],
    filter: [3, 3, 3, 2],
    strides: 2,
    pad: 'valid',
  },
  {
    name: 'stride 3, wider than the filter',
    x: [2, 8, 9, 2],
    filter: [1, 2, 2, 1],
    strides: 3,
    pad: 'same',
  },
  { name: 'one row and column', x: [4, 1, 1, 3], filter: [1, 1, 3, 2], strides: 1, pad: 'valid' },
];

function normals(seed: string, shape: number[]): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal());
}

/** The gradients of sum(w · f(inputs)), w random, so that each output has its own weight. */
function weightedGradients(
  f: (...inputs: tf.Tensor[]) => tf.Tensor,
  shapes: number[][],
): Float32Array[] {
  const loss = (...inputs: tf.Tensor[]) => {
    const y = f(...inputs);
    return y
      .mul(tf.tensor(normals('w', y.shape), y.shape))
      .sum()
      .asScalar();
  };
  const gradients = tf.grads(loss)(
    shapes.map((shape, i) => tf.tensor(normals(`input ${i}`, shape), shape)),
  );
  const values = gradients.map((gradient) => gradient.dataSync<'float32'>().slice());
  tf.dispose(gradients);
  return values;
}

function convolutionGradients(
  { x, filter, strides, pad }: Case,
  convolution: typeof tf.conv2d | typeof tf.depthwiseConv2d = tf.conv2d,
): Float32Array[] {
  // tfjs takes a rounding mode with a padding given as a number, and only then.
  const rounding = typeof pad === 'number' ? 'floor' : undefined;
  return weightedGradients(
    (a, b) => convolution(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad, 'NHWC', 1, rounding),
    [x, filter],
  );
}

function greatestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((greatest, value, i) => Math.max(greatest, Math.abs(value - b[i]!)), 0);
}

async function onCpu<T>(compute: () => T): Promise<T> {
  await tf.setBackend('cpu');
  try {
    return compute();
  } finally {
    await tf.setBackend('wasm');
  }
}

describe('gradient kernels on WASM', () => {
  beforeAll(startWasm);

  test.each(CASES)('convolution, $name: as on the CPU backend', async (shapes) => {
    const wasm = convolutionGradients(shapes);
    const cpu = await onCpu(() => convolutionGradients(shapes));
    expect(tf.getBackend()).toBe('wasm');
    expect(greatestDifference(wasm[0]!, cpu[0]!)).toBeLessThan(1e-4);
    expect(greatestDifference(wasm[1]!, cpu[1]!)).toBeLessThan(1e-4);
  });

  test.each(DEPTHWISE_CASES)('depthwise, $name: as on the CPU backend', async (shapes) => {
    const gradients = () => convolutionGradients(shapes, tf.depthwiseConv2d);
    const wasm = gradients();
    const cpu = await onCpu(gradients);
    expect(greatestDifference(wasm[0]!, cpu[0]!)).toBeLessThan(1e-4);
    expect(greatestDifference(wasm[1]!, cpu[1]!)).toBeLessThan(1e-4);
  });

  test.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('products, transposed %s and %s: as on the CPU backend', async (transposeA, transposeB) => {
    const a: [number, number, number] = transposeA ? [2, 5, 3] : [2, 3, 5];
    const b: [number, number, number] = transposeB ? [2, 4, 5] : [2, 5, 4];
    const product = () =>
      tf
        .tidy(() => {
          const left = tf.tensor(normals('a', a), a);
          const right = tf.tensor(normals('b', b), b);
          const y = tf.matMul(left, right, transposeA, transposeB);
          expect(y.shape).toEqual([2, 3, 4]);
          return y;
        })
        .dataSync<'float32'>();
    const wasm = product();
    expect(greatestDifference(wasm, await onCpu(product))).toBeLessThan(1e-5);
  });

  test('two convolutions in a row: as finite differences', () => {
    const x = tf.tensor4d(normals('x', [2, 7, 7, 1]), [2, 7, 7, 1]);
    const second = tf.tensor4d(normals('s', [2, 2, 3, 2]), [2, 2, 3, 2]);
    const shape: Shape4D = [3, 3, 1, 3];
    const filter = normals('f', shape);
    const loss = (f: tf.Tensor) =>
      tf
        .conv2d(tf.conv2d(x, f as tf.Tensor4D, 1, 'valid'), second, 1, 'valid')
        .square()
        .mean()
        .asScalar();
    const gradient = tf.tidy(() => tf.grad(loss)(tf.tensor(filter, shape))).dataSync();
    const at = (i: number, value: number) =>
      tf
        .tidy(() => {
          const moved = filter.slice();
          moved[i] = value;
          return loss(tf.tensor(moved, shape));
        })
        .dataSync()[0]!;
    // The loss is quadratic in the filter, so central differences are exact whatever their step.
    const step = 0.5;
    for (let i = 0; i < filter.length; i++) {
      const slope = (at(i, filter[i]! + step) - at(i, filter[i]! - step)) / (2 * step);
      expect(Math.abs(gradient[i]! - slope)).toBeLessThan(1e-3 * (Math.abs(slope) + 1));
    }
    tf.dispose([x, second]);
  });

  test('leave no tensor and no memory behind', () => {
    const run = () =>
      tf.tidy(() => {
        for (const shapes of CASES) convolutionGradients(shapes);
        for (const shapes of DEPTHWISE_CASES) convolutionGradients(shapes, tf.depthwiseConv2d);
      });
    run();
    const tensors = tf.memory().numTensors;
    const buffers = tf.backend().numDataIds();
    run();
    expect(tf.memory().numTensors).toBe(tensors);
    expect(tf.backend().numDataIds()).toBe(buffers);
  });

  test('channels first are refused by name', () => {
    const x = tf.tensor4d(normals('x', [1, 1, 4, 4]), [1, 1, 4, 4]);
    const kernel = tf.getKernel('Conv2DBackpropFilter', 'wasm');
    expect(() =>
      kernel.kernelFunc({
        inputs: { x, dy: x },
        attrs: { strides: 1, pad: 'valid', dataFormat: 'NCHW', filterShape: [1, 1, 1, 1] },
        backend: tf.backend(),
      }),
    ).toThrow(/NHWC; got NCHW/);
    x.dispose();
  });
});
