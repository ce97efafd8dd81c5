import type { MathBackendWebGL, WebGLMemoryInfo } from '@tensorflow/tfjs-backend-webgl';
import {
  backend,
  engine,
  memory,
  tensor2d,
  tidy,
  type MemoryInfo,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fromStoredCodes } from '../../../src/core/encode/stored-codes';
import { Int8Dense, type QuantizedDense } from '../../../src/run/kernels/int8-dense';
import { codeLimits, type QuantizationParameters } from '../../../src/core/quantize/parameters';
import { Random } from '../../../src/core/random';
import { use } from '../../backend';

const SHAPES: readonly [number, number][] = [
  [1, 1],
  [3, 5],
  [17, 31],
  [784, 300],
  [300, 100],
  [100, 10],
  [1025, 1027],
];

const SLICES = ['tensor', 'channel'] as const;
const SCHEMES = ['symmetric', 'asymmetric'] as const;

let webgl: MathBackendWebGL;

beforeEach(async () => {
  await use('webgl');
  webgl = backend() as MathBackendWebGL;
});

interface Kind {
  readonly granularity: (typeof SLICES)[number];
  readonly scheme: (typeof SCHEMES)[number];
  readonly bits?: number;
}

/** Random scales, zero-points and biases, and codes as `codeOf` gives them. */
function layerOf(
  shape: readonly [number, number],
  { granularity, scheme, bits = 8 }: Kind,
  codeOf: (random: Random, limits: readonly [number, number], z: number) => number = anyCode,
): QuantizedDense {
  const random = new Random('int8', ...shape, bits);
  const [inputs, outputs] = shape;
  const slices = granularity === 'tensor' ? 1 : outputs;
  const scales = Float32Array.from({ length: slices }, () => random.uniform(0.001, 0.1));
  const zeroPoints = Uint8Array.from({ length: slices }, () => random.integer(2 ** bits));
  const parameters = { bits, scales, ...(scheme === 'asymmetric' && { zeroPoints }) };
  const limits = codeLimits(parameters);
  const codes = Uint8Array.from({ length: inputs * outputs }, (_, i) => {
    const zeroPoint = scheme === 'asymmetric' ? zeroPoints[i % slices]! : 0;
    return codeOf(random, limits, zeroPoint) & (2 ** bits - 1);
  });
  const bias = Float32Array.from({ length: outputs }, () => random.normal());
  return { shape, codes, parameters, bias };
}

function anyCode(random: Random, [lowest, highest]: readonly [number, number]): number {
  return lowest + random.integer(highest - lowest + 1);
}

function inputsOf(batch: number, inputs: number): Float32Array {
  const random = new Random('inputs', inputs);
  return Float32Array.from({ length: batch * inputs }, () => random.normal());
}

/** The layer with fake-quantized weights, summed in float64. */
function expected(
  { shape, codes, parameters, bias, relu = false }: QuantizedDense,
  x: Float32Array,
): number[] {
  const [inputs, outputs] = shape as [number, number];
  const weights = fromStoredCodes(codes, parameters);
  const batch = x.length / inputs;
  return Array.from({ length: batch * outputs }, (_, i) => {
    const [row, output] = [Math.floor(i / outputs), i % outputs];
    let sum = bias?.[output] ?? 0;
    for (let k = 0; k < inputs; k++) sum += x[row * inputs + k]! * weights[k * outputs + output]!;
    return relu ? Math.max(sum, 0) : sum;
  });
}

function greatestDifference(expected: readonly number[], actual: ArrayLike<number>): number {
  return Math.max(...expected.map((value, i) => Math.abs(value - actual[i]!)));
}

/** Runs a layer once, and gives its outputs' greatest error, relative to the greatest output. */
function errorOf(layer: QuantizedDense, x: Float32Array): number {
  const [inputs, outputs] = layer.shape as [number, number];
  const dense = new Int8Dense(webgl, layer);
  const y = tidy(() => {
    const output = dense.run(tensor2d(x, [x.length / inputs, inputs]));
    expect(output.shape).toEqual([x.length / inputs, outputs]);
    return output.dataSync();
  });
  dense.dispose();
  const reference = expected(layer, x);
  const greatest = Math.max(...reference.map(Math.abs));
  const error = greatestDifference(reference, y);
  return error === 0 ? 0 : error / greatest;
}

const TOLERANCE = 1e-3;

describe.each(SHAPES)('a dense layer %i × %i', (inputs, outputs) => {
  const shape = [inputs, outputs] as const;

  describe.each(SCHEMES)('%s', (scheme) => {
    test.each(SLICES)('a scale a %s, answers as its fake-quantized weights do', (granularity) => {
      const layer = layerOf(shape, { granularity, scheme });
      expect(errorOf(layer, inputsOf(7, inputs))).toBeLessThanOrEqual(TOLERANCE);
      expect(errorOf({ ...layer, relu: true }, inputsOf(1, inputs))).toBeLessThanOrEqual(TOLERANCE);
    });
  });
});

describe.each(SCHEMES)('at the extremes, %s,', (scheme) => {
  const kind = { granularity: 'channel', scheme } as const;

  test.each([2, 3, 4, 5, 6, 7])('%i bits a code are decoded', (bits) => {
    const layer = layerOf([17, 31], { ...kind, bits });
    expect(errorOf(layer, inputsOf(7, 17))).toBeLessThanOrEqual(TOLERANCE);
  });

  test.each([0, 1])('codes all at limit %i are decoded', (end) => {
    const layer = layerOf([17, 31], kind, (_, limits) => limits[end as 0 | 1]);
    expect(errorOf(layer, inputsOf(7, 17))).toBeLessThanOrEqual(TOLERANCE);
  });

  test('weights that are all 0 give the biases exactly', () => {
    const layer = layerOf([17, 31], kind, (_random, _limits, zeroPoint) => zeroPoint);
    expect(errorOf(layer, inputsOf(7, 17))).toBe(0);
  });

  test('a layer without biases has none', () => {
    const { bias, ...layer } = layerOf([17, 31], kind);
    expect(bias).toBeDefined();
    expect(errorOf(layer, inputsOf(1, 17))).toBeLessThanOrEqual(TOLERANCE);
  });

  test('more inputs than a row of a texture holds are folded', () => {
    const { gl } = webgl.gpgpu;
    const inputs = 4 * (gl.getParameter(gl.MAX_TEXTURE_SIZE) as number) + 5;
    const layer = layerOf([inputs, 5], kind);
    expect(errorOf(layer, inputsOf(2, inputs))).toBeLessThanOrEqual(TOLERANCE);
  });
});

describe('inputs', () => {
  const layer = layerOf([17, 31], { granularity: 'channel', scheme: 'symmetric' });
  const values = inputsOf(3, 17);
  const reference = expected(layer, values);

  test.each(['packTensor', 'unpackTensor'] as const)(
    'are read on the GPU where they lie as %s leaves them',
    (place) => {
      const dense = new Int8Dense(webgl, layer);
      const y = tidy(() => {
        const info = webgl[place](tensor2d(values, [3, 17]));
        const x = engine().makeTensorFromTensorInfo(info, webgl) as Tensor2D;
        return dense.run(x).dataSync();
      });
      dense.dispose();
      expect(greatestDifference(reference, y)).toBeLessThan(1e-4);
    },
  );

  test('of another backend are moved, and outputs read, whichever is current', async () => {
    const dense = new Int8Dense(webgl, layer);
    await use('cpu');
    const y = tidy(() => dense.run(tensor2d(values, [3, 17])).dataSync());
    dense.dispose();
    expect(greatestDifference(reference, y)).toBeLessThan(1e-4);
  });

  test('of another shape are refused with both', () => {
    const dense = new Int8Dense(webgl, layer);
    const x = tensor2d(values, [17, 3]);
    expect(() => dense.run(x)).toThrow(/shape \[1 to \d+, 17\], got \[17, 3\]/);
    x.dispose();
    dense.dispose();
  });
});

test('numbers that do not fit the shape are refused', () => {
  const layer = layerOf([17, 31], { granularity: 'channel', scheme: 'symmetric' });
  const make = (change: Partial<QuantizedDense>) => () =>
    new Int8Dense(webgl, { ...layer, ...change });
  const parameters: QuantizationParameters = { bits: 8, scales: new Float32Array(17) };
  expect(make({ codes: new Uint8Array(16) })).toThrow("16 codes don't fill the shape [17, 31].");
  expect(make({ parameters })).toThrow('Expected 1 scale or 31, got 17.');
  expect(make({ bias: new Float32Array(17) })).toThrow('Expected 31 biases, got 17.');
});

describe('memory', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** What tfjs holds, without the textures that it keeps for later. */
  function held() {
    const { numTensors, numDataBuffers, numBytesInGPU } = memory() as WebGLMemoryInfo & MemoryInfo;
    return { numTensors, numDataBuffers, numBytesInGPU };
  }

  /** Bytes of the integer textures that WebGL is asked for from now on. */
  function countIntegerBytes(): () => number {
    const gl = webgl.gpgpu.gl as WebGL2RenderingContext;
    const spy = vi.spyOn(gl, 'texStorage2D');
    return () =>
      spy.mock.calls
        .filter(([, , format]) => format === gl.RGBA32I)
        .reduce((bytes, [, , , width, height]) => bytes + 16 * width * height, 0);
  }

  test.each([
    [784, 300],
    [300, 100],
    [16, 16],
    [1024, 1024],
  ])('the weights of %i × %i take exactly a quarter of float32', (inputs, outputs) => {
    const integerBytes = countIntegerBytes();
    const before = held();
    const layer = layerOf([inputs, outputs], { granularity: 'channel', scheme: 'asymmetric' });
    const dense = new Int8Dense(webgl, layer);
    const float32Bytes = new Float32Array(inputs * outputs).byteLength;
    expect(dense.weightBytes).toBe(float32Bytes / 4);
    expect(integerBytes()).toBe(dense.weightBytes);
    expect(held().numBytesInGPU - before.numBytesInGPU).toBe(dense.gpuBytes - dense.weightBytes);
    dense.dispose();
  });

  test('nothing is left after 200 runs and dispose', () => {
    const gl = webgl.gpgpu.gl as WebGL2RenderingContext;
    const layer = layerOf([100, 10], { granularity: 'tensor', scheme: 'asymmetric' });
    const values = inputsOf(1, 100);
    const run = (dense: Int8Dense) => tidy(() => dense.run(tensor2d(values, [1, 100])).dataSync());
    const before = held();
    const deleted = vi.spyOn(gl, 'deleteTexture');
    const dense = new Int8Dense(webgl, layer);
    run(dense);
    const created = vi.spyOn(gl, 'createTexture');
    const between = held();
    for (let i = 0; i < 200; i++) run(dense);
    expect(held()).toEqual(between);
    expect(created).not.toHaveBeenCalled();
    dense.dispose();
    expect(held()).toEqual(before);
    expect(deleted).toHaveBeenCalledOnce();
  });

  test('outputs are the caller’s, and WebGL has no complaint', () => {
    const layer = layerOf([17, 31], { granularity: 'tensor', scheme: 'symmetric' });
    const dense = new Int8Dense(webgl, layer);
    const x = tensor2d(inputsOf(1, 17), [1, 17]);
    const { numTensors } = memory();
    const y = dense.run(x);
    expect(memory().numTensors).toBe(numTensors + 1);
    y.dispose();
    x.dispose();
    dense.dispose();
    expect(webgl.gpgpu.gl.getError()).toBe(0);
  });
});
