import { expect, test } from 'vitest';
import { strokesOf } from '../../src/charts/strokes';

const PLACES = [20, 40, 60, 75, 90, 99];

test('a pencil set down sets the nearest place', () => {
  expect(strokesOf(PLACES, undefined, { x: 47, y: 80 })).toEqual([{ place: 1, y: 80 }]);
  expect(strokesOf(PLACES, undefined, { x: -5, y: 3 })).toEqual([{ place: 0, y: 3 }]);
});

test('a fast pencil sets every place that it passes, at the height at which it does', () => {
  expect(strokesOf(PLACES, { x: 10, y: 100 }, { x: 70, y: 40 })).toEqual([
    { place: 0, y: 90 },
    { place: 1, y: 70 },
    { place: 2, y: 50 },
    { place: 3, y: 40 },
  ]);
});

test('it may go back, and straight up', () => {
  expect(strokesOf(PLACES, { x: 70, y: 10 }, { x: 41, y: 68 })).toEqual([
    { place: 2, y: 30 },
    { place: 1, y: 68 },
  ]);
  expect(strokesOf(PLACES, { x: 60, y: 10 }, { x: 60, y: 20 })).toEqual([{ place: 2, y: 20 }]);
});
