import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { WebGLKernels } from '../../src/run/kernels/webgl';
import { Masters } from '../../src/run/kernels/masters';
import type { Compression } from '../../src/run/kernels/weight-kernels';
import { maskOf, pruneCount } from '../../src/core/prune/cut';
import { nextNormal } from '../../src/core/prune/float32';
import { ThresholdIndex } from '../../src/core/prune/threshold-index';
import { fitParameters } from '../../src/core/quantize/parameters';
import { rangesOf } from '../../src/core/quantize/ranges';
import type { WeightTensor } from '../../src/core/tensor';
import { compare, type Way } from './compare';
import { NETWORKS, randomWeights } from './networks';
import type { Suite } from './suite';
import { UnpackedProgram } from './unpacked-program';

const SPARSITY = 0.9;
const QUANTIZE = { bits: 8, granularity: 'channel', scheme: 'symmetric' } as const;
const HIGHEST = 127;
const BUDGET_MS = 12_000;

/**
 * From a cut and scales, both known on the CPU, to compressed weights on the GPU, 8 bits per channel,
 * symmetric. The last way finds cut and scales as well.
 */
export const kernels: Suite = {
  name: 'Prune 90% and fake-quantize to int8 per channel',
  async *rows() {
    await tf.setBackend('webgl');
    for (const { name, shapes } of NETWORKS) {
      const tensors = randomWeights(shapes);
      const cases = tensors.map(caseOf);
      const fused = new WebGLKernels(webgl(), tensors);
      const masters = new Masters(tensors);
      checkSame(cases, fused);
      yield* await compare(name, waysOf(cases, fused, masters), BUDGET_MS);
      const error = webgl().gpgpu.gl.getError();
      if (error !== 0) throw new Error(`WebGL error ${error}: the timings may not have waited`);
      fused.dispose();
      masters.dispose();
      for (const { weights } of cases) weights.dispose();
    }
  },
};

/** A tensor with everything that the ways of compressing it need beforehand. */
interface Case {
  readonly tensor: WeightTensor;
  readonly compression: Required<Pick<Compression, 'cut' | 'parameters'>>;
  readonly weights: tf.Tensor;
}

function caseOf(tensor: WeightTensor): Case {
  const { values, shape, channels } = tensor;
  const cut = new ThresholdIndex(values).cut(pruneCount(SPARSITY, values.length));
  const parameters = fitParameters(rangesOf(values, channels, maskOf(values, cut)), QUANTIZE);
  return {
    tensor,
    compression: { cut, parameters },
    weights: tf.tensor(values, [...shape]),
  };
}

/** @throws Error where the exact ways disagree: then there is nothing to compare. */
function checkSame(cases: readonly Case[], fused: WebGLKernels): void {
  const results = fused.compress(cases.map(({ compression }) => compression));
  cases.forEach((one, i) => {
    const loop = jsLoop(one.tensor.values, one);
    for (const weights of [results[i]!, unpacked(one)]) {
      const values = weights.dataSync();
      weights.dispose();
      const differing = loop.filter((value, j) => value !== values[j]).length;
      if (differing > 0) throw new Error(`${differing} weights of ${one.tensor.name} differ`);
    }
  });
}

function waysOf(cases: readonly Case[], fused: WebGLKernels, masters: Masters): Way[] {
  let outputs: tf.Tensor[] = [];
  let inputs: tf.Tensor[] = [];
  const way = (name: string, compress: (one: Case, i: number) => tf.Tensor): Way => ({
    name,
    run() {
      outputs = cases.map(compress);
      waitForGPU();
    },
    clean: () => tf.dispose(outputs),
  });
  return [
    {
      name: 'fused packed program',
      run() {
        outputs = fused.compress(cases.map(({ compression }) => compression));
        waitForGPU();
      },
      clean: () => tf.dispose(outputs),
    },
    way('same, unpacked', unpacked),
    way('tfjs ops with mask', tfjsOps),
    way('tfjs ops with mask and max(abs)', tfjsOpsWithMax),
    way('JS loop, upload', (one) => uploaded(jsLoop(one.tensor.values, one), one)),
    {
      ...way('download, JS loop, upload', (one, i) =>
        uploaded(jsLoop(inputs[i]!.dataSync() as Float32Array, one), one),
      ),
      // tfjs keeps what it has once downloaded, so each round needs tensors of its own.
      prepare() {
        inputs = cases.map(({ weights }) => tf.add(weights, 0));
        waitForGPU();
      },
      clean: () => tf.dispose([...outputs, ...inputs]),
    },
    {
      name: 'Masters.apply: thresholds, masks, scales and fused program',
      run() {
        outputs = masters
          .apply({
            prune: { kind: 'prune', method: 'magnitude', scope: 'global', sparsity: SPARSITY },
            quantize: { kind: 'quantize', ...QUANTIZE },
          })
          .map(({ weights }) => weights);
        waitForGPU();
      },
      clean: () => tf.dispose(outputs),
    },
  ];
}

function unpacked({ tensor, weights, compression: { cut, parameters } }: Case): tf.Tensor {
  const scale = tf.tensor(parameters.scales);
  const next = nextNormal(cut.threshold);
  const splitsTies = cut.index < weights.size;
  const output = webgl().runWebGLProgram(
    new UnpackedProgram(weights.shape, splitsTies),
    [weights, scale],
    'float32',
    [
      [splitsTies ? cut.threshold : next],
      [next],
      [cut.index],
      [tensor.channels],
      [-HIGHEST],
      [HIGHEST],
    ],
  );
  scale.dispose();
  return tf.engine().makeTensorFromTensorInfo(output);
}

/** What one writes with tfjs: weights equal to the threshold are all kept, so the cut is not exact. */
function tfjsOps({ weights, compression: { cut, parameters } }: Case): tf.Tensor {
  return tf.tidy(() => {
    const pruned = tf.mul(weights, tf.greaterEqual(tf.abs(weights), cut.threshold));
    return fakeQuantized(pruned, tf.tensor(parameters.scales));
  });
}

function tfjsOpsWithMax({ weights, compression: { cut } }: Case): tf.Tensor {
  return tf.tidy(() => {
    const pruned = tf.mul(weights, tf.greaterEqual(tf.abs(weights), cut.threshold));
    const allButChannels = weights.shape.map((_, axis) => axis).slice(0, -1);
    return fakeQuantized(pruned, tf.div(tf.max(tf.abs(pruned), allButChannels), HIGHEST));
  });
}

function fakeQuantized(weights: tf.Tensor, scale: tf.Tensor): tf.Tensor {
  return tf.mul(tf.clipByValue(tf.round(tf.div(weights, scale)), -HIGHEST, HIGHEST), scale);
}

/** One tight loop, with nothing allocated but its result. */
function jsLoop(values: Float32Array, { compression }: Case): Float32Array {
  const { cut, parameters } = compression;
  const { threshold, index } = cut;
  const { scales } = parameters;
  const channels = scales.length;
  const compressed = new Float32Array(values.length);
  for (let i = 0, channel = 0; i < values.length; i++) {
    const value = values[i]!;
    const score = Math.abs(value);
    if (score > threshold || (score === threshold && i >= index)) {
      const scale = scales[channel]!;
      const code = Math.fround(value / scale) + 1.5 * 2 ** 52 - 1.5 * 2 ** 52;
      compressed[i] = scale * Math.min(Math.max(code, -HIGHEST), HIGHEST);
    }
    if (++channel === channels) channel = 0;
  }
  return compressed;
}

function uploaded(values: Float32Array, { tensor }: Case): tf.Tensor {
  const result = tf.tensor(values, [...tensor.shape]);
  webgl().uploadToGPU(result.dataId);
  return result;
}

/** Reads one texel of the last program's output: gl.finish() would return at once. */
function waitForGPU(): void {
  const { gl } = webgl().gpgpu;
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, new Float32Array(4));
}

function webgl(): MathBackendWebGL {
  return tf.backend() as MathBackendWebGL;
}
