import { describe, expect, test } from 'vitest';
import {
  curveWords,
  kneeOf,
  picturesOf,
  placeWords,
  sweptRows,
  valueAt,
  verdictWords,
} from '../../src/app/experiments/sweep';
import { parseLink } from '../../src/core/link';
import { accuracyFigures } from '../../src/core/metrics/wilson';
import { ALONG, baseOf } from '../../src/lab/along';
import type { SweptCurve } from '../../src/lab/sweep.svelte';
import { labOf } from '../lab/points';

/** A curve of a recipe with so many of 1,000 images right by place, and 1 KB a right image. */
function curveOf(steps: string, right: (place: number) => number) {
  const setting = 'sparsity';
  const { recipe } = parseLink(`#v=1&model=a&steps=${steps}`, { models: ['a'], defaultModel: 'a' });
  const { settings } = labOf(recipe);
  const points = ALONG[setting].places.map((place) => ({
    place,
    accuracy: accuracyFigures(right(place), 1000),
    size: { dense: 2_000_000, deflate: 1000 * right(place) },
  }));
  return { setting, base: baseOf(setting, recipe, settings), points } satisfies SweptCurve;
}

const cliff = curveOf('', (place) => (place <= 85 ? 990 : place <= 90 ? 700 : 100));

describe('a curve in words', () => {
  test('is of a recipe, in which the setting runs from end to end', () => {
    const steps = 'prune(magnitude,layer,0.3,fc1:0.5)+quantize(8,channel,symmetric)';
    expect(curveWords(curveOf(steps, () => 9))).toBe(
      'prune 0–99% of the prunable weights by magnitude in each layer, fc1 50%, ' +
        'then quantize to 8 bits, symmetric, per channel',
    );
    const { base } = curveOf(steps, () => 9);
    expect(curveWords({ setting: 'bits', base })).toContain('to 2–8 bits, symmetric');
  });

  test('has its knee where it breaks off', () => {
    expect(kneeOf(cliff)?.place).toBe(85);
    expect(verdictWords(cliff, undefined)).toBe('The knee: 85%, 99.0% right, 990 KB deflated.');
  });

  test.each<[string, (place: number) => number, RegExp]>([
    ['that is flat within its intervals', (place) => (place > 85 ? 988 : 990), /95% intervals/],
    ['that falls evenly', (place) => 990 - 5 * place, /straight line/],
  ])('%s has no knee', (_, right, words) => {
    expect(kneeOf(curveOf('', right))).toBeUndefined();
    expect(verdictWords(curveOf('', right), undefined)).toMatch(words);
  });

  test('has no knee before it is whole, and says how far it came and why', () => {
    const part = { ...cliff, points: cliff.points.slice(0, 7) };
    expect(kneeOf(part)).toBeUndefined();
    expect(verdictWords(part, undefined)).toBe(
      '7 of 21 points were measured, then it was cancelled.',
    );
    const failed = { state: 'failed', done: 7, of: 21, message: 'No memory.' } as const;
    expect(verdictWords(part, failed)).toBe('7 of 21 points were measured. No memory.');
  });
});

describe('a place on a curve', () => {
  test('lies on the line between its neighbours, and is said to be measured only at a point', () => {
    expect(valueAt(cliff, 85)).toEqual({ accuracy: 0.99, deflate: 990_000, measured: true });
    const between = valueAt(cliff, 87.5)!;
    expect(between.accuracy).toBeCloseTo(0.845, 12);
    expect(between.deflate).toBeCloseTo(845_000, 6);
    expect(between.measured).toBe(false);
    expect(placeWords(cliff, 87.5)).toBe('87.5%, between measured points');
  });

  test('is nowhere beyond the points', () => {
    const part = { ...cliff, points: cliff.points.slice(3, 5) };
    expect([10, 15, 20, 25].map((place) => valueAt(part, place)?.measured)).toEqual([
      undefined,
      true,
      true,
      undefined,
    ]);
    expect(valueAt({ points: [] }, 0)).toBeUndefined();
  });
});

test('sizes are drawn from zero to a round number that all of them are below', () => {
  const { size } = picturesOf('sparsity', [cliff]);
  expect([size.y.min, size.y.max]).toEqual([0, 2000]);
  expect(picturesOf('sparsity', []).size.y).toMatchObject({ title: 'KB', max: 1 });
  const points = cliff.points.map((point) => ({ ...point, size: { dense: 640, deflate: 90 } }));
  const tiny = picturesOf('sparsity', [{ ...cliff, points }]).size;
  expect(tiny.y).toMatchObject({ title: 'bytes', max: 1000 });
  expect(tiny.curves.at(-1)!.points[0]![1]).toBe(90);
});

test('the table has every figure of a point', () => {
  expect(sweptRows(cliff)[17]).toEqual(['85%', '99.0%', '98.2%–99.5%', '2,000,000', '990,000']);
});
