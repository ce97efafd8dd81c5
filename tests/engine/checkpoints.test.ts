import { expect, test } from 'vitest';
import { openCheckpoints } from '../../src/engine/checkpoints';
import type { Training } from '../../src/run/train/tune';

const training = (steps: number): Training => ({
  now: { values: [new Float32Array([steps])], memory: [], steps },
  points: [],
  seconds: 1,
});

/** Node has no database of a browser's, as some private windows have none. */
test('without a database a training is found again as it was kept, as long as the worker lives', async () => {
  const checkpoints = openCheckpoints();
  expect(await checkpoints.load('a')).toBeUndefined();
  const kept = training(200);
  await checkpoints.save('a', kept);
  kept.now.values[0]!.fill(0);
  const found = (await checkpoints.load('a')) as Training;
  expect(found).toEqual(training(200));
  // Whoever goes on from it changes a copy.
  found.now.values[0]!.fill(7);
  expect(await checkpoints.load('a')).toEqual(training(200));
  await checkpoints.save('a', training(400));
  expect(await checkpoints.load('a')).toEqual(training(400));
  expect(await openCheckpoints().load('a')).toBeUndefined();
});

test('the latest six are kept', async () => {
  const checkpoints = openCheckpoints();
  for (let i = 0; i < 6; i++) await checkpoints.save(`${i}`, training(i));
  await checkpoints.save('0', training(100));
  await checkpoints.save('6', training(6));
  const found = await Promise.all([0, 1, 2, 6].map((i) => checkpoints.load(`${i}`)));
  expect(found).toEqual([training(100), undefined, training(2), training(6)]);
});
