import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLink } from '../../src/core/link';
import { stepOf, type Recipe } from '../../src/core/recipe';
import { ALONG, baseOf, placeOf } from '../../src/lab/along';
import { coarseFirst, Sweep } from '../../src/lab/sweep.svelte';
import { labOf, reportOf, settle } from './points';

const recipeOf = (steps: string, model = 'lenet-5'): Recipe =>
  parseLink(`#v=1&model=${model}&steps=${steps}`, { models: [model], defaultModel: model }).recipe;

/** A sweep of a recipe; `answer` answers as many points as told, at 900 right less the percent. */
function sweepOf(steps = '', setting: 'sparsity' | 'bits' = 'sparsity') {
  const { lab, settings, asked } = labOf(recipeOf(steps));
  const sweep = new Sweep(lab, settings);
  const ended = sweep.draw(setting);
  const places = () => sweep.along(setting)[0]!.points.map(({ place }) => place);
  async function answer(count: number) {
    for (const { recipe, resolve } of asked.splice(0, count)) {
      resolve(reportOf(recipe, 900 - 100 * (stepOf(recipe, 'prune')?.sparsity ?? 0)));
    }
    await settle();
  }
  return { lab, settings, asked, sweep, ended, places, answer };
}

describe('a sweep', () => {
  test('asks for the ends first, and keeps its points in order while it grows', async () => {
    const { asked, places, answer, sweep } = sweepOf();
    const sparsities = asked.map(({ recipe }) => stepOf(recipe, 'prune')?.sparsity ?? 0);
    expect(sparsities.slice(0, 5)).toEqual([0, 0.99, 0.5, 0.25, 0.75]);
    expect(sparsities).toHaveLength(21);
    await answer(3);
    expect(places()).toEqual([0, 50, 99]);
    expect(sweep.series).toEqual({ state: 'running', done: 3, of: 21 });
    await answer(18);
    expect(places()).toEqual(ALONG.sparsity.places);
    expect(sweep.series?.state).toBe('done');
    expect(sweep.along('sparsity')[0]!.points.at(-1)!.accuracy.correct).toBe(801);
  });

  test('keeps every other step as it is, but for trainings, which it leaves out', () => {
    const steps =
      'equalize()+prune(random,layer,0.3,fc1:0.7)+finetune(1)+quantize(4,tensor,asymmetric)+correct()';
    const { asked } = sweepOf(steps);
    const left = recipeOf(steps).steps.filter(({ kind }) => kind !== 'finetune');
    for (const { recipe } of asked) {
      const { sparsity } = stepOf(recipe, 'prune')!;
      expect(recipe.steps).toEqual(
        left.map((step) => (step.kind === 'prune' ? { ...step, sparsity } : step)),
      );
    }
  });

  test('along bits goes from float32 by way of float16 to 2 bits, each layer’s own bits kept', () => {
    const { asked } = sweepOf('quantize(4,tensor,asymmetric,fc1:8:channel:symmetric)', 'bits');
    const stored = asked.map(({ recipe }) => recipe.steps[0]);
    expect(stored).toHaveLength(9);
    expect(stored[0]).toBeUndefined();
    expect(stored).toContainEqual({ kind: 'float16' });
    const codes = stored.filter((step) => step?.kind === 'quantize');
    expect(codes.map(({ bits }) => bits).sort()).toEqual([2, 3, 4, 5, 6, 7, 8]);
    for (const step of codes) {
      expect(step).toMatchObject({ granularity: 'tensor', layers: { fc1: { bits: 8 } } });
    }
  });

  test('along bits takes codebooks where those were chosen', () => {
    const { asked } = sweepOf('cluster(32,density)', 'bits');
    const counts = asked.flatMap(({ recipe }) => stepOf(recipe, 'cluster')?.clusters ?? []);
    expect(counts.sort((a, b) => a - b)).toEqual([4, 8, 16, 32, 64, 128, 256]);
  });

  test('that is cancelled keeps what was measured, and hears nothing more', async () => {
    const { asked, answer, places, sweep, ended } = sweepOf();
    await answer(4);
    sweep.cancel();
    asked[0]!.resolve(reportOf(asked[0]!.recipe));
    await ended;
    expect(places()).toEqual([0, 25, 50, 99]);
    expect(sweep.series).toEqual({ state: 'cancelled', done: 4, of: 21 });
    expect(sweep.running).toBe(false);
  });

  test('that fails in the middle says why and keeps what was measured', async () => {
    const { asked, answer, places, sweep, ended } = sweepOf();
    await answer(2);
    asked[0]!.reject(new Error('no memory'));
    await ended;
    expect(places()).toEqual([0, 99]);
    expect(sweep.series).toEqual({ state: 'failed', done: 2, of: 21, message: 'no memory' });
  });

  test('is given up for another model, whose curves are others', async () => {
    const { lab, sweep, answer } = sweepOf();
    await answer(2);
    sweep.keepTo(recipeOf('', 'lenet-5'));
    expect(sweep.running).toBe(true);
    lab.open(recipeOf('', 'ds-cnn'));
    sweep.keepTo(recipeOf('', 'ds-cnn'));
    expect(sweep.series?.state).toBe('cancelled');
    expect(sweep.along('sparsity')).toEqual([]);
    lab.open(recipeOf(''));
    expect(sweep.along('sparsity')[0]!.points).toHaveLength(2);
  });

  test('is of the recipe that it was begun with, whatever becomes of that', async () => {
    const { lab, sweep, answer } = sweepOf('prune(magnitude,global,0.9)');
    await answer(10);
    lab.open(recipeOf('prune(magnitude,layer,0.9)'));
    await answer(11);
    const [curve] = sweep.along('sparsity');
    expect(curve!.points).toHaveLength(21);
    expect(stepOf(curve!.base, 'prune')!.scope).toBe('global');
    expect(placeOf('sparsity', curve!.base, lab.recipe)).toBeUndefined();
  });

  test('keeps three earlier curves of other recipes, and one of each', async () => {
    const { lab, sweep, answer } = sweepOf();
    await answer(21);
    for (const bits of [8, 7, 6, 5, 5]) {
      lab.open(recipeOf(`quantize(${bits},channel,symmetric)`));
      void sweep.draw('sparsity');
      await answer(21);
    }
    const bases = sweep.along('sparsity').map(({ base }) => stepOf(base, 'quantize')?.bits);
    expect(bases).toEqual([5, 6, 7, 8]);
    expect(sweep.along('bits')).toEqual([]);
  });

  test('a new one takes the place of one under way', async () => {
    const { asked, lab, sweep, ended } = sweepOf();
    lab.open(recipeOf('quantize(8,channel,symmetric)'));
    void sweep.draw('sparsity');
    await ended;
    expect(asked).toHaveLength(42);
    expect(sweep.series).toEqual({ state: 'running', done: 0, of: 21 });
  });
});

describe('a run of the reader’s own', () => {
  test('becomes a point of the curve that it lies on', async () => {
    const { sweep, answer, places } = sweepOf('prune(magnitude,global,0.9)');
    await answer(21);
    sweep.add(reportOf(recipeOf('prune(magnitude,global,0.87)'), 850));
    expect(places()).toContain(87);
    expect(sweep.along('sparsity')[0]!.points.find(({ place }) => place === 87)).toMatchObject({
      accuracy: { correct: 850 },
      size: { deflate: 850 },
    });
  });

  test.each<[string, Parameters<typeof reportOf>]>([
    ['of fewer images', [recipeOf('prune(magnitude,global,0.87)'), 200, 250]],
    ['of another recipe', [recipeOf('prune(magnitude,layer,0.87)')]],
    ['of another model', [recipeOf('prune(magnitude,global,0.87)', 'ds-cnn')]],
    ['measured there already', [recipeOf('prune(magnitude,global,0.9)'), 1]],
  ])('does not, %s', async (_, args) => {
    const { sweep, answer } = sweepOf('prune(magnitude,global,0.9)');
    await answer(21);
    const before = sweep.along('sparsity');
    sweep.add(reportOf(...args));
    expect(sweep.along('sparsity')).toEqual(before);
  });

  test('that was trained does not', async () => {
    const { sweep, answer, places } = sweepOf();
    await answer(21);
    const report = reportOf(recipeOf('prune(magnitude,global,0.87)+finetune(1)'));
    sweep.add({ ...report, tunings: [{ stage: 'finetune' }] } as unknown as typeof report);
    expect(places()).not.toContain(87);
  });
});

describe('a recipe lies on its own curve', () => {
  test.each([
    ['sparsity', '', 0],
    ['sparsity', 'prune(magnitude,global,0.29)', 29],
    ['sparsity', 'prune(magnitude,global,0.925)', 92.5],
    ['sparsity', 'prune(structured,layer,0.3)+finetune(1)', 30],
    ['bits', '', 0],
    ['bits', 'float16()', 1],
    ['bits', 'prune(magnitude,global,0.5)+quantize(2,tensor,symmetric)', 8],
    ['bits', 'cluster(16,linear)', 6],
  ] as const)('%s of “%s” at %d', (setting, steps, place) => {
    const { lab, settings } = labOf(recipeOf(steps));
    const base = baseOf(setting, lab.recipe, settings);
    expect(placeOf(setting, base, lab.recipe)).toBe(place);
  });

  test.each(['sparsity', 'bits'] as const)('wherever it is moved along %s', (setting) => {
    const steps = 'prune(random,layer,0.3)+quantize(4,tensor,asymmetric)';
    const { lab, settings } = labOf(recipeOf(steps));
    const base = baseOf(setting, lab.recipe, settings);
    const { places, move } = ALONG[setting];
    for (const place of [...places, ...places.toReversed()]) {
      move(settings, place, false);
      expect(placeOf(setting, base, lab.recipe)).toBe(place);
    }
    expect(lab.recipe.steps.length).toBeLessThanOrEqual(2);
  });
});

test('coarse first: every index once, the ends before all others', () => {
  expect(coarseFirst(5)).toEqual([0, 4, 2, 1, 3]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), (n) => {
      const order = coarseFirst(n);
      expect(order.toSorted((a, b) => a - b)).toEqual([...Array(n).keys()]);
      expect(order.slice(0, 2)).toEqual(n > 1 ? [0, n - 1] : order);
    }),
  );
});
