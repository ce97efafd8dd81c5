import '@tensorflow/tfjs-backend-cpu';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { findBackend, memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawImages } from '../../../src/tasks/digits/splits';
import type { Step } from '../../../src/core/recipe';
import type { Prediction, Report } from '../../../src/core/report';
import { fetchModel } from '../../../src/shelf/assets';
import { Examination } from '../../../src/engine/examination';
import { timeLayers } from '../../../src/engine/layer-timer';
import type { Place } from '../../../src/core/place';
import { Subject } from '../../../src/engine/subject';
import { HOOKS, tunerOn } from '../../hooks';
// The page's own choice of kernels: one that is missing fails here.
import '../../../src/run/tfjs/webgl';

const MODEL = 'lenet-300-100';
const IMAGES = 100;
const between = () => Promise.resolve();

const RECIPES: { name: string; steps: Step[] }[] = [
  { name: 'the model as trained', steps: [] },
  {
    name: '90% pruned and 4 bits',
    steps: [
      { kind: 'prune', method: 'magnitude', scope: 'global', sparsity: 0.9 },
      { kind: 'quantize', bits: 4, granularity: 'channel', scheme: 'symmetric' },
    ],
  },
  {
    name: '30% at random in each layer and 3 bits, asymmetric',
    steps: [
      { kind: 'prune', method: 'random', scope: 'layer', sparsity: 0.3 },
      { kind: 'quantize', bits: 3, granularity: 'tensor', scheme: 'asymmetric' },
    ],
  },
];

/** Where a machine with a GPU works, and one whose WebGL is drawn in software. */
const GPU: Place = { weights: 'webgl', inference: 'webgl' };
const PLACES: Place[] = [GPU, { weights: 'webgl', inference: 'cpu' }];

async function subjectAt(place: Place, model = MODEL, keepBatchNorm = false): Promise<Subject> {
  const digits = drawImages('test', 0, IMAGES);
  return Subject.create(await fetchModel(model), place, digits, tunerOn(place), keepBatchNorm);
}

async function examine(place: Place, model = MODEL, keepBatchNorm = false): Promise<Examination> {
  return Examination.create(await subjectAt(place, model, keepBatchNorm), between);
}

const classes = ({ before, after }: Prediction) => [before, after];

async function run(
  exam: Examination,
  steps: Step[],
  measure: 'accuracy' | 'full',
): Promise<Report> {
  let last: Report | undefined;
  await exam.run({ model: MODEL, steps }, measure, {
    ...HOOKS,
    report: (r) => (last = r),
  });
  return last!;
}

describe.each(PLACES)('weights on $weights, inference on $inference', (place) => {
  let exam: Examination;
  let reference: Report[];

  beforeAll(async () => {
    const plain = await examine({ weights: 'cpu', inference: 'cpu' });
    reference = [];
    for (const { steps } of RECIPES) reference.push(await run(plain, steps, 'accuracy'));
    plain.dispose();
    exam = await examine(place);
  });

  afterAll(() => exam.dispose());

  test.each(RECIPES)('$name: the same bytes, weights and answers as on the CPU', async (recipe) => {
    const report = await run(exam, recipe.steps, 'accuracy');
    const expected = reference[RECIPES.indexOf(recipe)]!;
    expect(report.size).toEqual(expected.size);
    expect(report.tensors).toEqual(expected.tensors);
    expect(report.sparsity).toEqual(expected.sparsity);
    expect(report.predictions.map(classes)).toEqual(expected.predictions.map(classes));
    report.predictions.forEach(({ probabilities }, i) => {
      const { label, answer } = probabilities!;
      const reference = expected.predictions[i]!.probabilities!;
      expect(Math.abs(label.after - reference.label.after)).toBeLessThan(1e-6);
      expect(Math.abs(answer.before - reference.answer.before)).toBeLessThan(1e-6);
    });
  });

  test('runs leave as many tensors and GPU bytes as before, latency included', async () => {
    const { steps } = RECIPES[1]!;
    const before = await run(exam, steps, 'accuracy');
    const { numTensors } = memory();
    const { latency, int8 } = await run(exam, steps, 'full');
    expect(latency.map(({ batch }) => batch)).toEqual([1, 100]);
    expect(memory().numTensors).toBe(numTensors);
    const after = await run(exam, steps, 'accuracy');
    expect(after.memory).toEqual(before.memory);
    if (place !== GPU) {
      expect(int8).toBeUndefined();
      return;
    }
    const { layers, weightBytes } = int8!;
    expect(layers).toEqual(['fc1', 'fc2', 'fc3']);
    expect(weightBytes.float32).toBe(4 * 266_200);
    // The last layer's ten outputs take three texels of four.
    expect(weightBytes.int8).toBe(235_200 + 30_000 + 1_200);
  });

  test('smaller networks leave as many tensors and GPU bytes as before', async () => {
    const structured = (sparsity: number): Step[] => [
      { kind: 'prune', method: 'structured', scope: 'layer', sparsity },
      { kind: 'quantize', bits: 8, granularity: 'channel', scheme: 'symmetric' },
    ];
    const plain = await run(exam, [], 'accuracy');
    const first = await run(exam, structured(0.5), 'accuracy');
    expect(first.macs.after).toBe(784 * 150 + 150 * 50 + 50 * 10);
    await run(exam, structured(0.3), 'accuracy');
    const again = await run(exam, structured(0.5), 'accuracy');
    expect(again.memory).toEqual(first.memory);
    expect(again.predictions).toEqual(first.predictions);
    const last = await run(exam, [], 'accuracy');
    expect(last.memory).toEqual(plain.memory);
    expect(last.predictions).toEqual(plain.predictions);
  });

  test('every technique leaves as many tensors and GPU bytes as before', async () => {
    const techniques: Step[] = [
      { kind: 'equalize' },
      { kind: 'prune', method: 'magnitude', scope: 'group', sparsity: 0.5 },
      { kind: 'cluster', clusters: 16, init: 'density' },
      { kind: 'correct' },
      { kind: 'activations', bits: 8, range: 'percentile', images: 'digits' },
    ];
    // The equalized masters and the calibration images are made once, and stay.
    const first = await run(exam, techniques, 'accuracy');
    const second = await run(exam, techniques, 'accuracy');
    expect(second.memory).toEqual(first.memory);
    expect(second.techniques).toEqual({
      batchNorm: 'none',
      equalized: ['fc1', 'fc2', 'fc3'],
      corrected: ['fc1', 'fc2', 'fc3'],
      activations: ['input', 'fc1', 'fc2'],
      silent: [],
    });
    // What the steps change for one run is taken back for the next.
    const plain = await run(exam, [], 'accuracy');
    expect(plain.accuracy.change.changed).toBe(0);
    expect(plain.size.after).toEqual(plain.size.before);
    expect(plain.memory).toEqual(first.memory);
  });
});

describe('the kernels that the page brings for a GPU', () => {
  const techniques: Step[] = [
    { kind: 'equalize' },
    { kind: 'quantize', bits: 8, granularity: 'tensor', scheme: 'symmetric' },
    { kind: 'correct' },
    { kind: 'activations', bits: 8, range: 'minmax', images: 'digits' },
  ];

  test.each([
    { model: 'lenet-5', keep: false },
    { model: 'ds-cnn', keep: false },
    { model: 'ds-cnn', keep: true },
  ])('run $model whole, and with every technique; batch norm kept: $keep', async (studied) => {
    const { model, keep } = studied;
    const exam = await examine(GPU, model, keep);
    const { accuracy } = await run(exam, techniques, 'accuracy');
    expect(accuracy.before.accuracy).toBeGreaterThan(0.95);
    expect(accuracy.after.accuracy).toBeGreaterThan(0.9);
    exam.dispose();
  });

  test('layers timed alone leave as many tensors and GPU bytes as before', async () => {
    const subject = await subjectAt(GPU);
    const gpuBytes = () => (findBackend('webgl') as MathBackendWebGL).memory().numBytesInGPU;
    // Weights go to the GPU when they are first used.
    const images = subject.batchOf(IMAGES);
    for (const side of ['before', 'after'] as const) subject.answer(side, images);
    images.dispose();
    const { numTensors } = memory();
    const bytes = gpuBytes();
    const times = await timeLayers(subject, false, { between, seen: () => Promise.resolve(0) });
    expect(memory().numTensors).toBe(numTensors);
    expect(gpuBytes()).toBe(bytes);
    subject.dispose();
    for (const { before, after } of times) {
      expect(before.map(({ name }) => name)).toEqual(['flatten', 'fc1', 'fc2', 'fc3']);
      expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
    }
  });
});
