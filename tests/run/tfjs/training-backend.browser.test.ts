import { getBackend, memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawImages } from '../../../src/tasks/digits/splits';
import { fetchModel } from '../../../src/shelf/assets';
import { Examination } from '../../../src/engine/examination';
import '../../../src/run/tfjs/gradients';
import '../../../src/run/tfjs/webgl';
import type { Place } from '../../../src/core/place';
import { Subject } from '../../../src/engine/subject';
import { trainingBackend } from '../../../src/run/tfjs/training-backend';
import { startWasm } from '../../../src/run/tfjs/wasm';
import { HOOKS, tunerOn } from '../../hooks';

const GPU: Place = { weights: 'webgl', inference: 'webgl' };

/** A model on the GPU, and a training of it that is cancelled after so many pauses. */
async function trainable(model: string) {
  const digits = drawImages('test', 0, 250);
  const subject = await Subject.create(await fetchModel(model), GPU, digits, tunerOn(GPU));
  const exam = await Examination.create(subject, () => Promise.resolve());
  const run = (steps: number) => {
    let left = steps;
    return exam.run(
      {
        model,
        steps: [
          { kind: 'prune', method: 'magnitude', scope: 'global', sparsity: 0.9 },
          {
            kind: 'finetune',
            epochs: 0.1,
            pruning: 'gradual',
            optimizer: 'adam',
            rate: 0.002,
            seconds: 0,
            targets: 'teacher',
            mask: 'keep',
          },
        ],
      },
      'accuracy',
      {
        ...HOOKS,
        report: () => undefined,
        tuning: {
          ...HOOKS.tuning,
          pause: () => (left-- > 0 ? Promise.resolve(0) : Promise.reject(new Error('cancelled'))),
        },
      },
    );
  };
  return { exam, run };
}

describe('where the GPU evaluates', () => {
  beforeAll(() => setBackend('webgl'));

  test.each([
    [1, 5, 'wasm'],
    [5, 1, 'webgl'],
  ])('WebAssembly taking %i ms a step and WebGL %i, %s trains', async (wasm, webgl, fastest) => {
    const timed: string[] = [];
    const time = () => {
      timed.push(getBackend());
      return Promise.resolve(getBackend() === 'wasm' ? wasm : webgl);
    };
    expect(await trainingBackend(GPU, startWasm, time)).toBe(fastest);
    expect(timed).toEqual(['wasm', 'webgl']);
    expect(getBackend()).toBe('webgl');
  });

  test('the GPU trains where WebAssembly does not start, untimed', async () => {
    const time = () => Promise.reject(new Error('timed'));
    expect(await trainingBackend(GPU, () => Promise.resolve(false), time)).toBe('webgl');
  });

  // The page's own choice of kernels and gradients: one that is missing fails here.
  test.each(['lenet-300-100', 'lenet-5', 'ds-cnn'])('%s is trained by WebGL', async (model) => {
    const { exam, run } = await trainable(model);
    await expect(run(0)).rejects.toThrow('cancelled');
    exam.dispose();
  });

  test('a training on WebGL that is cancelled leaves tensors and GPU bytes as they were', async () => {
    const { exam, run } = await trainable('lenet-300-100');
    const held = () => {
      const { numTensors, numBytesInGPU } = memory() as ReturnType<typeof memory> & {
        numBytesInGPU: number;
      };
      return { numTensors, numBytesInGPU };
    };
    await expect(run(2)).rejects.toThrow('cancelled');
    const before = held();
    for (const steps of [0, 3, 7]) {
      await expect(run(steps)).rejects.toThrow('cancelled');
      expect(held()).toEqual(before);
    }
    await run(Infinity);
    exam.dispose();
  });
});
