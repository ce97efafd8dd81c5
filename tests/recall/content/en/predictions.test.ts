import '../../../gradients';
import { describe, expect, test } from 'vitest';
import { pointsOf } from '../../../../src/recall/ways/predict/prediction-turn.svelte';
import { PREDICTIONS } from '../../../../src/recall/content/en/predictions';
import { shapeOf } from '../../../../src/recall/content/shapes';
import { STOPS } from '../../../../src/recall/content/en/tour';
import { reportOf } from '../../reports';
import { measureAll, seen } from '../../shipped';

const ALL = [...PREDICTIONS, ...STOPS];

test('no two predictions share an id', () => {
  expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
});

describe.each(ALL)('$id', (prediction) => {
  const { experiment, claim } = prediction;

  test('is borne out by the shipped model, and a curve has the shape that is claimed', async () => {
    const reports = await measureAll(experiment);
    expect(prediction.holds(reports), `${claim}\n${seen(experiment, reports)}`).toBe(true);
    if (prediction.kind !== 'draw') return;
    const measured = reports.map(prediction.measured);
    expect(measured[0]).toBe(prediction.y.start);
    expect(shapeOf(pointsOf(prediction, measured), prediction.y.max)).toBe(prediction.shape);
  });

  test('is not borne out by figures that nothing has changed, or by none', () => {
    // An untouched network is what some of them claim.
    const same = experiment.trials.map(() => reportOf({ label: '', steps: [] }));
    expect(prediction.holds(same)).toBe(false);
    expect(prediction.holds([])).toBe(false);
  });

  test('offers what can be told apart', () => {
    if (prediction.kind === 'draw') {
      const { places } = prediction.x;
      expect(places).toHaveLength(experiment.trials.length);
      const at = places.map((place) => place.at);
      expect(at).toEqual([...new Set(at)].sort((a, b) => a - b));
    } else {
      expect(prediction.options.filter(({ correct }) => correct)).toHaveLength(1);
      const lengths = prediction.options.map(({ text }) => text.length);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(8);
    }
  });
});
