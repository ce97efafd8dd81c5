import { memory, slice, tensor, tensor4d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RangeMethod } from '../../src/core/quantize/activation-range';
import { ActivationQuantizedNetwork } from '../../src/run/activations';
import { Network } from '../../src/run/network';
import type { ModelFile } from '../../src/graph/model-file';
import { BACKENDS, use } from '../backend';
import { CLASSES, fileOf, randomFile, randomImages } from '../graph/networks';

const between = () => Promise.resolve();
const METHODS: RangeMethod[] = ['minmax', 'percentile', 'mse'];
const { layers } = tf;

/** Calibrates a network of this file on images, hands both to `use`, and disposes what it made. */
async function withNetworks(
  file: ModelFile,
  images: Tensor[],
  step: { bits: number; range: RangeMethod },
  use: (quantized: ActivationQuantizedNetwork, float: Network) => void | Promise<void>,
): Promise<void> {
  const network = await Network.load(file);
  await use(await ActivationQuantizedNetwork.calibrate(network, images, step, between), network);
  network.dispose();
}

const read = (network: Pick<Network, 'logits'>, images: Tensor) =>
  tidy(() => [...network.logits(images).dataSync()]);

const INT8 = { bits: 8, range: 'minmax' } as const;

describe.each(BACKENDS)('on %s', (backend) => {
  beforeAll(() => use(backend));

  describe('what is quantized', () => {
    const names = async (file: ModelFile, images: Tensor) => {
      let found: string[] = [];
      await withNetworks(file, [images], INT8, ({ activations }) => {
        found = activations.map(({ name }) => name);
      });
      images.dispose();
      return found;
    };

    test('are the images and the outputs of kernels, but not those of pooling, nor the logits', async () => {
      const file = await fileOf([
        layers.conv2d({ inputShape: [9, 9, 2], filters: 3, kernelSize: 2, name: 'conv1' }),
        layers.maxPooling2d({ poolSize: 2, name: 'pool1' }),
        layers.flatten({ name: 'flatten' }),
        layers.dense({ units: 5, activation: 'relu', name: 'fc1' }),
        layers.dense({ units: 2, name: 'fc2' }),
      ]);
      expect(await names(file, randomImages(2, 1))).toEqual(['input', 'conv1', 'fc1']);
    });

    test('are outputs after batch norm and ReLU, where these are layers of their own', async () => {
      const file = await fileOf([
        layers.conv2d({ inputShape: [4, 4, 1], filters: 2, kernelSize: 1, name: 'conv' }),
        layers.batchNormalization({ name: 'bn' }),
        layers.dropout({ rate: 0.5, name: 'drop' }),
        layers.reLU({ name: 'relu' }),
        layers.zeroPadding2d({ name: 'pad' }),
        layers.depthwiseConv2d({ kernelSize: 2, activation: 'relu', name: 'dw' }),
        layers.globalAveragePooling2d({ name: 'mean', dataFormat: 'channelsLast' }),
        layers.dense({ units: 2, name: 'fc' }),
        layers.softmax({ name: 'softmax' }),
      ]);
      expect(await names(file, tensor4d(new Float32Array(16).fill(1), [1, 4, 4, 1]))).toEqual([
        'input',
        'relu',
        'dw',
        'mean',
      ]);
    });
  });

  test.each(METHODS)('a layer that no calibration image wakes is told, by %s', async (range) => {
    const file = await fileOf([
      layers.dense({ inputShape: [2], units: 3, activation: 'relu', name: 'fc1' }),
      layers.dense({ units: 3, activation: 'relu', name: 'fc2', biasInitializer: 'ones' }),
      layers.dense({ units: 2, name: 'fc3' }),
    ]);
    // Nothing comes of zeros where there is no bias.
    const images = tensor([0, 0, 0, 0], [2, 2]);
    await withNetworks(file, [images], { bits: 8, range }, ({ activations }) => {
      expect(activations.map(({ name, silent }) => [name, silent])).toEqual([
        ['input', true],
        ['fc1', true],
        ['fc2', false],
      ]);
      expect([...activations[1]!.parameters.scales]).toEqual([1]);
    });
    images.dispose();
  });

  test('a network of two layers in 4 bits is as computed by hand', async () => {
    const file = await fileOf([
      layers.dense({ inputShape: [2], units: 2, activation: 'relu', name: 'a' }),
      layers.dense({ units: 1, name: 'b' }),
    ]);
    const weightData = Float32Array.of(1, 0, 0, 2, 0, 0, 1, -1, 0.25).buffer;
    // Calibrated on inputs −1 to 2.75 (s = ¼, z = 4) and on hidden ones 0 to 3.75 (s = ¼, z = 0).
    const calibration = [tensor([-1, 1.875], [1, 2]), tensor([2.75, 0], [1, 2])];
    const images = tensor([0.3, 0.6, 9, -9], [2, 2]);
    await withNetworks(
      { ...file, weightData },
      calibration,
      { bits: 4, range: 'minmax' },
      (quantized) => {
        const [input, hidden] = quantized.activations;
        expect([...input!.parameters.scales, ...input!.parameters.zeroPoints!]).toEqual([0.25, 4]);
        expect([...hidden!.parameters.scales, ...hidden!.parameters.zeroPoints!]).toEqual([
          0.25, 0,
        ]);
        // (0.3, 0.6) becomes (¼, ½), the hidden (¼, 1); (9, −9) is clamped to (2.75, −1), then (2.75, 0).
        expect(read(quantized, images)).toEqual([0.25 - 1 + 0.25, 2.75 + 0.25]);
      },
    );
    [...calibration, images].forEach((held) => held.dispose());
  });

  test('in b bits a tensor has at most 2ᵇ values', async () => {
    const file = await fileOf([
      layers.conv2d({
        inputShape: [9, 9, 2],
        filters: 3,
        kernelSize: 2,
        activation: 'relu',
        kernelInitializer: tf.initializers.randomUniform({ minval: 0, maxval: 1, seed: 1 }),
      }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 48, useBias: false, kernelInitializer: 'identity' }),
    ]);
    const images = randomImages(8, 1);
    await withNetworks(file, [images], { bits: 4, range: 'minmax' }, (quantized, float) => {
      expect(new Set(read(float, images)).size).toBeGreaterThan(100);
      expect(new Set(read(quantized, images)).size).toBeLessThanOrEqual(16);
    });
    images.dispose();
  });

  describe('random networks', () => {
    // Software WebGL compiles programs for a second or two a network.
    const SEEDS = Array.from({ length: backend === 'webgl' ? 3 : 25 }, (_, seed) => seed);

    test.each(SEEDS)('network %i loses little in 8 bits, by each choice of range', async (seed) => {
      const file = await randomFile(seed);
      const images = randomImages(6, seed);
      for (const range of METHODS) {
        await withNetworks(file, [images], { bits: 8, range }, (quantized, float) => {
          const before = read(float, images);
          const after = read(quantized, images);
          const spread = Math.max(...before.map(Math.abs));
          expect(after).toHaveLength(6 * CLASSES);
          after.forEach((value, i) =>
            expect(Math.abs(value - before[i]!)).toBeLessThan(0.1 * spread),
          );
        });
      }
      images.dispose();
    });
  });

  test('calibration in several batches is that in one', async () => {
    const file = await randomFile(2);
    const images = randomImages(6, 2);
    const halves = [slice(images, [0], [2]), slice(images, [2], [4])];
    const parameters: unknown[] = [];
    for (const batches of [[images], halves]) {
      await withNetworks(file, batches, { bits: 8, range: 'mse' }, ({ activations }) => {
        parameters.push(activations);
      });
    }
    expect(parameters[1]).toEqual(parameters[0]);
    [images, ...halves].forEach((held) => held.dispose());
  });

  test('as many tensors are left as there were, also when it is cancelled', async () => {
    const network = await Network.load(await randomFile(4));
    const batches = [randomImages(2, 1), randomImages(3, 2)];
    const { numTensors } = memory();
    const quantized = await ActivationQuantizedNetwork.calibrate(network, batches, INT8, between);
    quantized.logits(batches[0]!).dispose();
    expect(memory().numTensors).toBe(numTensors);
    let calls = 0;
    const cancelled = ActivationQuantizedNetwork.calibrate(network, batches, INT8, () =>
      ++calls > 5 ? Promise.reject(new Error('cancelled')) : Promise.resolve(),
    );
    await expect(cancelled).rejects.toThrow('cancelled');
    expect(memory().numTensors).toBe(numTensors);
    [...batches, network].forEach((held) => held.dispose());
  });

  test('an activation that is not finite is refused with its layer', async () => {
    const file = await fileOf([
      layers.dense({ inputShape: [1], units: 1, name: 'a' }),
      layers.dense({ units: 1, name: 'b' }),
    ]);
    const weightData = Float32Array.of(3e38, 0, 1, 0).buffer;
    const images = tensor([1, 2, 3], [3, 1]);
    const { numTensors } = memory();
    await expect(
      withNetworks({ ...file, weightData }, [images], INT8, () => undefined),
    ).rejects.toThrow('2 of 3 activations of a are not finite.');
    // The network is the caller's; nothing else is left.
    expect(memory().numTensors).toBe(numTensors + 4);
    images.dispose();
  });
});
