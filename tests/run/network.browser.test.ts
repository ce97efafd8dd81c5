import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchModel } from '../../src/shelf/assets';
import { Network } from '../../src/run/network';
import { BACKENDS, use } from '../backend';

describe.each(BACKENDS)('a network on %s', (backend) => {
  let network: Network;

  beforeAll(async () => {
    await use(backend);
    network = await Network.load(await fetchModel('lenet-5'));
  });

  afterAll(() => network.dispose());

  test('has the same weights in as many tensors after they are moved', () => {
    const before = network.readKernels();
    const { numTensors } = memory();
    network.moveKernels();
    network.moveKernels();
    expect(network.readKernels()).toEqual(before);
    expect(memory().numTensors).toBe(numTensors);
  });
});
