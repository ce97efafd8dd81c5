import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gapOf, shapeOf, type CurveShape } from '../../../src/recall/content/shapes';

const along = (heights: readonly number[]) => heights.map((y, x) => [x, y] as const);

describe('shapeOf', () => {
  test.each<[CurveShape, readonly number[]]>([
    ['flat', [99, 99, 98, 99, 97]],
    ['cliff', [99, 99, 98, 95, 10]],
    ['cliff', [99, 99, 99, 20, 10, 10]],
    ['straight', [100, 75, 50, 25, 0]],
    ['early', [99, 40, 12, 10, 10]],
    ['rises', [50, 60, 70, 80]],
    ['rises', [50, 45, 70]],
    ['cliff', [99, 99, 98, 10, 99]],
  ])('is %s for %j', (shape, heights) => {
    expect(shapeOf(along(heights), 100)).toBe(shape);
  });

  test('a straight line that falls is straight, however long and steep it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.double({ min: 6, max: 100, noNaN: true }),
        (places, fall) => {
          const line = Array.from({ length: places }, (_, i) => 100 - (fall * i) / (places - 1));
          expect(shapeOf(along(line), 100)).toBe('straight');
        },
      ),
    );
  });

  test('does not change with the units of either axis', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 9 }),
        fc.constantFrom(0.25, 2, 1024),
        (heights, unit) => {
          const scaled = heights.map((y, x) => [x * unit, y * unit] as const);
          expect(shapeOf(scaled, 100 * unit)).toBe(shapeOf(along(heights), 100));
        },
      ),
    );
  });
});

test('the gap leaves the given place out, and names the first of the largest', () => {
  expect(gapOf([99, 80, 40, 10], [50, 90, 80, 50])).toEqual({ mean: 30, place: 2, largest: 40 });
});

test('no curve has a gap to itself', () => {
  expect(gapOf([99, 80], [99, 80])).toEqual({ mean: 0, place: 1, largest: 0 });
});
