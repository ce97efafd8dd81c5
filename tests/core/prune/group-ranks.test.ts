import { expect, test } from 'vitest';
import { maskOf } from '../../../src/core/prune/cut';
import { groupCut, groupRanks } from '../../../src/core/prune/group-ranks';
import { groupsOf } from './by-sorting';

const ranks = (shape: number[], ...scores: number[]) => [
  ...groupRanks(Float32Array.from(scores), shape),
];

test('weights are ranked by magnitude in each four, ties by lowest index', () => {
  expect(ranks([8, 1], 3, -1, 2, 4, 5, -5, 0, -0)).toEqual([2, 0, 1, 3, 2, 3, 0, 1]);
});

test('a dense kernel is ranked down its inputs, a column at a time', () => {
  // [in, out] = [4, 2]: the second column is the first one upside down.
  expect(ranks([4, 2], 1, 4, 2, 3, 3, 2, 4, 1)).toEqual([0, 3, 1, 2, 2, 1, 3, 0]);
});

test('a convolution is ranked across its input channels at one position', () => {
  // HWIO [1, 2, 4, 1].
  expect(ranks([1, 2, 4, 1], 1, 2, 3, 4, 8, 7, 6, 5)).toEqual([0, 1, 2, 3, 3, 2, 1, 0]);
});

test('the ranks of a short last group start as if lower scores filled it', () => {
  expect(ranks([5, 1], 1, 2, 3, 4, 0)).toEqual([0, 1, 2, 3, 3]);
  expect(ranks([6, 1], 1, 2, 3, 4, 9, 0)).toEqual([0, 1, 2, 3, 3, 2]);
  expect(ranks([3, 1], 1, 0, 2)).toEqual([2, 1, 3]);
});

test.each([
  [0, 0],
  [0.125, 0],
  [0.13, 1],
  [0.25, 1],
  [0.375, 2],
  [0.5, 2],
  [0.625, 2],
  [0.75, 3],
  [0.875, 4],
  [1, 4],
])('sparsity %d prunes %i of every four, halves to even', (sparsity, n) => {
  const mask = maskOf(groupRanks(new Float32Array(16), [8, 2]), groupCut(sparsity));
  for (const group of groupsOf([8, 2])) {
    expect(group.map((i) => mask[i])).toEqual([0, 1, 2, 3].map((place) => Number(place >= n)));
  }
});

test('a short last group keeps at most as many as a whole one', () => {
  for (let r = 1; r < 4; r++) {
    for (let n = 0; n <= 4; n++) {
      const mask = maskOf(groupRanks(new Float32Array(4 + r), [4 + r, 1]), groupCut(n / 4));
      const kept = mask.subarray(4).reduce((sum, each) => sum + each, 0);
      expect(kept).toBe(Math.min(r, 4 - n));
    }
  }
});

test('one dimension has no input channels to share: each weight is a group of one', () => {
  expect(ranks([3], 1, 2, 3)).toEqual([3, 3, 3]);
});
