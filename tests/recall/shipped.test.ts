import '../gradients';
import { expect, test } from 'vitest';
import { BANK } from '../../src/recall/bank';
import { disposeAfterwards, measureAll, seen } from './shipped';

disposeAfterwards();

test.each(BANK)('question $number, $concept: the shipped model bears it out', async (item) => {
  const reports = await measureAll(item.experiment);
  expect(item.holds(reports), `${item.claim}\n${seen(item.experiment, reports)}`).toBe(true);
});
