import { expect, test } from 'vitest';
import { PrefixSums } from '../../../src/core/quantize/prefix-sums';
import { Random } from '../../../src/core/random';

test('the mean of any stretch', () => {
  const sums = new PrefixSums(Float32Array.of(1, 2, 4, -3));
  expect(sums.mean(0, 4)).toBe(1);
  expect(sums.mean(1, 3)).toBe(3);
  expect(sums.mean(3, 4)).toBe(-3);
});

test('one number is its own mean, even after a million others and in the shade of a great one', () => {
  const random = new Random('sums');
  const values = Float32Array.from({ length: 1_000_000 }, () => random.normal());
  values[0] = 2 ** 40;
  const sums = new PrefixSums(values);
  for (let i = 0; i < values.length; i += 997) expect(sums.mean(i, i + 1)).toBe(values[i]);
});
