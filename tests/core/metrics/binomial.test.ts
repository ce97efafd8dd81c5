import { expect, test } from 'vitest';
import { fairCoinTail } from '../../../src/core/metrics/binomial';
import { exactTail } from './exact';

test('it is the exact binomial sum for every k up to n/2', () => {
  for (const n of [0, 1, 2, 3, 10, 41, 121, 400]) {
    for (let k = 0; k <= n / 2; k++) {
      const exact = exactTail(n, k);
      expect(Math.abs(fairCoinTail(n, k) / exact - 1)).toBeLessThan(1e-12);
    }
  }
});

test('it keeps ten digits at n = 10,000', () => {
  for (const k of [4500, 4900, 4999, 5000]) {
    expect(Math.abs(fairCoinTail(10_000, k) / exactTail(10_000, k) - 1)).toBeLessThan(1e-10);
  }
});

test('a probability below every double is 0', () => {
  expect(fairCoinTail(10_000, 0)).toBe(0);
  expect(fairCoinTail(10_000, 100)).toBe(0);
});
