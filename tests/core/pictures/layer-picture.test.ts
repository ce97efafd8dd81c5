import { expect, test } from 'vitest';
import { layerPicture } from '../../../src/core/pictures/layer-picture';

test('a layer’s ranges and zeros are those of its channels, before and after', () => {
  // Three inputs, two channels, row by row.
  const values = Float32Array.of(1, -2, 0, 4, -3, 0.5);
  const after = Float32Array.of(0, -2, 0, 4, -3, 0);
  const kernel = { name: 'fc', shape: [3, 2], values, channels: 2 };
  const { ranges, zeros } = layerPicture(kernel, after);
  expect([...ranges.before.min, ...ranges.before.max]).toEqual([-3, -2, 1, 4]);
  expect([...ranges.after.min, ...ranges.after.max]).toEqual([-3, -2, 0, 4]);
  expect([...zeros.before]).toEqual([1, 0]);
  expect([...zeros.after]).toEqual([2, 1]);
});
