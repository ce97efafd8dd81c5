import { expect, test } from 'vitest';
import { brokenOf } from '../../src/charts/breaks';

test('columns higher than the axis are broken, and told with their value', () => {
  const columns = [
    { x: 10, width: 4 },
    { x: 20, width: 4 },
    { x: 30, width: 4 },
  ];
  const chart = {
    scales: { y: { max: 100 } },
    data: { datasets: [{ data: [5, 100, 221_637] }, { data: [[0, 500]] }] },
    getDatasetMeta: () => ({ data: columns }),
  } as unknown as Parameters<typeof brokenOf>[0];
  expect(brokenOf(chart)).toEqual([{ value: 221_637, x: 30, width: 4 }]);
});
