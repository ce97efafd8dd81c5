import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import { memory, setBackend, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawImages } from '../../../src/tasks/digits/splits';
import { toInput } from '../../../models/training';
import { equalizeModel } from '../../../src/graph/passes/equalize-channels';
import { Network } from '../../../src/run/network';
import type { ModelFile } from '../../../src/graph/model-file';
import { splitWeights, toFloat32 } from '../../../src/graph/weight-file';
import { readModel } from '../../shipped';
import { fileOf, randomFile, randomImages } from '../networks';

beforeAll(() => setBackend('cpu'));

async function logits(file: ModelFile, images: Tensor): Promise<Float32Array> {
  const network = await Network.load(file);
  const values = tidy(() => network.logits(images).dataSync() as Float32Array);
  network.dispose();
  return values;
}

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

/** A kernel of the file, or a bias. */
const weights = ({ weightSpecs, weightData }: ModelFile, name: string) =>
  toFloat32(splitWeights(weightSpecs, weightData).get(name)!);

test.each(['lenet-300-100', 'lenet-5'])('%s answers as before', async (id) => {
  const images = toInput(drawImages('test', 0, 20).pixels);
  const file = readModel(id);
  const equalized = equalizeModel(file).file;
  expect(equalized).not.toBe(file);
  const before = await logits(file, images);
  expect(largestDifference(before, await logits(equalized, images))).toBeLessThan(1e-3);
  images.dispose();
});

describe('random networks', () => {
  const SEEDS = Array.from({ length: 60 }, (_, seed) => seed);

  test.each(SEEDS)('network %i answers as before, its kernels all in one chain', async (seed) => {
    const file = await randomFile(seed);
    const images = randomImages(4, seed);
    const { file: equalized, chains, ends } = equalizeModel(file);
    expect(ends).toEqual([]);
    expect(chains.map(({ length }) => length)).toEqual([6]);
    const before = await logits(file, images);
    expect(largestDifference(before, await logits(equalized, images))).toBeLessThan(1e-3);
    expect(weights(equalized, file.weightSpecs[0]!.name)).not.toEqual(
      weights(file, file.weightSpecs[0]!.name),
    );
    images.dispose();
  });
});

test('per-tensor ranges that differed 100-fold between channels become equal', async () => {
  const conv = layers.layers.conv2d({
    inputShape: [3, 3, 1],
    filters: 2,
    kernelSize: 1,
    name: 'a',
  });
  const dw = layers.layers.depthwiseConv2d({ kernelSize: 1, name: 'b' });
  const file = await fileOf([conv, layers.layers.reLU(), dw]);
  const given = Float32Array.of(
    100,
    1,
    /* bias */ 50,
    0.5,
    /* depthwise */ 0.01,
    1,
    /* bias */ 0,
    0,
  );
  const { file: equalized } = equalizeModel({ ...file, weightData: given.buffer });
  expect([...weights(equalized, 'a/kernel')]).toEqual([1, 1]);
  expect([...weights(equalized, 'a/bias')]).toEqual([0.5, 0.5]);
  expect([...weights(equalized, 'b/depthwise_kernel')]).toEqual([1, 1].map(Math.fround));
});

test('makes no tensor, and leaves alone what stands apart', async () => {
  const tanh = { activation: 'tanh' as const };
  const file = await fileOf([
    layers.layers.dense({ inputShape: [2], units: 3, name: 'a', ...tanh }),
    layers.layers.dense({ units: 2, name: 'b' }),
  ]);
  const { numTensors } = memory();
  const { file: same, chains, ends } = equalizeModel(file);
  expect(same).toBe(file);
  expect(chains).toEqual([]);
  expect(ends).toEqual([{ layer: 'a', why: 'tanh' }]);
  equalizeModel(await randomFile(1));
  expect(memory().numTensors).toBe(numTensors);
});

test('a weight that is missing, or not finite, is named', async () => {
  const file = await fileOf([
    layers.layers.dense({ inputShape: [2], units: 2, name: 'a' }),
    layers.layers.dense({ units: 1, name: 'b', useBias: false }),
  ]);
  expect(() =>
    equalizeModel({
      ...file,
      weightSpecs: file.weightSpecs.slice(0, 2),
      weightData: file.weightData.slice(0, 24),
    }),
  ).toThrow('The model calls for the weights b/kernel; its file has a/kernel, a/bias');
  const broken = new Float32Array(file.weightData.slice(0));
  broken[1] = NaN;
  expect(() => equalizeModel({ ...file, weightData: broken.buffer })).toThrow(
    'Equalization needs finite weights; 1 of 4 in a/kernel are not.',
  );
});
