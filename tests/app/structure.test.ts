import { expect, test } from 'vitest';
import { dtypeOf, narrowedLayers, structureWords } from '../../src/app/structure';

const removed = [
  { name: 'conv1', units: [0, 3, 4, 5, 6], of: 20 },
  { name: 'fc1', units: [], of: 500 },
];

test('layers narrow to the units left, against the widest', () => {
  expect(narrowedLayers({ structure: { removed, keptOne: [] } })).toEqual([
    { name: 'conv1', left: 15, of: 20, width: 0.04, share: 0.03 },
    { name: 'fc1', left: 500, of: 500, width: 1, share: 1 },
  ]);
  expect(narrowedLayers({})).toEqual([]);
});

test('what is left is told of work and parameters', () => {
  const layer = { name: 'fc', macs: 0, activations: 0 };
  expect(
    structureWords({
      macs: { before: 2_293_000, after: 573_250 },
      parameters: { kernels: 100, others: 10 },
      work: { before: [{ ...layer, weights: 400 }], after: [] },
    }),
  ).toBe('573,250 of 2,293,000 multiplications an image are left (25%), and 100 of 400 weights.');
});

test('only codes can be run by integer kernels', () => {
  const recipe = (kind: 'float16' | 'correct') => ({ recipe: { model: '', steps: [{ kind }] } });
  expect(dtypeOf(recipe('float16'))).toBe('float32');
  expect(
    dtypeOf({
      recipe: {
        model: '',
        steps: [{ kind: 'quantize', bits: 4, granularity: 'tensor', scheme: 'symmetric' }],
      },
    }),
  ).toBe('int8');
});
