import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStep } from '../../src/core/step-text';
import type { Report } from '../../src/core/report';
import { stepsOf, type Examination } from '../../src/engine/examination';
import type { Subject } from '../../src/engine/subject';
import { HOOKS } from '../hooks';
import { examineShipped, shippedSubject } from '../shipped';

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
