import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knee } from '../../../src/core/metrics/knee';

type Points = [x: number, y: number][];

/** A function at `n` even steps from 0 to 1. */
const curveOf = (n: number, f: (x: number) => number): Points =>
  Array.from({ length: n }, (_, i) => [i / (n - 1), f(i / (n - 1))]);

const listed = (...ys: number[]): Points => ys.map((y, x) => [x, y]);

describe('the knee', () => {
  test('of −1/(x + 0.1) + 5 is at 0.22, as in figure 2 of the paper', () => {
    const points = curveOf(10, (x) => -1 / (x + 0.1) + 5);
    expect(points[knee(points)!]![0]).toBeCloseTo(2 / 9, 12);
  });

  test('of the series in the tests of the Python package kneed is where it finds it', () => {
    const convex = [1, 2, 3, 4, 5, 10, 15, 20, 40, 100];
    expect(knee(listed(...convex.map((y) => 100 - y)))).toBe(7);
    expect(knee(listed(...convex.toReversed().map((y) => 100 - y)))).toBe(2);
  });

  // The derivative of x − xᵖ is zero at p^(−1/(p − 1)).
  test.each([2, 3, 6])('of 1 − x^%i is where the slope is that of the chord', (p) => {
    const points = curveOf(10_001, (x) => 1 - x ** p);
    expect(points[knee(points)!]![0]).toBeCloseTo(p ** (-1 / (p - 1)), 4);
  });

  test('of a level that breaks off is its last point', () => {
    expect(knee(listed(99, 99, 99, 99, 99, 99, 60, 20, 10))).toBe(5);
  });

  test('by hand: (0, 4), (1, 4), (3, 3), (4, 0) is 1, 2 and 0 above the chord', () => {
    const points: Points = [
      [0, 4],
      [1, 4],
      [3, 3],
      [4, 0],
    ];
    expect(knee(points)).toBe(2);
  });
});

describe('there is no knee', () => {
  test.each<[string, Points]>([
    ['a flat curve', listed(5, 5, 5, 5, 5)],
    ['a straight curve', curveOf(21, (x) => 0.9 - 0.3 * x)],
    ['a curve that sags', curveOf(21, (x) => 1 / (x + 0.1))],
    ['two points', listed(1, 0)],
    ['one point', listed(1)],
    ['no points', []],
  ])('in %s', (_, points) => {
    expect(knee(points)).toBeUndefined();
  });

  test('where the curve leaves its chord by less than the mean step', () => {
    const bent = (height: number) => curveOf(11, (x) => 1 - x + (x === 0.5 ? height : 0));
    expect(knee(bent(0.09))).toBeUndefined();
    expect(knee(bent(0.11))).toBe(5);
  });
});

test('points out of order or beyond numbers are refused, with the point', () => {
  expect(() =>
    knee([
      [0, 1],
      [2, 1],
      [2, 0],
    ]),
  ).toThrow('(2, 0) at 2');
  expect(() => knee([[0, NaN]])).toThrow('(0, NaN) at 0');
});

/** Curves of whole numbers, so that scaling by powers of two is exact. */
const curves = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 1000 })), {
    minLength: 3,
    maxLength: 30,
  })
  .map((steps) => {
    let x = 0;
    return steps.map(([step, y]): [number, number] => [(x += step), y]);
  });

test('the units of the axes do not matter', () => {
  const power = fc.integer({ min: -20, max: 20 }).map((n) => 2 ** n);
  fc.assert(
    fc.property(curves, power, power, (points, a, b) => {
      expect(knee(points.map(([x, y]) => [a * x, b * y]))).toBe(knee(points));
    }),
  );
});

test('it is the point farthest from the chord, of those above it', () => {
  fc.assert(
    fc.property(curves, (points) => {
      const found = knee(points);
      if (found === undefined) return;
      const [[x0, y0], [x1, y1]] = [points[0]!, points.at(-1)!];
      const distances = points.map(
        ([x, y]) => ((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / Math.hypot(x1 - x0, y1 - y0),
      );
      expect(distances[found]).toBeCloseTo(Math.max(...distances), 9);
      expect(found).toBeGreaterThan(0);
      expect(found).toBeLessThan(points.length - 1);
    }),
  );
});
