import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cluster, type ClusterParameters } from '../../../src/core/quantize/cluster';
import { Random } from '../../../src/core/random';
import golden from '../../golden/k-means.json';

const inits = ['linear', 'density', 'random'] as const;
const f32 = (...values: number[]) => Float32Array.from(values);

/** Few values that recur, with ties between them, or any; some are zero, some pruned. */
const weight = fc.oneof(
  fc.integer({ min: -6, max: 6 }).map((n) => n / 4),
  fc.float({ min: -2, max: 2, noNaN: true }).map((w) => (Math.abs(w) < 1e-6 ? 0 : w)),
);
const pruned = fc.array(fc.tuple(weight, fc.nat(3)), { minLength: 1, maxLength: 60 });
const tensor = pruned.map((pairs) => ({
  values: Float32Array.from(pairs, ([value]) => value),
  mask: Uint8Array.from(pairs, ([, kept]) => Math.min(kept, 1)),
}));
const step: fc.Arbitrary<ClusterParameters> = fc.record({
  clusters: fc.integer({ min: 2, max: 12 }),
  init: fc.constantFrom(...inits),
});

/** Σ(ŵ − w)² over the weights kept. */
function squaredError(values: Float32Array, mask: Uint8Array, weights: Float32Array): number {
  return values.reduce((sum, value, i) => sum + (mask[i] ? (weights[i]! - value) ** 2 : 0), 0);
}

test.each(golden.cases)(
  'scikit-learn finds the same $clusters codes for $name weights from $init ones',
  ({ name, clusters, init, codes }) => {
    const values = golden.weights[name as keyof typeof golden.weights];
    const { codebook } = cluster(Float32Array.from(values), {
      clusters,
      init: init as ClusterParameters['init'],
    });
    expect([...codebook.slice().sort()]).toEqual(codes);
  },
);

describe('for any weights', () => {
  const check = (
    what: (
      tensor: { values: Float32Array; mask: Uint8Array },
      step: ClusterParameters,
      result: ReturnType<typeof cluster>,
    ) => void,
  ) =>
    fc.assert(
      fc.property(tensor, step, fc.nat(), ({ values, mask }, step, seed) =>
        what({ values, mask }, step, cluster(values, step, { mask, seed })),
      ),
      { numRuns: 2000 },
    );

  test('the codebook begins with 0, ascends after it and holds at most as many as asked for', () => {
    check((_, { clusters }, { codebook }) => {
      expect(Object.is(codebook[0], 0)).toBe(true);
      const others = [...codebook.subarray(1)];
      expect(others).not.toContain(0);
      expect(others).toEqual([...new Set(others)].sort((a, b) => a - b));
      expect(codebook.length).toBeLessThanOrEqual(clusters);
    });
  });

  test('a pruned weight is 0, and a kept one has the nearest code, the lower of two', () => {
    check(({ values, mask }, _, { codebook, weights }) => {
      const codes = [...codebook].sort((a, b) => a - b);
      const nearest = Float32Array.from(values, (value, i) =>
        mask[i]
          ? codes.reduce((best, c) => (Math.abs(c - value) < Math.abs(best - value) ? c : best))
          : 0,
      );
      expect(weights).toEqual(nearest);
    });
  });

  test('every code but 0 is the mean of its weights, rounded to float32 once', () => {
    check(({ values, mask }, _, { codebook, weights }) => {
      for (const code of codebook.subarray(1)) {
        const members = values.filter((_, i) => mask[i] && weights[i] === code);
        const mean = members.reduce((sum, value) => sum + value, 0) / members.length;
        expect(code).toBe(Math.fround(mean));
      }
    });
  });

  test('fewer values than codes are kept as they are', () => {
    check(({ values, mask }, { clusters }, { codebook, weights }) => {
      const kept = values.map((value, i) => (mask[i] ? value : 0));
      const distinct = new Set([0, ...kept]);
      if (distinct.size > clusters) expect(codebook).toHaveLength(clusters);
      else {
        expect(codebook).toHaveLength(distinct.size);
        expect(weights).toEqual(kept);
      }
    });
  });

  test('the error never rises from one iteration to the next', () => {
    fc.assert(
      fc.property(tensor, step, fc.nat(), ({ values, mask }, step, seed) => {
        let last = Infinity;
        for (let iterations = 0; iterations < 8; iterations++) {
          const { weights } = cluster(values, step, { mask, seed, iterations });
          const error = squaredError(values, mask, weights);
          expect(error).toBeLessThanOrEqual(last * (1 + 1e-12));
          last = error;
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('no error is below the least there is, found by trying every partition', () => {
    check(({ values, mask }, { clusters }, { weights }) => {
      const kept = values.filter((value, i) => mask[i] && value !== 0);
      const least = leastError(
        [...kept].sort((a, b) => a - b),
        clusters,
      );
      expect(squaredError(values, mask, weights)).toBeGreaterThanOrEqual(least * (1 - 1e-9));
    });
  });
});

/**
 * The least squared error of sorted numbers in so many groups, one of which stands for 0 and the
 * others for their means: the best last group after the best of the rest (Wang and Song 2011,
 * "Ckmeans.1d.dp").
 */
function leastError(sorted: readonly number[], groups: number): number {
  const spread = (start: number, end: number) => {
    const group = sorted.slice(start, end);
    const mean = group.reduce((sum, x) => sum + x, 0) / group.length;
    return group.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  };
  const square = (start: number, end: number) =>
    sorted.slice(start, end).reduce((sum, x) => sum + x * x, 0);
  const best = new Map<string, number>();
  const upTo = (end: number, left: number, zeroLeft: boolean): number => {
    if (end === 0) return 0;
    const key = `${end} ${left} ${zeroLeft}`;
    let least = best.get(key);
    if (least === undefined) {
      least = Infinity;
      for (let start = end - 1; start >= 0; start--) {
        if (left > 0) least = Math.min(least, upTo(start, left - 1, zeroLeft) + spread(start, end));
        if (zeroLeft) least = Math.min(least, upTo(start, left, false) + square(start, end));
      }
      best.set(key, least);
    }
    return least;
  };
  return upTo(sorted.length, groups - 1, true);
}

test('groups far apart are found exactly, wherever the start', () => {
  const values = f32(-5.25, -4.75, 0.01, -0.01, 2.875, 3.125, 9, 9.5);
  for (const init of ['linear', 'density'] as const) {
    const { codebook, weights } = cluster(values, { clusters: 4, init });
    expect([...codebook]).toEqual([0, -5, 3, 9.25]);
    expect([...weights]).toEqual([-5, -5, 0, 0, 3, 3, 9.25, 9.25]);
  }
});

test('a code without weights goes where one weight’s error is greatest', () => {
  // Zero and four equally spaced codes, of which two, ±100/3, have no weights beside them.
  const values = f32(-100, -99, -98, -97, -96, -95, 100);
  const { codebook } = cluster(values, { clusters: 5, init: 'linear' });
  expect(codebook).toHaveLength(5);
  expect(codebook.at(-1)).toBe(100);
  expect(codebook.subarray(1, 4).every((code) => code < -94)).toBe(true);
});

describe.each(inits)('%s initial codes', (init) => {
  const step = { clusters: 4, init };

  test.each([
    ['no weights', [], [0], []],
    ['one weight', [-3], [0, -3], [-3]],
    ['one zero', [0], [0], [0]],
    ['zeros alone', [0, -0, 0], [0], [0, 0, 0]],
    ['one value alone', [2, 2, 2, 2, 2], [0, 2], [2, 2, 2, 2, 2]],
    ['as many values as codes', [5, -1, 0, 3, 3], [0, -1, 3, 5], [5, -1, 0, 3, 3]],
  ])('%s', (_, values, codes, weights) => {
    const result = cluster(Float32Array.from(values), step);
    expect([...result.codebook]).toEqual(codes);
    expect([...result.weights]).toEqual(weights);
  });

  test('all weights pruned', () => {
    const result = cluster(f32(1, 2, 3), step, { mask: new Uint8Array(3) });
    expect([...result.codebook]).toEqual([0]);
    expect([...result.weights]).toEqual([0, 0, 0]);
  });

  test('a pruned weight does not pull a code', () => {
    const values = f32(-4, -2, 2, 4, 6, 800);
    const mask = Uint8Array.of(1, 1, 1, 1, 1, 0);
    const kept = cluster(values.subarray(0, 5), step);
    const result = cluster(values, step, { mask });
    expect(result.codebook).toEqual(kept.codebook);
    expect([...result.weights]).toEqual([...kept.weights, 0]);
  });

  test('one value repeated among others leaves no code unused', () => {
    const values = new Float32Array(100).fill(1);
    values.set([2, 3, 4, 5, 6]);
    const { codebook, weights } = cluster(values, step);
    expect(new Set(weights)).toEqual(new Set(codebook.subarray(1)));
    expect(codebook).toHaveLength(4);
  });

  test('more codes lose less', () => {
    const random = new Random('more codes');
    const values = Float32Array.from({ length: 2000 }, () => random.normal());
    const mask = new Uint8Array(values.length).fill(1);
    const errors = [2, 4, 16, 64, 256].map((clusters) =>
      squaredError(values, mask, cluster(values, { clusters, init }).weights),
    );
    expect(errors).toEqual([...errors].sort((a, b) => b - a));
  });
});

test('random initial codes follow from the seed alone', () => {
  const random = new Random('seeds');
  const values = Float32Array.from({ length: 500 }, () => random.normal());
  const codes = (seed: number) => cluster(values, { clusters: 16, init: 'random' }, { seed });
  expect(codes(1)).toEqual(codes(1));
  expect(codes(1)).not.toEqual(codes(2));
});
