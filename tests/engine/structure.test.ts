import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LayerPicture } from '../../src/core/pictures/layer-picture';
import type { Step } from '../../src/core/recipe';
import type { Report } from '../../src/core/report';
import type { PruneStep } from '../../src/core/steps/prune';
import type { Examination } from '../../src/engine/examination';
import { examineShipped } from '../shipped';
import { HOOKS } from '../hooks';

const structured = (sparsity: number, change: Partial<PruneStep> = {}): Step => ({
  kind: 'prune',
  method: 'structured',
  scope: 'layer',
  sparsity,
  ...change,
});
const int8: Step = { kind: 'quantize', bits: 8, granularity: 'channel', scheme: 'symmetric' };

describe('LeNet-5 on WebAssembly', () => {
  let exam: Examination;
  let pictures: readonly LayerPicture[] = [];

  beforeAll(async () => {
    exam = await examineShipped('lenet-5');
  });

  afterAll(() => exam.dispose());

  async function run(...steps: Step[]): Promise<Report> {
    let last: Report | undefined;
    await exam.run({ model: 'lenet-5', steps }, 'accuracy', {
      ...HOOKS,
      report: (report, shown) => {
        last = report;
        pictures = shown ?? pictures;
      },
    });
    return last!;
  }

  test('without 30% of each hidden layer is a smaller network in every figure', async () => {
    const report = await run(structured(0.3), int8);
    // 14 and 35 filters and 350 neurons are left.
    const kernels = 25 * 14 + 25 * 14 * 35 + 16 * 35 * 350 + 350 * 10;
    const biases = 14 + 35 + 350 + 10;
    expect(report.parameters).toEqual({ kernels, others: biases });
    expect(report.macs).toEqual({ before: 2_293_000, after: 1_185_100 });
    expect(report.size.after.dense).toBe(kernels + 4 * biases + 4 * biases);
    expect(report.sparsity).toEqual({
      requested: 0.3,
      achieved: (430_500 - kernels) / 430_500,
      pruned: 430_500 - kernels,
    });
    expect(report.structure!.keptOne).toEqual([]);
    expect(
      report.structure!.removed.map(({ name, units, of }) => [name, units.length, of]),
    ).toEqual([
      ['conv1', 6, 20],
      ['conv2', 15, 50],
      ['fc1', 150, 500],
    ]);
    expect(report.tensors.map(({ shape }) => shape)).toEqual([
      [5, 5, 1, 14],
      [5, 5, 14, 35],
      [560, 350],
      [350, 10],
    ]);
    expect(pictures.map(({ name }) => name)).toEqual(['conv1', 'conv2', 'fc1', 'fc2']);
    expect(report.accuracy.after.accuracy).toBeGreaterThan(0.97);
  });

  test('is whole again in the next run', async () => {
    const { structure, macs, size, accuracy } = await run();
    expect(structure).toBeUndefined();
    expect(macs).toEqual({ before: 2_293_000, after: 2_293_000 });
    expect(size.after).toEqual(size.before);
    expect(accuracy.change.changed).toBe(0);
  });

  test('keeps one unit a layer at sparsity 1, and says so', async () => {
    const { structure, parameters } = await run(structured(1, { scope: 'global' }));
    expect(structure!.keptOne).toEqual(['conv1', 'conv2', 'fc1']);
    expect(parameters.kernels).toBe(25 + 25 + 16 + 10);
  });

  test('a refused sparsity leaves the next run as it would have been', async () => {
    const before = await run(structured(0.5));
    await expect(run(structured(0.5, { layers: { fc2: 0.5 } }))).rejects.toThrow(
      'There is no layer fc2 to prune',
    );
    expect(await run(structured(0.5))).toEqual(before);
  });

  test('smaller networks leave no tensors behind', async () => {
    const plain = await run();
    for (const sparsity of [0.2, 0.8, 0.8, 0.5]) {
      await run(structured(sparsity), int8);
      await run({ kind: 'equalize' }, structured(sparsity));
    }
    const { numTensors } = memory();
    await run(structured(0.6));
    expect(memory().numTensors).toBe(numTensors);
    expect((await run()).predictions).toEqual(plain.predictions);
  });
});

describe('DS-CNN on WebAssembly', () => {
  async function run(exam: Examination, ...steps: Step[]): Promise<Report> {
    let last: Report | undefined;
    await exam.run({ model: 'ds-cnn', steps }, 'accuracy', {
      ...HOOKS,
      report: (report) => (last = report),
    });
    return last!;
  }

  test('prunes the share asked for of what is not depthwise', async () => {
    const exam = await examineShipped('ds-cnn');
    const prune: Step = { kind: 'prune', method: 'magnitude', scope: 'global', sparsity: 0.9 };
    const { sparsity, tensors } = await run(exam, prune);
    exam.dispose();
    const weights = (of: typeof tensors) => of.reduce((sum, tensor) => sum + tensor.weights, 0);
    const prunable = weights(tensors.filter(({ depthwise }) => !depthwise));
    expect(prunable).toBeLessThan(weights(tensors));
    expect(sparsity.prunable).toBe(prunable);
    expect(sparsity.pruned).toBe(Math.round(0.9 * prunable));
    expect(sparsity.achieved).toBe(sparsity.pruned / weights(tensors));
  });

  test('loses the channels of depthwise layers too, and leaves no tensors behind', async () => {
    const { numTensors } = memory();
    const exam = await examineShipped('ds-cnn');
    const { structure, tensors } = await run(exam, structured(0.25), int8);
    exam.dispose();
    expect(memory().numTensors).toBe(numTensors);
    const widths = structure!.removed.map(({ units, of }) => of - units.length);
    expect(widths).toEqual([12, 24, 48, 48, 96]);
    expect(tensors.map(({ shape }) => shape.slice(2).join())).toEqual([
      ...['1,12', '12,1', '12,24', '24,1', '24,48', '48,1', '48,48', '48,1', '48,96'],
      '',
    ]);
    expect(tensors.at(-1)!.shape).toEqual([96, 10]);
  });

  test('gains most of its accuracy back where biases are corrected by what all units gave', async () => {
    const exam = await examineShipped('ds-cnn');
    const step = structured(0.1, { scope: 'global' });
    const plain = await run(exam, step);
    const corrected = await run(exam, step, { kind: 'correct' });
    exam.dispose();
    expect(plain.accuracy.after.accuracy).toBeLessThan(0.7);
    expect(corrected.accuracy.after.accuracy).toBeGreaterThan(0.9);
  });
});
