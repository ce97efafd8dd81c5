import { describe, expect, test } from 'vitest';
import type { Prediction } from '../../src/core/report';
import { marksOf, STRIP_DIGITS } from '../../src/app/strip';

const prediction = (index: number, label: number, before: number, after: number): Prediction => ({
  index,
  label,
  before,
  after,
});

describe('marksOf', () => {
  test('marks what the network now gets wrong, newly wrong apart from wrong before too', () => {
    const predictions = [
      prediction(0, 7, 7, 7),
      prediction(1, 7, 7, 1),
      prediction(2, 7, 1, 1),
      prediction(3, 7, 1, 7),
    ];
    const states = marksOf({ predictions })
      .slice(0, 4)
      .map(({ state }) => state);
    expect(states).toEqual(['right', 'lost', 'wrong', 'right']);
  });

  test('has as many digits before there is a report, none of them marked', () => {
    const marks = marksOf(undefined);
    expect(marks).toHaveLength(STRIP_DIGITS);
    expect(marks.every(({ state }) => state === 'right')).toBe(true);
  });
});
