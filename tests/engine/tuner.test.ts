import '../gradients';
import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseLink } from '../../src/core/link';
import { Random } from '../../src/core/random';
import type { Recipe } from '../../src/core/recipe';
import type { Report } from '../../src/core/report';
import type { Examination } from '../../src/engine/examination';
import type { TuningProgress } from '../../src/wire/protocol';
import type { TuningHooks } from '../../src/engine/tuner';
import { memoryStore } from '../checkpoints';
import { HOOKS } from '../hooks';
import { examineShipped } from '../shipped';

const id = 'lenet-300-100';

function recipeOf(steps: string): Recipe {
  const { recipe, problems } = parseLink(`#model=${id}&steps=${steps}`, {
    models: [id],
    defaultModel: id,
  });
  expect(problems).toEqual([]);
  return recipe;
}

async function run(
  exam: Examination,
  steps: string,
  tuning: Partial<TuningHooks> = {},
): Promise<Report> {
  let last: Report | undefined;
  await exam.run(recipeOf(steps), 'accuracy', {
    ...HOOKS,
    report: (report) => (last = report),
    tuning: { ...HOOKS.tuning, ...tuning },
  });
  return last!;
}

describe('trainings of LeNet-300-100', () => {
  let exam: Examination;
  beforeAll(async () => {
    exam = await examineShipped(id);
  });
  afterAll(() => exam.dispose());

  test('bring 95% pruned back within 3 points of the baseline, the zeros kept', async () => {
    const pruned = await run(exam, 'prune(magnitude,global,0.95)');
    const { accuracy, sparsity, tunings, tensors } = await run(
      exam,
      'prune(magnitude,global,0.95)+finetune(2,gradual)',
    );
    expect(pruned.accuracy.after.accuracy).toBeLessThan(0.7);
    expect(accuracy.after.accuracy).toBeGreaterThanOrEqual(accuracy.before.accuracy - 0.03);
    expect(sparsity.pruned).toBe(Math.round(0.95 * 266_200));
    expect(tensors.reduce((zeros, tensor) => zeros + tensor.zeros, 0)).toBe(sparsity.pruned);
    const [tuning] = tunings;
    expect(tuning).toMatchObject({ stage: 'finetune', end: 'finished', images: 20_000 });
    const { points } = tuning!;
    expect(points).toHaveLength(20);
    points.slice(1).forEach((point, i) => {
      expect(point.sparsity).toBeGreaterThanOrEqual(points[i]!.sparsity);
      expect(point.images - points[i]!.images).toBe(1000);
    });
    expect(points.at(-1)!.sparsity).toBeCloseTo(0.95, 5);
  });

  test('through the codes bring 2 bits a channel back within 3 points', async () => {
    const untuned = await run(exam, 'quantize(2,channel,symmetric)');
    const { accuracy, tensors } = await run(exam, 'quantize(2,channel,symmetric)+qat(1)');
    expect(untuned.accuracy.after.accuracy).toBeLessThan(0.5);
    expect(accuracy.after.accuracy).toBeGreaterThanOrEqual(accuracy.before.accuracy - 0.03);
    // −1, 0 and 1 times the channel's scale.
    tensors.forEach(({ distinct }) => expect(distinct).toBeLessThanOrEqual(3));
  });

  test('of a codebook keep its number of values, and the zeros', async () => {
    const steps = 'prune(magnitude,global,0.9)+finetune(0.5)+cluster(8,linear)';
    const before = await run(exam, steps);
    const after = await run(exam, `${steps}+qat(0.5)`);
    after.tensors.forEach(({ distinct, zeros }, i) => {
      expect(distinct).toBeLessThanOrEqual(8);
      expect(zeros).toBe(before.tensors[i]!.zeros);
    });
    expect(after.sparsity).toEqual(before.sparsity);
    expect(after.size.after.dense).toBe(before.size.after.dense);
    expect(after.tunings.map(({ stage }) => stage)).toEqual(['finetune', 'qat']);
    expect(after.predictions).not.toEqual(before.predictions);
  });

  test('cancelled ten times at random leave tensors and reports as they were', async () => {
    const reference = await run(exam, 'prune(magnitude,global,0.8)');
    const { numTensors } = memory();
    const random = new Random('cancel');
    for (let i = 0; i < 10; i++) {
      let left = random.integer(12);
      const trained = run(
        exam,
        `prune(magnitude,global,0.9)+finetune(1,${i % 2 ? 'gradual' : 'oneshot'})`,
        { pause: () => (left-- > 0 ? Promise.resolve(0) : Promise.reject(new Error('cancelled'))) },
      );
      await expect(trained).rejects.toThrow('cancelled');
      expect(memory().numTensors).toBe(numTensors);
    }
    const { memory: _, ...again } = await run(exam, 'prune(magnitude,global,0.8)');
    const { memory: __, ...first } = reference;
    expect(again).toEqual(first);
    expect([_, __].map(({ tensors }) => tensors)).toEqual([numTensors, numTensors]);
  });

  test('are left out where they have more images to see than they may, but not once they are done', async () => {
    const { store } = memoryStore();
    const own = await examineShipped(id, store);
    const tuned = 'prune(magnitude,global,0.9)+finetune(0.1)';
    const left = await run(own, tuned, { limit: 999 });
    expect(left.recipe).toEqual(recipeOf('prune(magnitude,global,0.9)'));
    expect(left).toMatchObject({ tunings: [], untrained: 1000 });
    const { tunings } = await run(own, tuned, { limit: 1000 });
    expect(tunings).toMatchObject([{ stage: 'finetune', images: 1000 }]);
    // What was trained before counts no more.
    const both = `${tuned}+quantize(4,channel,symmetric)+qat(0.2)`;
    expect((await run(own, both, { limit: 1999 })).untrained).toBe(2000);
    const again = await run(own, tuned, { limit: 0 });
    expect(again.tunings).toEqual(tunings);
    expect(again.untrained).toBeUndefined();
    own.dispose();
  });

  test('end by the reader’s word or the time limit with everything pruned', async () => {
    let steps = 0;
    const stopped = await run(exam, 'prune(magnitude,global,0.9)+finetune(5,gradual)', {
      stopped: () => ++steps === 5,
    });
    expect(stopped.tunings[0]).toMatchObject({ end: 'stopped', images: 250 });
    expect(stopped.sparsity.pruned).toBe(Math.round(0.9 * 266_200));
    const late = await run(exam, 'prune(magnitude,global,0.9)+finetune(50,gradual,adam,0.002,1)');
    expect(late.tunings[0]!.end).toBe('time');
    expect(late.tunings[0]!.images).toBeLessThan(500_000);
    expect(late.sparsity.pruned).toBe(Math.round(0.9 * 266_200));
  });

  test('keep the zeros of the codes that were pruned, by how the weights are stored', async () => {
    const zerosOf = async (steps: string) =>
      (await run(exam, steps)).tensors.map(({ zeros }) => zeros);
    const coarse = 'quantize(4,tensor,symmetric)';
    const pruned = await zerosOf(`prune(codes,global,0.8)+${coarse}`);
    const trained = await zerosOf(`prune(codes,global,0.8)+finetune(0.1)+${coarse}`);
    // More than pruned may round to 0.
    trained.forEach((zeros, i) => expect(zeros).toBeGreaterThanOrEqual(pruned[i]!));
    const [, byWeight] = await zerosOf(`prune(magnitude,global,0.8)+finetune(0.1)+${coarse}`);
    expect(byWeight).toBeLessThan(pruned[1]!);
    // Of the same training, but for what is pruned, nothing else is taken for it.
    const floats = 'prune(codes,global,0.8)+finetune(0.1)';
    expect(await zerosOf(floats)).toEqual(await zerosOf(floats.replace('codes', 'magnitude')));
  });

  test('without the mask let the zeros grow again', async () => {
    const zerosOf = async (mask: string) => {
      const steps = `prune(magnitude,global,0.9)+finetune(0.2,oneshot,adam,0.002,0,teacher,${mask})`;
      const { tensors } = await run(exam, steps);
      return tensors.reduce((zeros, tensor) => zeros + tensor.zeros, 0);
    };
    expect(await zerosOf('keep')).toBe(Math.round(0.9 * 266_200));
    // Weights that read nothing but paper have no slope.
    expect(await zerosOf('free')).toBeLessThan(0.3 * 266_200);
  });

  test('of what surgery left belong to the smaller network', async () => {
    const pruned = await run(exam, 'prune(structured,layer,0.8)');
    const { structure, accuracy, parameters } = await run(
      exam,
      'prune(structured,layer,0.8)+finetune(0.5)',
    );
    expect(structure!.removed.map(({ units }) => units.length)).toEqual([240, 80]);
    expect(parameters.kernels).toBe(784 * 60 + 60 * 20 + 20 * 10);
    expect(accuracy.after.accuracy).toBeGreaterThan(pruned.accuracy.after.accuracy + 0.1);
  });

  test('are left out of previews, which say so', async () => {
    let preview: Report | undefined;
    await exam.run(recipeOf('prune(magnitude,global,0.9)+finetune(2)'), 'preview', {
      ...HOOKS,
      report: (report) => (preview = report),
    });
    expect(preview!.recipe.steps.map(({ kind }) => kind)).toEqual(['prune']);
    expect(preview!.tunings).toEqual([]);
  });
});

describe('a training that is kept', () => {
  const steps = 'prune(magnitude,global,0.9)+finetune(1.2)';

  test('goes on after its last epoch to the very same end, and is then not done again', async () => {
    const whole = memoryStore();
    const first = await examineShipped(id, whole.store);
    const expected = await run(first, steps);
    first.dispose();

    const { entries, store } = memoryStore();
    const broken = await examineShipped(id, store);
    const seen: TuningProgress[] = [];
    const cancel = () =>
      (seen.at(-1)?.images ?? 0) > 10_500 ? Promise.reject(new Error('gone')) : Promise.resolve(0);
    await expect(
      run(broken, steps, { pause: cancel, progress: (progress) => seen.push(progress) }),
    ).rejects.toThrow('gone');
    broken.dispose();
    expect(entries.size).toBe(1);

    const next = await examineShipped(id, store);
    const resumed: TuningProgress[] = [];
    const report = await run(next, steps, { progress: (progress) => resumed.push(progress) });
    expect(resumed[0]!.images).toBe(10_050);
    expect(report.predictions).toEqual(expected.predictions);
    expect(report.size).toEqual(expected.size);
    expect(report.tunings[0]!.points).toEqual(expected.tunings[0]!.points);
    next.dispose();

    const last = await examineShipped(id, store);
    const again: TuningProgress[] = [];
    const same = await run(last, steps, { progress: (progress) => again.push(progress) });
    expect(again).toEqual([]);
    expect(same.tunings).toEqual(report.tunings);
    expect(same.predictions).toEqual(report.predictions);
    last.dispose();
  });
});
