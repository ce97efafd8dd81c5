import { expect, test } from 'vitest';
import { endOf } from '../../src/charts/bars';

test('the axis ends a little beyond the longest bar', () => {
  expect(endOf([{ label: 'a', before: 1000, after: 20 }])).toBeCloseTo(1050);
  expect(
    endOf([
      { label: 'a', before: 20 },
      { label: 'b', after: 1000 },
    ]),
  ).toBeCloseTo(1050);
});

test('a whisker that reaches beyond all bars has room', () => {
  const interval = [1, 4] as const;
  expect(endOf([{ label: 'a', before: 2, beforeInterval: interval }])).toBeCloseTo(4.2);
  expect(endOf([{ label: 'a', after: 2, afterInterval: interval }])).toBeCloseTo(4.2);
});

test('bars of no length name no end', () => {
  expect(endOf([])).toBeUndefined();
  expect(endOf([{ label: 'a' }, { label: 'b', before: 0, after: 0 }])).toBeUndefined();
});
