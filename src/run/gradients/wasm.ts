/**
 * Gradient kernels for the WASM backend, composed of kernels that it has.
 *
 * Stock WASM cannot differentiate a convolution by its filter, and computes the other gradients
 * that training needs in plain loops. A gradient of a convolution is itself a convolution, and a
 * transposed product a transposition and a product, all of which WASM has fast.
 */

import {
  BatchMatMul,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  Reverse,
  Slice,
  backend_util,
} from '@tensorflow/tfjs-core';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { depthwiseFilterGradient, depthwiseInputGradient } from './depthwise';
import {
  add,
  dispose,
  replace,
  requireChannelsLast,
  run,
  stockKernel,
  transpose,
  type Arguments,
  type Shape4D,
} from './wasm-kernels';

type Padding = [[number, number], [number, number], [number, number], [number, number]];

let registered = false;

/**
 * Registers the kernels with tfjs-core; again and again does no harm.
 * @throws Error when the WASM backend's own kernels have not been imported.
 */
export function registerGradientKernels(): void {
  if (registered) return;
  const stockMatMul = stockKernel(BatchMatMul);
  const stockInput = stockKernel(Conv2DBackpropInput);
  add(Conv2DBackpropFilter, filterGradient);
  add(DepthwiseConv2dNativeBackpropFilter, depthwiseFilterGradient);
  add(DepthwiseConv2dNativeBackpropInput, depthwiseInputGradient);
  replace(stockMatMul, (args) => transposedMatMul(args, stockMatMul.kernelFunc));
  replace(stockInput, (args) => inputGradient(args, stockInput.kernelFunc));
  registered = true;
}

/**
 * dL/dfilter [kh, kw, in, out] from `x` [n, h, w, in] and `dy` [n, oh, ow, out]: the convolution of
 * x with dy, images and channels exchanged, and the strides taken as dilations.
 */
function filterGradient({ inputs, attrs, backend }: Arguments): TensorInfo {
  const x = inputs['x']!;
  const dy = inputs['dy']!;
  const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as unknown as {
    strides: [number, number] | number;
    pad: 'valid' | 'same' | number;
    dataFormat: 'NHWC' | 'NCHW';
    dimRoundingMode?: 'floor' | 'round' | 'ceil';
    filterShape: Shape4D;
  };
  requireChannelsLast(dataFormat);
  const info = backend_util.computeConv2DInfo(
    x.shape as Shape4D,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const image = transpose(x, [3, 1, 2, 0], backend);
  const filter = transpose(dy, [1, 2, 0, 3], backend);
  const { top, bottom, left, right } = info.padInfo;
  const padding: Padding = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  const wide = run(
    Conv2D,
    { x: image, filter },
    {
      strides: 1,
      pad: padding,
      dataFormat: 'NHWC',
      dilations: [info.strideHeight, info.strideWidth],
    },
    backend,
  );
  // Strides that do not divide the image leave rows and columns that no filter weight met.
  const [kh, kw, inChannels, outChannels] = filterShape;
  const exact = run(
    Slice,
    { x: wide },
    { begin: [0, 0, 0, 0], size: [inChannels, kh, kw, outChannels] },
    backend,
  );
  const gradient = transpose(exact, [1, 2, 0, 3], backend);
  dispose(backend, image, filter, wide, exact);
  return gradient;
}

/**
 * dL/dx [n, h, w, in] from `dy` [n, oh, ow, out] and `filter` [kh, kw, in, out]: the convolution of
 * dy with the filter turned by 180°, channels exchanged. With strides the stock kernel runs.
 */
function inputGradient(args: Arguments, stock: KernelFunc): TensorInfo | TensorInfo[] {
  const { inputs, attrs, backend } = args;
  const dy = inputs['dy']!;
  const filter = inputs['filter']!;
  const { strides, pad, dataFormat, dimRoundingMode, inputShape } = attrs as unknown as {
    strides: [number, number] | number;
    pad: 'valid' | 'same' | number;
    dataFormat: 'NHWC' | 'NCHW';
    dimRoundingMode?: 'floor' | 'round' | 'ceil';
    inputShape: Shape4D;
  };
  requireChannelsLast(dataFormat);
  const info = backend_util.computeConv2DInfo(
    inputShape,
    filter.shape as Shape4D,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  if (info.strideHeight !== 1 || info.strideWidth !== 1) return stock(args);
  const turned = run(Reverse, { x: filter }, { dims: [0, 1] }, backend);
  const exchanged = transpose(turned, [0, 1, 3, 2], backend);
  const { top, bottom, left, right } = info.padInfo;
  const padding: Padding = [
    [0, 0],
    [info.filterHeight - 1 - top, info.filterHeight - 1 - bottom],
    [info.filterWidth - 1 - left, info.filterWidth - 1 - right],
    [0, 0],
  ];
  const gradient = run(
    Conv2D,
    { x: dy, filter: exchanged },
    { strides: 1, pad: padding, dataFormat: 'NHWC', dilations: 1 },
    backend,
  );
  dispose(backend, turned, exchanged);
  return gradient;
}

/** The stock product is fast only when neither side is transposed. */
function transposedMatMul(args: Arguments, stock: KernelFunc): TensorInfo | TensorInfo[] {
  const { inputs, attrs, backend } = args;
  const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
  const a = transposeA ? transposeLast(inputs['a']!, backend) : inputs['a']!;
  const b = transposeB ? transposeLast(inputs['b']!, backend) : inputs['b']!;
  const product = stock({
    inputs: { a, b },
    attrs: { transposeA: false, transposeB: false },
    backend,
  });
  if (transposeA) dispose(backend, a);
  if (transposeB) dispose(backend, b);
  return product;
}

function transposeLast(x: TensorInfo, backend: unknown): TensorInfo {
  const perm = x.shape.map((_, axis) => axis);
  const last = perm.length - 1;
  perm[last] = last - 1;
  perm[last - 1] = last;
  return transpose(x, perm, backend);
}
