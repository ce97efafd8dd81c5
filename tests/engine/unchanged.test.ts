import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeFile } from '../../src/core/encode/file';
import { readStep } from '../../src/core/step-text';
import type { Report } from '../../src/core/report';
import { Examination, stepsOf } from '../../src/engine/examination';
import type { Subject } from '../../src/engine/subject';
import type { ModelFile } from '../../src/graph/model-file';
import { fromFloat32, joinWeights, splitWeights, toFloat32 } from '../../src/graph/weight-file';
import { HOOKS } from '../hooks';
import { examineShipped, readModel, shippedSubject, subjectOf } from '../shipped';

const MODEL = 'lenet-300-100';
const recipe = (text: string) => ({
  model: MODEL,
  steps: text === '' ? [] : text.split('+').map((part) => readStep(part).step!),
});

describe('a network is the one before', () => {
  let subject: Subject;

  beforeAll(async () => {
    subject = await shippedSubject(MODEL);
  });
  afterAll(() => subject.dispose());

  test.each([
    ['', true],
    ['prune(magnitude,global,0)', true],
    ['prune(structured,layer,0)', true],
    // Trained to travel light: the shipped weights are float16 already.
    ['float16()', true],
    // Simulated, so that the network which is timed has none.
    ['activations(8,minmax)', true],
    // There is no mean to be corrected where no weight has changed.
    ['correct()', true],
    ['prune(magnitude,global,0.00001)', false],
    ['quantize(8,channel,symmetric)', false],
    ['prune(structured,layer,0.5)', false],
    ['', true],
  ])('after "%s": %s', async (steps, same) => {
    await subject.compress(stepsOf(recipe(steps)), HOOKS);
    expect(subject.isUnchanged()).toBe(same);
  });
});

describe('weights that a GPU would flush to 0', () => {
  let exam: Examination;

  beforeAll(async () => {
    exam = await Examination.create(
      await subjectOf(withFirstWeights('fc1/kernel', [1e-40, -1e-45, -0])),
      () => Promise.resolve(),
    );
  });
  afterAll(() => exam.dispose());

  async function run(steps: string): Promise<Report> {
    let last: Report | undefined;
    await exam.run(recipe(steps), 'accuracy', { ...HOOKS, report: (report) => (last = report) });
    return last!;
  }

  test.each(['', 'prune(magnitude,global,0)', 'quantize(8,channel,symmetric,fc1:float32)'])(
    'are those of the file after "%s"',
    async (steps) => {
      const { tensors, size } = await run(steps);
      expect(tensors[0]).not.toHaveProperty('sqnr');
      expect(tensors[0]!.maxError).toBe(0);
      if (!steps.startsWith('quantize')) expect(size.after).toEqual(size.before);
      const { kernels } = await decodeFile(await exam.exportFile());
      expect([...kernels[0]!.weights.subarray(0, 2)]).toEqual(
        [1e-40, -1e-45].map((weight) => Math.fround(weight)),
      );
    },
  );

  test('are lost, and count as lost, where a step codes them', async () => {
    // All others are float16 as shipped.
    const [fc1] = (await run('float16()')).tensors;
    expect(fc1!.maxError).toBe(Math.fround(1e-40));
    expect(fc1!.sqnr).toBeGreaterThan(0);
    expect(fc1!.warnings).toEqual([{ kind: 'underflow', weights: 2 }]);
  });
});

/** The shipped model as float32, its first weights in one tensor being others. */
function withFirstWeights(name: string, values: readonly number[]): ModelFile {
  const file = readModel(MODEL);
  const weights = [...splitWeights(file.weightSpecs, file.weightData).values()].map((stored) => {
    const floats = toFloat32(stored);
    if (stored.spec.name === name) floats.set(values);
    return fromFloat32(stored.spec.name, stored.spec.shape, floats);
  });
  return { ...file, ...joinWeights(weights) };
}

describe('a full run', () => {
  let exam: Examination;

  beforeAll(async () => {
    exam = await examineShipped(MODEL);
  });
  afterAll(() => exam.dispose());

  async function run(steps: string): Promise<Report> {
    let last: Report | undefined;
    await exam.run(recipe(steps), 'full', { ...HOOKS, report: (report) => (last = report) });
    return last!;
  }

  test.each(['', 'prune(magnitude,global,0)'])(
    'of "%s" times one network, and calls it identical at every batch size',
    async (steps) => {
      const { numTensors } = memory();
      const { latency } = await run(steps);
      expect(latency.map(({ batch }) => batch)).toEqual([1, 100]);
      for (const { identical, measurable, before, after, ratio, timings } of latency) {
        expect([identical, measurable]).toEqual([true, false]);
        expect(after).toEqual(before);
        expect(before.median).toBeGreaterThan(0);
        expect(ratio).toEqual({ median: 1, low: 1, high: 1 });
        expect(timings.after).toEqual([]);
      }
      expect(memory().numTensors).toBe(numTensors);
    },
  );

  test('of another network times both', async () => {
    const { latency } = await run('quantize(8,channel,symmetric)');
    for (const { identical, pairs, timings } of latency) {
      expect(identical).toBeUndefined();
      expect(timings.after).toHaveLength(pairs);
    }
  });
});
