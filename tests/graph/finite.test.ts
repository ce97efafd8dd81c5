import { describe, expect, test } from 'vitest';
import { requireFiniteWeights } from '../../src/graph/finite';
import type { ModelFile } from '../../src/graph/model-file';
import { fromFloat32, joinWeights, type StoredWeight } from '../../src/graph/weight-file';

const vector = (name: string, ...values: number[]) =>
  fromFloat32(name, [values.length], Float32Array.of(...values));
const halves = (name: string, ...bits: number[]): StoredWeight => ({
  spec: { name, shape: [bits.length], dtype: 'float32', quantization: { dtype: 'float16' } },
  bytes: new Uint8Array(Uint16Array.from(bits).buffer),
});
const fileOf = (...weights: StoredWeight[]): ModelFile => ({
  topology: {},
  ...joinWeights(weights),
});

const fine = vector('fc1/kernel', 0, -0, 1e-40, 3.4e38, -3.4e38);

describe('weights that are not finite are refused by the name of their tensor, with their number', () => {
  test.each([
    ['a bias', vector('fc1/bias', 1, NaN, 2), '1 of the 3 weights of fc1/bias are not finite.'],
    [
      'a variance',
      vector('bn/moving_variance', Infinity, -Infinity),
      '2 of the 2 weights of bn/moving_variance are not finite.',
    ],
    [
      'a kernel',
      vector('fc2/kernel', NaN, NaN, 0, NaN),
      '3 of the 4 weights of fc2/kernel are not finite.',
    ],
    [
      'float16, the first of two',
      halves('bn/gamma', 0x3c00, 0x7c00),
      '1 of the 2 weights of bn/gamma are not finite.',
    ],
  ])('%s', (_, weight, message) => {
    const file = fileOf(fine, weight, vector('last/bias', NaN));
    expect(() => requireFiniteWeights(file)).toThrow(new RangeError(message));
  });
});

test('the least and the greatest numbers pass, and bytes that stand for whole ones', () => {
  const codes: StoredWeight = {
    spec: { name: 'codes', shape: [4], dtype: 'int32' },
    bytes: Uint8Array.from({ length: 16 }, () => 0xff),
  };
  expect(() => requireFiniteWeights(fileOf(fine, codes, halves('h', 0x7bff)))).not.toThrow();
});
