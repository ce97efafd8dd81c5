import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PIXELS } from '../../src/tasks/digits/frame';
import { drawTestSet } from '../../src/tasks/digits/splits';
import type { Step } from '../../src/core/recipe';
import { readStep } from '../../src/core/step-text';
import type { Report } from '../../src/core/report';
import type { Examination } from '../../src/engine/examination';
import { cardOf, CARDS } from '../../src/shelf/cards';
import { examineShipped } from '../shipped';
import { HOOKS } from '../hooks';

const int8: Step = { kind: 'quantize', bits: 8, granularity: 'channel', scheme: 'symmetric' };
const prune = (sparsity: number): Step => ({
  kind: 'prune',
  method: 'magnitude',
  scope: 'global',
  sparsity,
});

/** Kernel weights, biases, and scales of one a channel, counted by hand from the layers' shapes. */
const MODELS = [
  {
    id: 'lenet-300-100',
    kernels: 784 * 300 + 300 * 100 + 100 * 10,
    biases: 300 + 100 + 10,
    atLeast: 0.98,
  },
  {
    id: 'lenet-5',
    kernels: 5 * 5 * 1 * 20 + 5 * 5 * 20 * 50 + 800 * 500 + 500 * 10,
    biases: 20 + 50 + 500 + 10,
    atLeast: 0.99,
  },
];

test.each(CARDS)('$id answers as its card says, in the bytes that its card says', async (card) => {
  const exam = await examineShipped(card.id);
  let last: Report | undefined;
  await exam.run({ model: card.id, steps: [] }, 'accuracy', {
    ...HOOKS,
    report: (report) => (last = report),
  });
  exam.dispose();
  expect(last!.accuracy.before.correct).toBe(card.accuracy.test.correct);
  expect(last!.size.before.dense).toBe(4 * card.foldedParameters);
  expect(last!.size.after).toEqual(last!.size.before);
  expect(last!.accuracy.change.changed).toBe(0);
});

describe.each(MODELS)('$id, as shipped', ({ id, kernels, biases, atLeast }) => {
  let exam: Examination;

  beforeAll(async () => {
    exam = await examineShipped(id);
  });

  afterAll(() => exam.dispose());

  async function run(...steps: Step[]): Promise<Report> {
    let last: Report | undefined;
    await exam.run({ model: id, steps }, 'accuracy', {
      ...HOOKS,
      report: (report) => (last = report),
    });
    return last!;
  }

  test('is as accurate as its card says, and as it should be', async () => {
    const { accuracy, size, parameters } = await run();
    expect(accuracy.after.correct).toBe(cardOf(id).accuracy.test.correct);
    expect(accuracy.after.accuracy).toBeGreaterThanOrEqual(atLeast);
    expect(accuracy.change).toEqual({ gained: 0, lost: 0, changed: 0, pValue: 1 });
    expect(parameters).toEqual({ kernels, others: biases });
    expect(size.after).toEqual(size.before);
    expect(size.before.dense).toBe(4 * (kernels + biases));
  });

  test('loses at most 0.2 points in int8 per channel, at 0.26 of the size', async () => {
    const { accuracy, size, tensors } = await run(int8);
    expect(accuracy.before.correct - accuracy.after.correct).toBeLessThanOrEqual(
      0.002 * accuracy.after.images,
    );
    expect(size.after.dense).toBe(kernels + 4 * biases + 4 * biases);
    expect(size.after.dense / size.before.dense).toBeLessThanOrEqual(0.26);
    for (const { maxErrorInScales } of tensors) expect(maxErrorInScales).toBeLessThan(0.501);
  });

  test('loses at most 1 point with half of its weights pruned, and no dense byte', async () => {
    const { accuracy, size, sparsity } = await run(prune(0.5));
    expect(accuracy.before.correct - accuracy.after.correct).toBeLessThanOrEqual(
      0.01 * accuracy.after.images,
    );
    expect(size.after.dense).toBe(size.before.dense);
    expect(size.after.deflate).toBeLessThan(size.before.deflate);
    expect(sparsity.achieved * kernels).toBeCloseTo(Math.round(0.5 * kernels), 6);
  });

  test('a point is what a run without trainings is, and leaves the file as it was', async () => {
    await run(prune(0.5));
    const file = await exam.exportFile();
    const reports: Report[] = [];
    const finetune = readStep('finetune(1)').step!;
    await exam.run({ model: id, steps: [prune(0.9), finetune, int8] }, 'point', {
      ...HOOKS,
      report: (report, pictures) => {
        reports.push(report);
        expect(pictures).toBeUndefined();
      },
    });
    expect(reports).toHaveLength(1);
    expect(await exam.exportFile()).toEqual(file);
    const { accuracy, size, recipe } = await run(prune(0.9), int8);
    expect(reports[0]).toMatchObject({ accuracy, size, recipe, tunings: [] });
  });

  test('has as many tensors after twenty runs as before', async () => {
    await run(prune(0.9), int8);
    const { numTensors } = memory();
    for (let i = 0; i < 20; i++) {
      await run(...(i % 3 ? [prune(i / 20)] : []), ...(i % 2 ? [int8] : []));
    }
    expect(memory().numTensors).toBe(numTensors);
  });

  test('a run that is cancelled changes neither tensors nor the next run', async () => {
    const reference = await run(prune(0.8));
    const { numTensors } = memory();
    let calls = 0;
    const cancelled = exam.run({ model: id, steps: [int8] }, 'full', {
      ...HOOKS,
      between: () => (++calls > 3 ? Promise.reject(new Error('cancelled')) : Promise.resolve()),
      report: () => undefined,
    });
    await expect(cancelled).rejects.toThrow('cancelled');
    expect(memory().numTensors).toBe(numTensors);
    expect((await run(prune(0.8))).accuracy).toEqual(reference.accuracy);
  });

  test('at rest every encoding is counted, and the dense one takes what the size says', async () => {
    const reports: Report[] = [];
    let enough = false;
    const run = exam.run({ model: id, steps: [prune(0.9), int8] }, 'full', {
      ...HOOKS,
      // The latency is of no interest here.
      between: () => (enough ? Promise.reject(new Error('enough')) : Promise.resolve()),
      report: (report) => {
        reports.push(report);
        enough = report.ledger !== undefined;
      },
    });
    await expect(run).rejects.toThrow('enough');
    const { ledger, size } = reports.at(-1)!;
    const bytesOf = (name: string) => ledger!.rows.find(({ encoding }) => encoding === name)?.bytes;
    expect(ledger!.rows).toHaveLength(9);
    expect(bytesOf('dense')).toBe(size.after.dense);
    expect(bytesOf('deflate')).toBe(size.after.deflate);
    expect(bytesOf('bitmask')).toBeLessThan(0.4 * size.after.dense);
    expect(ledger!.entropyBytes).toBeLessThan(bytesOf('huffman')!);
    expect(bytesOf('adaptive')).toBeLessThan(bytesOf('relativeHuffman')!);
  });

  test('is asked about single digits: the answers of the run, and of no point after it', async () => {
    const { pixels } = drawTestSet();
    const image = (index: number) => pixels.slice(index * PIXELS, (index + 1) * PIXELS);
    const { predictions } = await run(prune(0.95), int8);
    const point = { model: id, steps: [prune(0.5)] };
    await exam.run(point, 'point', { ...HOOKS, report: () => undefined });
    for (const { index, label, before, after, probabilities } of predictions.slice(0, 30)) {
      const answer = await exam.ask('probabilities', image(index));
      for (const side of ['before', 'after'] as const) {
        const likeliest = Math.max(...answer[side]);
        expect(answer[side].indexOf(likeliest)).toBe({ before, after }[side]);
        expect(Math.abs(likeliest - probabilities!.answer[side])).toBeLessThan(1e-6);
        expect(Math.abs(answer[side][label]! - probabilities!.label[side])).toBeLessThan(1e-6);
      }
    }
    const layers = await exam.ask('activations', image(0));
    expect(layers.at(-1)!.after.shape).toEqual([10]);
    expect(layers.at(-1)!.difference).toBeGreaterThan(0);
  });

  test('has as many tensors after questions as before them, once there is a new run', async () => {
    await run(prune(0.9));
    const { numTensors } = memory();
    const image = new Uint8Array(PIXELS).fill(100);
    await exam.ask('probabilities', image);
    const asked = memory().numTensors;
    for (let i = 0; i < 5; i++) {
      await exam.ask('probabilities', image);
      await exam.ask('activations', image);
    }
    expect(memory().numTensors).toBe(asked);
    await run(prune(0.9));
    expect(memory().numTensors).toBe(numTensors);
  });

  test('a preview compares both networks on the first images, and keeps what all gave before', async () => {
    let preview: Report | undefined;
    await exam.run({ model: id, steps: [prune(0.95)] }, 'preview', {
      ...HOOKS,
      report: (report) => (preview = report),
    });
    const { before, after, change } = preview!.accuracy;
    const whole = await run(prune(0.95));
    expect(before).toEqual(whole.accuracy.before);
    expect(after.images).toBe(250);
    expect(preview!.predictions).toEqual(whole.predictions.slice(0, 250));
    const right = (side: 'before' | 'after') =>
      preview!.predictions.filter((prediction) => prediction[side] === prediction.label).length;
    expect(change.gained - change.lost).toBe(right('after') - right('before'));
  });
});

test('structured and with its activations quantized, a network answers as it was judged', async () => {
  const steps = ['prune(structured,layer,0.5)', 'activations(4,minmax)'].map(
    (text) => readStep(text).step!,
  );
  const exam = await examineShipped('lenet-5');
  let report: Report | undefined;
  await exam.run({ model: 'lenet-5', steps }, 'accuracy', {
    ...HOOKS,
    report: (r) => (report = r),
  });
  const { pixels } = drawTestSet();
  for (const { index, after, probabilities } of report!.predictions.slice(0, 10)) {
    const image = pixels.slice(index * PIXELS, (index + 1) * PIXELS);
    const answer = await exam.ask('probabilities', image);
    expect(answer.after.indexOf(Math.max(...answer.after))).toBe(after);
    expect(Math.abs(answer.after[after]! - probabilities!.answer.after)).toBeLessThan(1e-6);
  }
  exam.dispose();
});

test('nothing can be asked before a network was compressed', async () => {
  const exam = await examineShipped('lenet-300-100');
  expect(exam.canAnswer).toBe(false);
  await expect(exam.ask('probabilities', new Uint8Array(PIXELS))).rejects.toThrow(
    'No network has been compressed yet.',
  );
  exam.dispose();
});
