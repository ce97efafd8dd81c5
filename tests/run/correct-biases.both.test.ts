import { memory, tensor, type Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { correctBiases, meanPreActivations } from '../../src/run/correct-biases';
import { Network } from '../../src/run/network';
import type { ModelFile } from '../../src/graph/model-file';
import { BACKENDS, use } from '../backend';
import { fileOf, randomFile, randomImages, saved } from '../graph/networks';

const between = () => Promise.resolve();

/** The network of a file with its kernels in three bits, one scale a tensor. */
async function coarse(file: ModelFile): Promise<Network> {
  const network = await Network.load(file);
  network.readKernels().forEach(({ values, shape }, i) => {
    const step = Math.max(...values.map(Math.abs)) / 3;
    const rounded = values.map((value) => step * Math.round(value / step));
    network.writeKernel(i, tensor(rounded, [...shape]));
  });
  return network;
}

/** The mean pre-activations of a file's network as it is. */
async function expectedOf(file: ModelFile, batches: readonly Tensor[]): Promise<Float32Array[]> {
  const float = await Network.load(file);
  const means = await meanPreActivations(float, batches, between);
  float.dispose();
  return means;
}

const biasesOf = (network: Network) => network.sequence().map((layer) => layer.readBias());

const dispose = (...held: { dispose(): void }[]) => held.forEach((each) => each.dispose());

describe.each(BACKENDS)('on %s', (backend) => {
  beforeAll(() => use(backend));

  describe('two dense layers of two units and one', () => {
    // a: kernel [[1, 2], [3, −4]], bias (½, 0); b: kernel (2, 1), bias 0.
    const weightData = Float32Array.of(1, 2, 3, -4, 0.5, 0, 2, 1, 0).buffer;
    const images = [1, 0, 3, 4];

    async function load(): Promise<Network> {
      const file = await fileOf([
        tf.layers.dense({ inputShape: [2], units: 2, name: 'a', activation: 'relu' }),
        tf.layers.dense({ units: 1, name: 'b' }),
      ]);
      return Network.load({ ...file, weightData });
    }

    test('have the mean pre-activations that are counted by hand', async () => {
      const network = await load();
      const batch = tensor(images, [2, 2]);
      const means = await meanPreActivations(network, [batch], between);
      // Layer a gives (1.5, 2) and (15.5, −10); rectified, layer b gives 5 and 31.
      expect(means.map((mean) => [...mean])).toEqual([[8.5, -4], [18]]);
      dispose(batch, network);
    });

    test('have the shift of the mean taken off each bias', async () => {
      const network = await load();
      const batch = tensor(images, [2, 2]);
      const expected = await meanPreActivations(network, [batch], between);
      // The mean image is (2, 2), so an error of [[½, 0], [0, 1]] shifts layer a by (1, 2).
      network.writeKernel(0, tensor([1.5, 2, 3, -3], [2, 2]));
      network.writeKernel(1, tensor([3, 1], [2, 1]));
      expect(await correctBiases(network, expected, [batch], between)).toEqual({
        corrected: ['a', 'b'],
        skipped: [],
      });
      const [a, b] = biasesOf(network);
      expect([...a!]).toEqual([-0.5, -2]);
      // Layer a then gives (1, 0) and (16, 0) rectified, layer b 3 and 48 with a mean of 25.5.
      expect([...b!]).toEqual([-7.5]);
      dispose(batch, network);
    });
  });

  describe('random networks', () => {
    // Software WebGL compiles programs for a second or two a network.
    const SEEDS = Array.from({ length: backend === 'webgl' ? 3 : 40 }, (_, seed) => seed);

    test.each(SEEDS)('network %i has its mean pre-activations back', async (seed) => {
      const file = await randomFile(seed);
      const batches = [randomImages(4, seed), randomImages(4, seed + 1000)];
      const expected = await expectedOf(file, batches);
      const network = await coarse(file);
      const { corrected, skipped } = await correctBiases(network, expected, batches, between);
      const after = await meanPreActivations(network, batches, between);
      const names = network.sequence().flatMap(({ name, kernel }) => (kernel ? [name] : []));
      expect(names.filter((name) => corrected.includes(name))).toEqual(corrected);
      expect(names.filter((name) => skipped.includes(name))).toEqual(skipped);
      expect(corrected.length + skipped.length).toBe(names.length);
      names.forEach((name, k) => {
        if (skipped.includes(name)) return;
        after[k]!.forEach((value, channel) => {
          expect(Math.abs(value - expected[k]![channel]!)).toBeLessThan(2e-5);
        });
      });
      dispose(...batches, network);
    });
  });

  test('batches of different sizes count by their images', async () => {
    const file = await fileOf([tf.layers.dense({ inputShape: [1], units: 1, name: 'a' })]);
    const network = await Network.load({ ...file, weightData: Float32Array.of(2, 1).buffer });
    const batches = [tensor([1, 2, 3], [3, 1]), tensor([10], [1, 1])];
    const [mean] = await meanPreActivations(network, batches, between);
    expect(mean![0]).toBeCloseTo(2 * 4 + 1, 6);
    dispose(...batches, network);
  });

  test('without compression the biases stay, and a second correction changes nothing', async () => {
    const file = await randomFile(3);
    const batches = [randomImages(3, 1)];
    const expected = await expectedOf(file, batches);
    const same = await Network.load(file);
    const before = biasesOf(same);
    await correctBiases(same, expected, batches, between);
    expect(biasesOf(same)).toEqual(before);
    const network = await coarse(file);
    await correctBiases(network, expected, batches, between);
    const once = biasesOf(network);
    await correctBiases(network, expected, batches, between);
    biasesOf(network).forEach((bias, k) =>
      bias?.forEach((value, channel) => expect(value).toBeCloseTo(once[k]![channel]!, 5)),
    );
    dispose(...batches, same, network);
  });

  test('a layer without bias is named as skipped', async () => {
    const file = await fileOf([
      tf.layers.dense({ inputShape: [2], units: 2, name: 'a', useBias: false }),
      tf.layers.reLU({ name: 'r' }),
      tf.layers.dense({ units: 2, name: 'b' }),
    ]);
    const network = await Network.load(file);
    const batches = [tensor([1, 2], [1, 2])];
    const expected = await meanPreActivations(network, batches, between);
    expect(await correctBiases(network, expected, batches, between)).toEqual({
      corrected: ['b'],
      skipped: ['a'],
    });
    dispose(...batches, network);
  });

  test('as many tensors are left as there were, also when it is cancelled', async () => {
    const file = await randomFile(5);
    const batches = [randomImages(2, 1), randomImages(2, 2)];
    const expected = await expectedOf(file, batches);
    const network = await coarse(file);
    const { numTensors } = memory();
    await correctBiases(network, expected, batches, between);
    expect(memory().numTensors).toBe(numTensors);
    let calls = 0;
    const cancelled = correctBiases(network, expected, batches, () =>
      ++calls > 5 ? Promise.reject(new Error('cancelled')) : Promise.resolve(),
    );
    await expect(cancelled).rejects.toThrow('cancelled');
    expect(memory().numTensors).toBe(numTensors);
    dispose(...batches, network);
  });

  test('a network whose layers are not in a row, or have their channels first, is refused', async () => {
    const input = tf.input({ shape: [2] });
    const branch = tf.layers.dense({ units: 2 }).apply(input) as tf.SymbolicTensor;
    const sum = tf.layers.add().apply([input, branch]) as tf.SymbolicTensor;
    const branched = await Network.load(await saved(tf.model({ inputs: input, outputs: sum })));
    expect(() => branched.sequence()).toThrow(
      'The layers must be in a row, in a Sequential model; got Model.',
    );
    const conv = tf.layers.conv2d({
      inputShape: [1, 2, 2],
      filters: 1,
      kernelSize: 1,
      dataFormat: 'channelsFirst',
      name: 'conv',
    });
    const first = await Network.load(await fileOf([conv]));
    expect(() => first.sequence()).toThrow('Channels must come last; those of conv come first.');
    dispose(branched, first);
  });
});
