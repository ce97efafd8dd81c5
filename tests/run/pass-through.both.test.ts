import { memory, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { ActivationQuantizedNetwork } from '../../src/run/activations';
import { Network } from '../../src/run/network';
import { passThrough } from '../../src/run/pass-through';
import { BACKENDS, use } from '../backend';
import { randomFile, randomImages } from '../graph/networks';

const SEEDS = [1, 2, 3, 4];

describe.each(BACKENDS)('images sent through the layers on %s', (backend) => {
  beforeAll(() => use(backend));

  test.each(SEEDS)('of network %i come out as its logits, every layer seen once', async (seed) => {
    const network = await Network.load(await randomFile(seed));
    const images = randomImages(3, seed);
    const { numTensors } = memory();
    const seen: string[] = [];
    let last: number[] = [];
    const logits = passThrough(network.sequence(), images, {
      visit: ({ name }, output) => {
        seen.push(name);
        last = [...output.dataSync()];
      },
    });
    const whole = tidy(() => [...network.logits(images).dataSync()]);
    expect([...logits.dataSync()]).toEqual(last);
    last.forEach((value, i) => expect(value).toBeCloseTo(whole[i]!, 5));
    expect(seen).toEqual(network.sequence().map(({ name }) => name));
    logits.dispose();
    expect(memory().numTensors).toBe(numTensors);
    network.dispose();
    images.dispose();
  });

  test('ranges around a network of the same weights give the same answers', async () => {
    const file = await randomFile(5);
    const [one, other] = [await Network.load(file), await Network.load(file)];
    const images = randomImages(2, 6);
    const quantized = await ActivationQuantizedNetwork.calibrate(
      one,
      [images],
      { bits: 4, range: 'minmax' },
      () => Promise.resolve(),
    );
    const read = (network: ActivationQuantizedNetwork) =>
      tidy(() => [...network.logits(images).dataSync()]);
    expect(read(quantized.around(other))).toEqual(read(quantized));
    for (const network of [one, other]) network.dispose();
    images.dispose();
  });
});
