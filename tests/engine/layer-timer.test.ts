import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PruneStep } from '../../src/core/steps/prune';
import { timeLayers } from '../../src/engine/layer-timer';
import type { Subject } from '../../src/engine/subject';
import { HOOKS } from '../hooks';
import { shippedSubject } from '../shipped';

const between = () => Promise.resolve();
const seen = () => Promise.resolve(0);
const half: PruneStep = { kind: 'prune', method: 'structured', scope: 'layer', sparsity: 0.5 };

let subject: Subject;

beforeAll(async () => {
  subject = await shippedSubject('lenet-5');
  await subject.compress({ equalize: false, correct: false, prune: half }, { ...HOOKS, between });
});

afterAll(() => subject.dispose());

test('every layer of both networks is timed alone, at the batch sizes of the latency', async () => {
  const { numTensors } = memory();
  const times = await timeLayers(subject, false, { between, seen });
  expect(memory().numTensors).toBe(numTensors);
  expect(times.map(({ batch }) => batch)).toEqual([1, 100]);
  for (const { rounds, launch, peaks, before, after } of times) {
    expect(peaks.macsPerSecond).toBeGreaterThan(0);
    expect(peaks.moving.map(({ bytes }) => bytes)).toEqual([2 ** 19, 2 ** 21, 2 ** 23, 2 ** 25]);
    expect(rounds).toBe(9);
    expect(launch).toBeGreaterThan(0);
    for (const layers of [before, after]) {
      expect(layers.map(({ name }) => name)).toEqual([
        'conv1',
        'pool1',
        'conv2',
        'pool2',
        'flatten',
        'fc1',
        'fc2',
      ]);
      for (const { low, median, high, share } of layers) {
        expect(low).toBeLessThanOrEqual(median);
        expect(median).toBeLessThanOrEqual(high);
        expect(share).toBeLessThanOrEqual(1);
      }
    }
  }
});

test('flattening moves no values: it is bound by neither arithmetic nor memory', async () => {
  for (const { before, after } of await timeLayers(subject, false, { between, seen })) {
    for (const { bound } of [before[4]!, after[4]!]) expect(['launch', 'none']).toContain(bound);
  }
});

test('a measurement that is cancelled leaves no tensors behind', async () => {
  const { numTensors } = memory();
  for (const last of [1, 8, 12, 30]) {
    let calls = 0;
    const cancelled = timeLayers(subject, false, {
      seen,
      between: () => (++calls > last ? Promise.reject(new Error('cancelled')) : between()),
    });
    await expect(cancelled).rejects.toThrow('cancelled');
    expect(memory().numTensors).toBe(numTensors);
  }
});
