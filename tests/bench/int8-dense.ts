import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { fromStoredCodes, toStoredCodes } from '../../src/core/encode/stored-codes';
import { Int8Dense, type QuantizedDense } from '../../src/run/kernels/int8-dense';
import { compressOnCpu } from '../../src/run/kernels/reference';
import { NO_CUT } from '../../src/core/prune/cut';
import { fitParameters } from '../../src/core/quantize/parameters';
import { rangesOf } from '../../src/core/quantize/ranges';
import { Random } from '../../src/core/random';
import { compare } from './compare';
import { FloatDense } from './float-dense';
import { randomWeights } from './networks';
import type { Suite } from './suite';

const SIZES = [
  [784, 300],
  [1024, 1024],
  [2048, 2048],
  [4096, 4096],
] as const;
const SCHEMES = ['symmetric', 'asymmetric'] as const;
const BUDGET_MS = 4_000;
/** Of outputs of up to about 10: float32 sums in different orders. */
const TOLERANCE = 1e-3;

/**
 * One image through a dense layer whose weights, biases and inputs are on the GPU. In software the
 * gain over tfjs is the program's: with float32 weights it takes 0.6 to 1 times as long, since
 * decoding is work and memory is no bottleneck there.
 */
export const int8Dense: Suite = {
  name: 'Dense layer with bias and ReLU at batch 1, weights as int8 codes on the GPU',
  async *rows() {
    await tf.setBackend('webgl');
    for (const shape of SIZES) {
      for (const scheme of SCHEMES) yield* rowsOf(shape, scheme);
    }
  },
};

async function* rowsOf(shape: readonly [number, number], scheme: (typeof SCHEMES)[number]) {
  const [inputs, outputs] = shape;
  const layer = layerOf(shape, scheme);
  const int8 = new Int8Dense(webgl(), layer);
  const values = fromStoredCodes(layer.codes, layer.parameters);
  const float = new FloatDense(webgl(), shape, values, layer.bias!);
  const weights = onGPU(values, [inputs, outputs]);
  const random = new Random('inputs');
  const x = onGPU(
    Float32Array.from({ length: inputs }, () => random.normal()),
    [1, inputs],
  );
  const bias = tf.tensor1d(layer.bias!);
  const fused = () => tf.fused.matMul({ a: x, b: weights, bias, activation: 'relu' });
  checkSame(int8.run(x), fused());
  checkSame(float.run(x), fused());
  let output: tf.Tensor;
  const way = (name: string, run: () => tf.Tensor) => ({
    name,
    run() {
      output = run();
      waitForGPU();
    },
    clean: () => output.dispose(),
  });
  const ways = [
    way('packed int8 codes', () => int8.run(x)),
    way('tfjs, fused float matMul', fused),
    way('the same with float weights', () => float.run(x)),
    // A trap: without anything fused, tfjs multiplies and then sums where K > 1000 at batch 1, several
    // times slower. No baseline for a claim, though it is what one gets by writing this.
    way('tfjs, matMul, add and relu', () =>
      tf.tidy(() => tf.relu(tf.add(tf.matMul(x, weights), bias))),
    ),
  ];
  const bytes = `${int8.weightBytes} bytes of weights for ${4 * inputs * outputs}`;
  yield* await compare(`${inputs} × ${outputs}, ${scheme}, ${bytes}`, ways, BUDGET_MS);
  const error = webgl().gpgpu.gl.getError();
  if (error !== 0) throw new Error(`WebGL error ${error}: the timings may not have waited`);
  tf.dispose([weights, x, bias]);
  int8.dispose();
  float.dispose();
}

/** Random weights, quantized to 8 bits per channel, and biases. */
function layerOf(
  shape: readonly [number, number],
  scheme: (typeof SCHEMES)[number],
): QuantizedDense {
  const { values, channels } = randomWeights([[...shape]])[0]!;
  const parameters = fitParameters(rangesOf(values, channels), { bits: 8, scheme });
  const codes = toStoredCodes(compressOnCpu(values, { cut: NO_CUT, parameters }), parameters);
  const random = new Random('bias');
  const bias = Float32Array.from({ length: channels }, () => random.normal());
  return { shape, codes, parameters, bias, relu: true };
}

/** A tensor on the GPU, packed, as another layer's output is. */
function onGPU(values: Float32Array, shape: [number, number]): tf.Tensor2D {
  return tf.tidy(() => tf.add(tf.tensor2d(values, shape), 0));
}

/** @throws Error where the ways disagree: then there is nothing to compare. */
function checkSame(a: tf.Tensor, b: tf.Tensor): void {
  const error = tf.tidy(() => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!);
  tf.dispose([a, b]);
  if (!(error <= TOLERANCE)) throw new Error(`Outputs differ by ${error}, at most ${TOLERANCE}`);
}

/** Reads one texel of the last program's output: gl.finish() would return at once. */
function waitForGPU(): void {
  const { gl } = webgl().gpgpu;
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, new Float32Array(4));
}

function webgl(): MathBackendWebGL {
  return tf.backend() as MathBackendWebGL;
}
