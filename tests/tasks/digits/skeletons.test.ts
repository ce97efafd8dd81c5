import { describe, expect, test } from 'vitest';
import { SKELETONS } from '../../../src/tasks/digits/skeletons';

describe('skeletons', () => {
  test('every digit is written in at least five ways that nobody could mistake', () => {
    expect(SKELETONS.length).toBe(10);
    for (const skeletons of SKELETONS) {
      expect(skeletons.filter((skeleton) => !skeleton.ambiguous).length).toBeGreaterThanOrEqual(5);
    }
  });

  test('every stroke has two points or more, all of them numbers near the digit', () => {
    for (const { strokes, weight } of SKELETONS.flat()) {
      expect(weight).toBeGreaterThan(0);
      for (const { points, corners } of strokes) {
        expect(corners.length).toBeGreaterThanOrEqual(2);
        expect(points.length).toBe(2 * corners.length);
        expect(points.every((value) => value >= -0.1 && value <= 1.1)).toBe(true);
      }
    }
  });
});
