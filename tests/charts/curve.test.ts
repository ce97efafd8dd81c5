import { expect, test } from 'vitest';
import { ticksOf } from '../../src/charts/curve';

const ticks = (min: number, max: number, most = 6) => ticksOf({ title: '', min, max }, most);

test('an axis has round numbers, its ends among them where they are round', () => {
  expect(ticks(0, 100)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(ticks(80, 100)).toEqual([80, 85, 90, 95, 100]);
  expect(ticks(0, 10_000)).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
  expect(ticks(0, 10_000, 4)).toEqual([0, 5000, 10_000]);
  expect(ticks(0, 7350)).toEqual([0, 2000, 4000, 6000]);
  expect(ticks(0, 50)).toEqual([0, 10, 20, 30, 40, 50]);
});
