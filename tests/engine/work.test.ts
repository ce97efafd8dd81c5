import { expect, test } from 'vitest';
import { workOf } from '../../src/engine/work';
import { costsOf } from '../../src/model/macs';
import { readModel } from '../shipped';

test('LeNet-5 reads and writes what its layers’ shapes say', () => {
  expect(workOf(costsOf(readModel('lenet-5')), 28 * 28)).toEqual([
    { name: 'conv1', macs: 24 * 24 * 500, weights: 520, activations: 784 + 24 * 24 * 20 },
    {
      name: 'conv2',
      macs: 8 * 8 * 25_000,
      weights: 25_050,
      activations: 12 * 12 * 20 + 8 * 8 * 50,
    },
    { name: 'fc1', macs: 400_000, weights: 400_500, activations: 800 + 500 },
    { name: 'fc2', macs: 5_000, weights: 5_010, activations: 500 + 10 },
  ]);
});
