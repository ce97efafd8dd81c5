import { memory, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { Random } from '../../src/core/random';
import { Network } from '../../src/run/network';
import { Stages } from '../../src/run/stages';
import { randomFile, randomImages } from '../graph/networks';

beforeAll(() => setBackend('cpu'));

test('answers as the whole network does, whichever kernels have changed, and leaves no tensor behind', async () => {
  const random = new Random('stages');
  for (let seed = 0; seed < 6; seed++) {
    const network = await Network.load(await randomFile(seed));
    const batches = [randomImages(3, seed), randomImages(2, seed + 100)];
    const whole = (batch: number) => tidy(() => network.logits(batches[batch]!).dataSync());
    const alive = memory().numTensors;
    const stages = new Stages(network.sequence(), batches);
    for (let change = 0; change < 8; change++) {
      // A batch may be left out for a while.
      const read = change % 3 === 1 ? [1] : [0, 1];
      for (const batch of read) expect(stages.logits(batch)).toEqual(whole(batch));
      const kernel = random.integer(network.kernels.length);
      const { shape } = network.kernels[kernel]!;
      const values = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
        random.normal(),
      );
      network.writeKernel(kernel, tensor(values, shape));
      stages.changed(kernel);
    }
    stages.dispose();
    expect(memory().numTensors).toBe(alive);
    expect(batches[0]!.isDisposed).toBe(false);
    batches.forEach((batch) => batch.dispose());
    network.dispose();
  }
});
