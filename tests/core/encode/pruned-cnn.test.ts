import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encodings } from '../../../src/core/encode/encodings';
import { encodeNetwork, type CodedNetwork } from '../../../src/core/encode/network';
import { compressOnCpu } from '../../../src/run/kernels/reference';
import { maskOf, pruneCount } from '../../../src/core/prune/cut';
import { ThresholdIndex } from '../../../src/core/prune/threshold-index';
import { fromFloat16 } from '../../../src/core/quantize/float16';
import { fitParameters } from '../../../src/core/quantize/parameters';
import { rangesOf } from '../../../src/core/quantize/ranges';
import { Random } from '../../../src/core/random';
import topology from '../../../models/lenet-5/model.json';

const SPARSITY = 0.8;

/** The network of TensorFlow's pruning guide, as initialised: 12 filters of 3×3, then 10 outputs. */
function guideNetwork(): CodedNetwork {
  const random = new Random('guide');
  const kernel = (rows: number, channels: number, fans: number) => {
    const limit = Math.sqrt(6 / fans);
    const draw = () => random.uniform(-limit, limit);
    return { weights: Float32Array.from({ length: rows * channels }, draw), channels };
  };
  return {
    kernels: [kernel(9, 12, 9 + 9 * 12), kernel(13 * 13 * 12, 10, 13 * 13 * 12 + 10)],
    biases: [new Float32Array(12), new Float32Array(10)],
  };
}

/** LeNet-5 as it is shipped: every weight is a float16 number. */
function shippedNetwork(): CodedNetwork {
  const bytes = readFileSync(new URL('../../../models/lenet-5/weights.bin', import.meta.url));
  const values = fromFloat16(new Uint16Array(Uint8Array.from(bytes).buffer));
  let position = 0;
  const tensors = topology.weightsManifest[0]!.weights.map(({ shape }) => {
    const length = shape.reduce((product, dimension) => product * dimension, 1);
    return { shape, weights: values.subarray(position, (position += length)) };
  });
  return {
    kernels: tensors
      .filter(({ shape }) => shape.length > 1)
      .map(({ shape, weights }) => ({ weights, channels: shape.at(-1)! })),
    biases: tensors.filter(({ shape }) => shape.length === 1).map(({ weights }) => weights),
  };
}

/** The same with a seeded last part of each weight, as training leaves it and float16 does not. */
function withFullMantissas({ kernels, biases }: CodedNetwork): CodedNetwork {
  const random = new Random('mantissas');
  const blur = (weights: Float32Array) =>
    weights.map((weight) => weight * (1 + random.uniform(-(2 ** -12), 2 ** -12)));
  return {
    kernels: kernels.map(({ weights, channels }) => ({ weights: blur(weights), channels })),
    biases: biases.map(blur),
  };
}

/** Each kernel pruned by magnitude, and quantized to 8 bits a tensor where asked for. */
function compress(
  { kernels, biases }: CodedNetwork,
  { quantize }: { quantize: boolean },
): CodedNetwork {
  return {
    biases,
    kernels: kernels.map(({ weights, channels }) => {
      const cut = new ThresholdIndex(weights).cut(pruneCount(SPARSITY, weights.length));
      const ranges = rangesOf(weights, 1, maskOf(weights, cut));
      const coding = quantize ? fitParameters(ranges, { bits: 8, scheme: 'symmetric' }) : undefined;
      return { weights: compressOnCpu(weights, { cut, parameters: coding }), channels, coding };
    }),
  };
}

const bytesOf = async (network: CodedNetwork, encoding: 'dense' | 'deflate') =>
  (await encodeNetwork(network, encodings[encoding]))!.length;

const cases = [
  { name: 'the guide’s CNN', network: guideNetwork() },
  { name: 'LeNet-5 as shipped', network: shippedNetwork() },
  { name: 'LeNet-5 with full mantissas', network: withFullMantissas(shippedNetwork()) },
];

test.each(cases)(
  '$name, pruned and deflated, is at least 3 times smaller; in int8, 10 times',
  async ({ network }) => {
    const float32 = await bytesOf(network, 'dense');
    const pruned = await bytesOf(compress(network, { quantize: false }), 'deflate');
    const quantized = await bytesOf(compress(network, { quantize: true }), 'deflate');
    expect(float32 / pruned).toBeGreaterThan(3);
    expect(float32 / quantized).toBeGreaterThan(10);
  },
);

test.each(cases)('$name, pruned, deflates to a third of itself unpruned', async ({ network }) => {
  const before = await bytesOf(network, 'deflate');
  const after = await bytesOf(compress(network, { quantize: false }), 'deflate');
  expect(before / after).toBeGreaterThan(3);
});
