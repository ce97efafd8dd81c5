import { expect, test } from 'vitest';
import {
  aimOf,
  linkProblem,
  limitOf,
  limitProblem,
  scatterOf,
  verdictOf,
} from '../../src/app/experiments/search';
import type { Report } from '../../src/core/report';
import type { Judged } from '../../src/core/search/search';
import type { Candidate } from '../../src/core/search/trials';
import type { Finding } from '../../src/lab/finder.svelte';

const DRAFT = { kind: 'size', points: 0.5, kilobytes: undefined, seconds: 60 } as const;
const uniform: Judged = {
  steps: [{ kind: 'quantize', bits: 4, granularity: 'channel', scheme: 'symmetric' }],
  uniform: true,
  bytes: 31_000,
  images: 2000,
  lost: 2,
  divergence: 0.01,
  test: { bytes: 31_000, images: 1000, lost: 3 },
};
const trial: Candidate = {
  steps: [],
  uniform: false,
  bytes: 23_100,
  images: 2000,
  lost: 8,
  divergence: 0.02,
};
const found: Judged = { ...trial, test: { bytes: 23_100, images: 1000, lost: 4 } };
const finding: Finding = {
  wish: { model: 'lenet-5', aim: { kind: 'loss', points: 0.5 }, seconds: 60 },
  layers: [],
  kept: [],
  seconds: 50,
  before: { dense: 1_062_600, deflate: 500_000 },
  progress: { phase: 'judging', asked: 9, tried: 7, kept: [uniform, found], best: found },
  result: { found, uniform, refused: 1, complete: false },
};

test('a size limit starts at an eighth of float32, and is what the reader says from then on', () => {
  const report = { size: { before: { dense: 1_066_440 } } } as Report;
  expect(limitOf(DRAFT, 'size', report)).toBe(133.3);
  expect(limitOf({ ...DRAFT, kilobytes: 20 }, 'size', report)).toBe(20);
  expect(limitOf({ ...DRAFT, kilobytes: null }, 'size', report)).toBeNull();
  expect(aimOf('size', 133.3)).toEqual({ kind: 'size', bytes: 133_300 });
});

test('a limit that can’t be is named with what was given', () => {
  expect(limitProblem('loss', 0)).toBeUndefined();
  expect(limitProblem('size', 0)).toBe('KB: a number from 1 to 100,000 is needed, not 0.');
  expect(limitProblem('loss', null)).toBe('Points: a number from 0 to 50 is needed, not nothing.');
});

test('the verdict has both sizes and what both lose, on the test digits first', () => {
  const { title, uniform: beside, notes } = verdictOf(finding);
  expect(title).toBe(
    '23.1 KB, 46.0× smaller than dense float32; loses 0.4 points on the test digits (0.4 points on the guide digits).',
  );
  expect(beside).toContain('31 KB; loses 0.3 points on the test digits (0.1 points');
  expect(notes).toContain(
    '1 recipe kept the limit on the guide digits and broke it on the test digits.',
  );
});

test('where nothing was found the limit is named', () => {
  const none = { ...finding, result: { refused: 2, complete: true } };
  const { title, uniform, notes } = verdictOf(none);
  expect(title).toBe('Nothing was found that loses at most 0.5 points.');
  expect(uniform).toBe('With the same for all layers there was none.');
  expect(notes[1]).toBe(
    '2 recipes kept the limit on the guide digits and broke it on the test digits.',
  );
  const wish = { ...finding.wish, aim: { kind: 'size', bytes: 20_000 } } as const;
  expect(verdictOf({ ...none, wish }).title).toBe('Nothing was found within 20 KB.');
});

test('what was cancelled says that it was not read on the test digits', () => {
  const progress = { ...finding.progress!, best: trial };
  const { title, notes } = verdictOf({
    ...finding,
    progress,
    result: undefined,
    ended: 'cancelled',
  });
  expect(title).toContain('loses 0.4 points on the guide digits, not read on the test digits');
  expect(notes).toEqual(['Cancelled with 7 recipes tried; not read on the test digits.']);
});

test('the best tried with the same for all layers is marked in the scatter', () => {
  const { points, front } = scatterOf(finding);
  expect(points.map(({ x, y, kind }) => [x, y, kind])).toEqual([
    [31, 0.1, 'rival'],
    [23.1, 0.4, 'front'],
  ]);
  expect(front).toEqual([
    [23.1, 0.4],
    [31, 0.4],
    [31, 0.1],
  ]);
});

test('a recipe whose link could not be read is not opened', () => {
  const layers = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`layer${i}`, 0.5]));
  const prune = {
    kind: 'prune',
    method: 'magnitude',
    scope: 'layer',
    sparsity: 0,
    layers,
  } as const;
  expect(linkProblem({ model: 'x', steps: [prune] })).toContain('8,000 can be read.');
  expect(linkProblem({ model: 'x', steps: [{ ...prune, layers: {} }] })).toBeUndefined();
});
