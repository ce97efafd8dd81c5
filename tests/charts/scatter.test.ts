import { expect, test } from 'vitest';
import { axisAround, leftToRight, nearestDot, type Dot } from '../../src/charts/scatter';

const dot = (id: string, x: number, y: number): Dot => ({ id, x, y, kind: 'front', name: id });

test('an axis has room for every value, and does not go below 0 for its margin', () => {
  expect(axisAround('KB', [1, 101])).toEqual({ title: 'KB', min: 0, max: 107 });
  expect(axisAround('', [100, 200])).toEqual({ title: '', min: 94, max: 206 });
  expect(axisAround('', [-1, 1])).toEqual({ title: '', min: -1.12, max: 1.12 });
});

test('an axis of shares ends at 100%', () => {
  expect(axisAround('%', [40, 99.5], 100)).toEqual({ title: '%', min: 40 - 0.06 * 59.5, max: 100 });
  expect(axisAround('%', [0, 50], 100).max).toBe(53);
});

test('an axis of one value or none has some length', () => {
  expect(axisAround('', [50])).toEqual({ title: '', min: 47, max: 53 });
  expect(axisAround('', [0, 0])).toEqual({ title: '', min: 0, max: 0.06 });
  expect(axisAround('', [])).toEqual({ title: '', min: 0, max: 1 });
});

test('dots go from left to right, those above each other from the bottom up', () => {
  const dots = [dot('c', 2, 1), dot('b', 1, 5), dot('a', 1, 3)];
  expect(leftToRight(dots).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('the nearest dot is found within reach, and none beyond', () => {
  const dots = [dot('a', 10, 10), dot('b', 20, 10)];
  const place = ({ x, y }: Dot) => [x, y] as const;
  expect(nearestDot(dots, place, [16, 10], 12)?.id).toBe('b');
  expect(nearestDot(dots, place, [10, 30], 12)).toBeUndefined();
  expect(nearestDot([], place, [0, 0], 12)).toBeUndefined();
});
