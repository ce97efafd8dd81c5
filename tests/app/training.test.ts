import { describe, expect, test } from 'vitest';
import { curvesOf, pointRows, trainingViews } from '../../src/app/training';
import type { Recipe, Step } from '../../src/core/recipe';
import { finetune as finetuneType, qat as qatType } from '../../src/core/steps/finetune';
import { initialStep } from '../../src/core/steps/step';
import { cardOf } from '../../src/shelf/cards';
import { reportOf } from '../recall/reports';
import { FIGURES, pointAt, PROGRESS } from './tunings';

const CARD = cardOf('lenet-300-100');
const BASELINE = (100 * CARD.accuracy.validation.correct) / CARD.accuracy.validation.images;
const finetune = initialStep(finetuneType);
const qat = initialStep(qatType);
const prune: Step = { kind: 'prune', method: 'magnitude', scope: 'global', sparsity: 0.9 };

const recipeOf = (...steps: Step[]): Recipe => ({ model: 'lenet-300-100', steps });
const reported = (...steps: Step[]) => ({
  ...reportOf({ label: '', steps }),
  tunings: [FIGURES],
});
const view = (known: Partial<Parameters<typeof trainingViews>[0]>) =>
  trainingViews({
    recipe: recipeOf(prune, finetune),
    report: undefined,
    tuning: undefined,
    busy: true,
    pace: { seconds: (_, images) => images / 3000, isMeasured: () => false },
    ...known,
  });

describe('the trainings of a recipe', () => {
  test('are none where it has none, and come in its order', () => {
    expect(view({ recipe: recipeOf(prune) })).toEqual([]);
    expect(view({ recipe: recipeOf(finetune, qat) }).map(({ stage }) => stage)).toEqual([
      'finetune',
      'qat',
    ]);
  });

  test('show the one under way, and what the other waits for', () => {
    const recipe = recipeOf(finetune, qat);
    const [first, second] = view({ recipe, tuning: PROGRESS });
    expect(first).toMatchObject({
      progress: PROGRESS,
      verdict: '93.2% of 500 validation digits read right so far',
    });
    expect(first).toMatchObject({ end: 10_000, points: PROGRESS.points });
    expect(second).toMatchObject({ detail: 'Comes after fine-tuning.', end: 20_000 });
    const [done, under] = view({ recipe, tuning: { ...PROGRESS, stage: 'qat' } });
    expect(done!.detail).toMatch(/^Done;/);
    expect(under!.progress?.stage).toBe('qat');
  });

  test('show the figures of a report of this very recipe, busy or not', () => {
    for (const busy of [true, false]) {
      const [only] = view({ report: reported(prune, finetune), busy });
      expect(only).toMatchObject({
        verdict: '97.0% of 500 validation digits read right',
        end: 20_000,
      });
      expect(only!.detail).toMatch(/^Fine-tuned on 20,000 images/);
      expect(only!.progress).toBeUndefined();
    }
  });

  test('wait for a button that says how long they take, where they would take long', () => {
    const report = { ...reportOf({ label: '', steps: [prune] }), untrained: 1_500_000 };
    const [weights, codes] = view({ recipe: recipeOf(prune, finetune, qat), report, busy: false });
    expect(weights).toMatchObject({ verdict: 'Not trained yet', begin: 'Train: about 8 min' });
    expect(weights!.detail).toBe(
      'What is shown is the network without it. Training takes about 8 min ' +
        '(1,500,000 images, going by a recorded training).',
    );
    expect(codes!.begin).toBeUndefined();
    const [only] = view({ recipe: recipeOf(prune, qat), report, busy: false });
    expect(only!.begin).toBe('Train: about 8 min');
    // Of another recipe nothing is known.
    const [other] = view({ recipe: recipeOf(finetune), report, busy: false });
    expect(other!.begin).toBeUndefined();
  });

  test('show no figures of another recipe', () => {
    const report = reported(prune, { ...finetune, epochs: 1 });
    expect(view({ report })[0]).toMatchObject({ detail: 'Getting ready …', points: [] });
    expect(view({ report, busy: false })[0]!.detail).toMatch(/^Not trained yet/);
  });

  test('are gradual only where weights are pruned on the way', () => {
    const gradual = { ...finetune, pruning: 'gradual' as const };
    const structured: Step = { ...prune, method: 'structured' };
    expect(view({ recipe: recipeOf(prune, gradual) })[0]!.gradual).toBe(true);
    expect(view({ recipe: recipeOf(prune, finetune) })[0]!.gradual).toBe(false);
    expect(view({ recipe: recipeOf(gradual) })[0]!.gradual).toBe(false);
    expect(view({ recipe: recipeOf(structured, gradual) })[0]!.gradual).toBe(false);
  });
});

describe('the curve', () => {
  const points = [pointAt(1, 0.87, 0.4), pointAt(2, 0.93, 0.9)];
  const [training] = view({ tuning: { ...PROGRESS, points } });

  test('has the accuracy and the baseline, from the tens below the lowest to 100%', () => {
    const { curves, x, y } = curvesOf(training!, CARD);
    expect(curves.map(({ points }) => points)).toEqual([
      [
        [1000, 87],
        [2000, 93],
      ],
      [
        [0, BASELINE],
        [10_000, BASELINE],
      ],
    ]);
    expect(x).toMatchObject({ min: 0, max: 10_000 });
    expect(y).toMatchObject({ min: 80, max: 100 });
  });

  test('has the share pruned on the same axis, from 0, where it grows on the way', () => {
    const { curves, y } = curvesOf({ ...training!, gradual: true }, CARD);
    expect(curves[2]!.points).toEqual([
      [1000, 40],
      [2000, 90],
    ]);
    expect(y).toMatchObject({ min: 0, max: 100 });
  });

  test('has a frame before its first point', () => {
    const { curves, y } = curvesOf({ ...training!, points: [] }, CARD);
    expect(curves[0]!.points).toEqual([]);
    expect(y).toMatchObject({ min: 0, max: 100 });
  });

  test('is told point by point in a table', () => {
    expect(pointRows(points)[0]).toEqual(['1,000', '87.0%', '0.500', '40%']);
  });
});
