/**
 * Gradients of depthwise convolutions, x [n, h, w, c] with filter [kh, kw, c, m] giving
 * y [n, oh, ow, c·m], composed of kernels that the WASM backend has.
 */

import {
  Concat,
  DepthwiseConv2dNative,
  PadV2,
  Reverse,
  Slice,
  Sum,
  backend_util,
} from '@tensorflow/tfjs-core';
import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import { dispose, reshaped, run, transpose, type Arguments, type Shape4D } from './wasm-kernels';

/** What both gradients are asked with. */
interface Attributes {
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * dL/dfilter [kh, kw, c, m] from `x` and `dy` [n, oh, ow, c·m].
 *
 * One row of the filter at a time: the rows of x that it meets, each row of each image taken as
 * channels of its own, are convolved along the width with the rows of dy, and the results summed
 * over rows and images. A filter as long as one row is short enough for the kernel's fast path; one
 * as large as the image is not.
 */
export function depthwiseFilterGradient({ inputs, attrs, backend }: Arguments): TensorInfo {
  const x = inputs['x']!;
  const { filterShape, ...attributes } = attrs as unknown as Attributes & { filterShape: Shape4D };
  const info = depthwiseInfo(x.shape as Shape4D, filterShape, attributes);
  const [kh, kw, channels, multiplier] = filterShape;
  const dy = spread(inputs['dy']!, info.strideHeight, info.strideWidth, backend);
  const [images, rows, columns] = dy.shape as Shape4D;
  const { top, left } = info.padInfo;
  const padded = pad(
    x,
    [top, Math.max(rows + kh - 1 - top - info.inHeight, 0)],
    [left, Math.max(columns + kw - 1 - left - info.inWidth, 0)],
    backend,
  );
  const image = transpose(padded, [2, 1, 0, 3], backend);
  const filter = transpose(dy, [2, 1, 0, 3], backend);
  const [width, height] = image.shape as Shape4D;
  const lane = images * channels;
  const parts: TensorInfo[] = [];
  for (let row = 0; row < kh; row++) {
    const met = run(
      Slice,
      { x: reshaped(image, [width, height * lane]) },
      { begin: [0, row * lane], size: [columns + kw - 1, rows * lane] },
      backend,
    );
    const each = run(
      DepthwiseConv2dNative,
      {
        x: reshaped(met, [1, 1, columns + kw - 1, rows * lane]),
        filter: reshaped(filter, [1, columns, rows * lane, multiplier]),
      },
      { strides: 1, pad: 'valid', dilations: 1 },
      backend,
    );
    parts.push(
      run(
        Sum,
        { x: reshaped(each, [kw, rows * images, channels * multiplier]) },
        { axis: 1, keepDims: false },
        backend,
      ),
    );
    dispose(backend, met, each);
  }
  const gradient = run(Concat, parts as unknown as NamedTensorInfoMap, { axis: 0 }, backend);
  if (dy !== inputs['dy']) dispose(backend, dy);
  dispose(backend, padded, image, filter, ...parts);
  return reshaped(gradient, filterShape);
}

/**
 * dL/dx [n, h, w, c] from `dy` [n, oh, ow, c·m] and `filter`: the depthwise convolution of dy with
 * the filter turned by 180°, and the sum over the m outputs of each channel.
 */
export function depthwiseInputGradient({ inputs, attrs, backend }: Arguments): TensorInfo {
  const filter = inputs['filter']!;
  const { inputShape, ...attributes } = attrs as unknown as Attributes & { inputShape: Shape4D };
  const info = depthwiseInfo(inputShape, filter.shape as Shape4D, attributes);
  const [kh, kw, channels, multiplier] = filter.shape as Shape4D;
  const dy = spread(inputs['dy']!, info.strideHeight, info.strideWidth, backend);
  const [, rows, columns] = dy.shape as Shape4D;
  const { top, left } = info.padInfo;
  const padded = pad(
    dy,
    [kh - 1 - top, info.inHeight + top - rows],
    [kw - 1 - left, info.inWidth + left - columns],
    backend,
  );
  const turned = run(Reverse, { x: filter }, { dims: [0, 1] }, backend);
  const each = run(
    DepthwiseConv2dNative,
    { x: padded, filter: reshaped(turned, [kh, kw, channels * multiplier, 1]) },
    { strides: 1, pad: 'valid', dilations: 1 },
    backend,
  );
  if (dy !== inputs['dy']) dispose(backend, dy);
  dispose(backend, padded, turned);
  if (multiplier === 1) return each;
  const gradient = run(
    Sum,
    { x: reshaped(each, [...inputShape, multiplier]) },
    { axis: 4, keepDims: false },
    backend,
  );
  dispose(backend, each);
  return gradient;
}

function depthwiseInfo(
  inputShape: Shape4D,
  filterShape: Shape4D,
  { strides, pad, dimRoundingMode }: Attributes,
) {
  return backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
    true,
  );
}

/**
 * dy [n, oh, ow, q] as a convolution without strides would give it: between any two of its rows
 * strideHeight − 1 rows of zeros, and so for the columns. Without strides it is dy itself; else the
 * caller disposes it.
 */
function spread(
  dy: TensorInfo,
  strideHeight: number,
  strideWidth: number,
  backend: unknown,
): TensorInfo {
  if (strideHeight === 1 && strideWidth === 1) return dy;
  const [images, oh, ow, channels] = dy.shape as Shape4D;
  const rows = (oh - 1) * strideHeight + 1;
  const columns = (ow - 1) * strideWidth + 1;
  const wide = spreadRuns(dy, images * oh, ow, channels, strideWidth, backend);
  const high = spreadRuns(wide, images, oh, columns * channels, strideHeight, backend);
  dispose(backend, wide);
  return reshaped(high, [images, rows, columns, channels]);
}

/** Puts stride − 1 runs of zeros between any two of the `count` runs of `length` numbers in a line. */
function spreadRuns(
  x: TensorInfo,
  lines: number,
  count: number,
  length: number,
  stride: number,
  backend: unknown,
): TensorInfo {
  const apart = run(
    PadV2,
    { x: reshaped(x, [lines * count, length]) },
    {
      paddings: [
        [0, 0],
        [0, (stride - 1) * length],
      ],
      constantValue: 0,
    },
    backend,
  );
  const exact = run(
    Slice,
    { x: reshaped(apart, [lines, count * stride * length]) },
    { begin: [0, 0], size: [lines, ((count - 1) * stride + 1) * length] },
    backend,
  );
  dispose(backend, apart);
  return exact;
}

/** Zeros above and below, left and right of each image. */
function pad(
  x: TensorInfo,
  rows: [number, number],
  columns: [number, number],
  backend: unknown,
): TensorInfo {
  return run(
    PadV2,
    { x },
    { paddings: [[0, 0], rows, columns, [0, 0]], constantValue: 0 },
    backend,
  );
}
