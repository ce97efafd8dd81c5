import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dominators, frontLine, type Aims, type Point } from '../../../src/core/metrics/pareto';

const SMALL_AND_RIGHT: Aims = { x: 'smaller', y: 'larger' };

const aims = fc.record({
  x: fc.constantFrom<Aims['x'][]>('smaller', 'larger'),
  y: fc.constantFrom<Aims['y'][]>('smaller', 'larger'),
});
/** Few values, so that ties and equal points are common. */
const points = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 4 })), {
  maxLength: 30,
});

/** The definition. */
function dominates(a: Point, b: Point, { x, y }: Aims): boolean {
  const better = (p: number, q: number, aim: Aims['x']) => (aim === 'smaller' ? p < q : p > q);
  const noWorse = !better(b[0], a[0], x) && !better(b[1], a[1], y);
  return noWorse && (better(a[0], b[0], x) || better(a[1], b[1], y));
}

test('a point is on the front if and only if no other dominates it, ties and equal points included', () => {
  fc.assert(
    fc.property(points, aims, (points, aims) => {
      const found = dominators(points, aims);
      points.forEach((point, i) => {
        const dominated = points.some((other) => dominates(other, point, aims));
        expect(found[i] !== undefined).toBe(dominated);
      });
    }),
  );
});

test('what dominates a point is on the front, and no other that does is better up', () => {
  fc.assert(
    fc.property(points, aims, (points, aims) => {
      const found = dominators(points, aims);
      points.forEach((point, i) => {
        if (found[i] === undefined) return;
        const rival = points[found[i]]!;
        expect(found[found[i]]).toBeUndefined();
        expect(dominates(rival, point, aims)).toBe(true);
        for (const other of points.filter((other) => dominates(other, point, aims))) {
          expect(aims.y === 'larger' ? other[1] <= rival[1] : other[1] >= rival[1]).toBe(true);
        }
      });
    }),
  );
});

test('equal points are on the front together, and dominate together', () => {
  const points: Point[] = [
    [1, 5],
    [1, 5],
    [2, 5],
    [1, 4],
    [2, 6],
  ];
  // Of the three that dominate (2, 5), the best up.
  expect(dominators(points, SMALL_AND_RIGHT)).toEqual([undefined, undefined, 4, 0, undefined]);
});

test('no points have no front, one is its own, and infinities are compared', () => {
  expect(dominators([], SMALL_AND_RIGHT)).toEqual([]);
  expect(dominators([[0, 0]], SMALL_AND_RIGHT)).toEqual([undefined]);
  const infinite: Point[] = [
    [Infinity, 1],
    [Infinity, 2],
    [-Infinity, 0],
  ];
  expect(dominators(infinite, SMALL_AND_RIGHT)).toEqual([1, undefined, undefined]);
});

test('what is not a number is refused with the point', () => {
  expect(() => dominators([[NaN, 2]], SMALL_AND_RIGHT)).toThrow('Not a point: (NaN, 2).');
});

test('the line stays where smaller is better until the next point, and leaves at once where larger is', () => {
  const front: Point[] = [
    [3, 9],
    [1, 5],
    [1, 5],
  ];
  expect(frontLine(front, SMALL_AND_RIGHT)).toEqual([
    [1, 5],
    [3, 5],
    [3, 9],
  ]);
  expect(
    frontLine(
      [
        [1, 9],
        [3, 5],
      ],
      { x: 'larger', y: 'larger' },
    ),
  ).toEqual([
    [1, 9],
    [1, 5],
    [3, 5],
  ]);
  expect(frontLine([], SMALL_AND_RIGHT)).toEqual([]);
});

test('no point lies beyond the line of its front', () => {
  fc.assert(
    fc.property(points, aims, (points, aims) => {
      const found = dominators(points, aims);
      const front = points.filter((_, i) => found[i] === undefined);
      const corners = frontLine(front, aims);
      // A corner is never better than every point of the front; a point never better than all corners.
      for (const corner of corners) {
        expect(front.some((point) => !dominates(corner, point, aims))).toBe(true);
        expect(front.some((point) => dominates(corner, point, aims))).toBe(false);
      }
    }),
  );
});
