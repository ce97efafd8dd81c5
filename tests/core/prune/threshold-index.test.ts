import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskOf, pruneCount } from '../../../src/core/prune/cut';
import { ThresholdIndex } from '../../../src/core/prune/threshold-index';

/** The mask by the definition: sort by magnitude, then by index, and prune the first `count`. */
function maskBySorting(scores: Float32Array, count: number): Uint8Array {
  const order = [...scores.keys()].sort(
    (i, j) => Math.abs(scores[i]!) - Math.abs(scores[j]!) || i - j,
  );
  const mask = new Uint8Array(scores.length).fill(1);
  for (const i of order.slice(0, count)) mask[i] = 0;
  return mask;
}

/** Any finite floats, or a few values that repeat: ties, zeros of both signs, neighbours. */
const scores = fc
  .oneof(
    fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 60 }),
    fc.array(fc.constantFrom(0, -0, 1, -1, 1 + 2 ** -23, 1 - 2 ** -24, 2 ** -126, -(2 ** 120)), {
      maxLength: 60,
    }),
  )
  .map((values) => Float32Array.from(values));

test('exactly the lowest scores are pruned, ties by lowest index, for every count', () => {
  fc.assert(
    fc.property(scores, (values) => {
      const index = new ThresholdIndex(values);
      for (let count = 0; count <= values.length; count++) {
        expect(maskOf(values, index.cut(count))).toEqual(maskBySorting(values, count));
      }
    }),
    { numRuns: 2000 },
  );
});

test('cuts of several are those of all scores one after the other', () => {
  fc.assert(
    fc.property(fc.array(scores, { minLength: 1, maxLength: 4 }), (parts) => {
      const indices = parts.map((part) => new ThresholdIndex(part));
      const all = Float32Array.from(parts.flatMap((part) => [...part]));
      for (let count = 0; count <= all.length; count++) {
        const cuts = ThresholdIndex.cuts(indices, count);
        const masks = parts.flatMap((part, i) => [...maskOf(part, cuts[i]!)]);
        expect(masks).toEqual([...maskBySorting(all, count)]);
        const splits = cuts.filter(({ index }, i) => index > 0 && index < parts[i]!.length);
        expect(splits.length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 1000 },
  );
  expect(ThresholdIndex.cuts([], 0)).toEqual([]);
});

test('a view into a larger buffer is ranked by itself', () => {
  const all = Float32Array.of(9, 9, 3, 1, 2, 9);
  const index = new ThresholdIndex(all.subarray(2, 5));
  expect(index.cut(2)).toEqual({ threshold: 2, index: 3 });
  expect(index.cut(0).index).toBe(0);
});

test('the index says where ties are split, and is 0 or n where none are', () => {
  const index = new ThresholdIndex(Float32Array.of(2, 1, 2, 3, 2));
  expect([0, 1, 2, 3, 4, 5].map((count) => index.cut(count).index)).toEqual([0, 5, 1, 3, 5, 5]);
});

test('among 100,000 equal weights the first ones are pruned', () => {
  const mask = maskOf(...equalWeightsCut(100_000, 12_345));
  expect(mask.indexOf(1)).toBe(12_345);
  expect(mask.lastIndexOf(0)).toBe(12_344);
});

function equalWeightsCut(length: number, count: number) {
  const values = new Float32Array(length).fill(-0.25);
  return [values, new ThresholdIndex(values).cut(count)] as const;
}

test('a count that falls on a half goes to the even number, as in PyTorch', () => {
  expect([0.1, 0.3, 0.5, 0.7, 0.9].map((sparsity) => pruneCount(sparsity, 5))).toEqual([
    0, 2, 2, 4, 4,
  ]);
});
