import { describe, expect, test } from 'vitest';
import { appendSpline } from '../../../src/tasks/digits/spline';

function curve(points: number[], spacing: number, capacity = 500) {
  const out = { x: new Float64Array(capacity), y: new Float64Array(capacity), length: 0 };
  appendSpline(Float64Array.from(points), 0, points.length / 2 - 1, spacing, out);
  return Array.from({ length: out.length }, (_, i) => [out.x[i]!, out.y[i]!] as const);
}

describe('appendSpline', () => {
  test('goes through every control point, first to last', () => {
    const points = [0, 0, 1, 2, 3, 1, 4, 4];
    const line = curve(points, 0.1);
    for (let i = 0; i < points.length; i += 2) {
      const nearest = Math.min(
        ...line.map(([x, y]) => Math.hypot(x - points[i]!, y - points[i + 1]!)),
      );
      expect(nearest).toBeLessThan(1e-9);
    }
    expect(line[0]).toEqual([0, 0]);
    expect(line.at(-1)).toEqual([4, 4]);
  });

  test('draws a straight line through points in line, however unevenly they lie', () => {
    for (const [x, y] of curve([0, 0, 1, 2, 1.1, 2.2, 5, 10], 0.05)) {
      expect(y).toBeCloseTo(2 * x, 9);
    }
  });

  test('has no gap much wider than the spacing', () => {
    const line = curve([0, 0, 10, 5, 20, 0, 22, 10], 0.5);
    for (let i = 1; i < line.length; i++) {
      const [x, y] = line[i]!;
      const gap = Math.hypot(x - line[i - 1]![0], y - line[i - 1]![1]);
      expect(gap).toBeGreaterThan(0);
      expect(gap).toBeLessThan(1.5 * 0.5);
    }
  });

  test('bears coincident points', () => {
    for (const [x, y] of curve([0, 0, 1, 1, 1, 1, 2, 0], 0.1)) {
      expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
    }
  });

  test('says how much room was missing', () => {
    expect(() => curve([0, 0, 10, 0], 0.1, 50)).toThrow(/needs 102 points; there is room for 50/);
  });
});
