import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskOf, pruneCount } from '../../../src/core/prune/cut';
import { prunableWeights } from '../../../src/core/prune/prunable';
import { Ranking } from '../../../src/core/prune/ranking';
import { roundHalfEven } from '../../../src/core/quantize/rounding';
import type { PruneStep } from '../../../src/core/steps/prune';
import type { WeightTensor } from '../../../src/core/tensor';
import { groupsOf, lowest } from './by-sorting';

type Step = Omit<PruneStep, 'method'>;

/** Few different values, so that there are many ties, or many. */
const weight = fc.oneof(
  fc.constantFrom(0, -0, 0.5, -0.5, 1),
  fc.float({ min: -8, max: 8, noNaN: true }),
);
const shape = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4 })),
  fc.tuple(fc.constant(2), fc.constant(1), fc.integer({ min: 1, max: 9 }), fc.constant(2)),
);
const tensors = fc
  .array(
    shape.chain((sides) => {
      const length = sides.reduce((product, side) => product * side, 1);
      return fc.record({
        shape: fc.constant<number[]>(sides),
        values: fc.array(weight, { minLength: length, maxLength: length }),
        depthwise: fc.boolean(),
      });
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) =>
    all.map(({ values, ...rest }, i): WeightTensor => ({
      ...rest,
      name: `layer ${i}`,
      values: Float32Array.from(values),
      channels: rest.shape.at(-1)!,
    })),
  );
const sparsity = fc.oneof(
  fc.constantFrom(0, 0.125, 0.25, 0.375, 0.5, 0.75, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const step: fc.Arbitrary<Step & { kind: 'prune' }> = fc.record({
  kind: fc.constant('prune' as const),
  scope: fc.constantFrom('global' as const, 'layer' as const, 'group' as const),
  sparsity,
  layers: fc.dictionary(fc.constantFrom('layer 0', 'layer 2'), sparsity, { noNullPrototype: true }),
});

/** Masks by the definitions, weight by weight. */
function masksBySorting(all: readonly WeightTensor[], { scope, sparsity, layers }: Step) {
  const own = all.map(({ name, depthwise }) => layers?.[name] ?? (depthwise ? 0 : undefined));
  const masks = all.map(({ values }) => new Array<number>(values.length).fill(1));
  if (scope === 'group') {
    all.forEach(({ values, shape }, t) => {
      const n = roundHalfEven(4 * (own[t] ?? sparsity));
      for (const group of groupsOf(shape)) {
        const count = Math.max(0, group.length - (4 - n));
        for (const i of lowest(group, values, count)) masks[t]![i] = 0;
      }
    });
    return masks;
  }
  const together: number[] = [];
  all.forEach(({ values }, t) => {
    if (scope === 'global' && own[t] === undefined) together.push(t);
    else {
      const count = pruneCount(own[t] ?? sparsity, values.length);
      for (const i of lowest([...values.keys()], values, count)) masks[t]![i] = 0;
    }
  });
  const ranked = together.flatMap((t) => [...all[t]!.values.keys()].map((i) => ({ t, i })));
  ranked
    .sort((a, b) => Math.abs(all[a.t]!.values[a.i]!) - Math.abs(all[b.t]!.values[b.i]!))
    .slice(0, pruneCount(sparsity, ranked.length))
    .forEach(({ t, i }) => (masks[t]![i] = 0));
  return masks;
}

const rankingOf = (all: readonly WeightTensor[]) =>
  new Ranking(
    all,
    all.map(({ values }) => values),
  );

const masksOf = (ranking: Ranking, step: Step) =>
  ranking.prune(step).map(({ scores, cut }) => [...maskOf(scores, cut)]);

test('what is pruned is what the definitions say, in every scope, with layers and depthwise ones', () => {
  fc.assert(
    fc.property(tensors, fc.array(step, { minLength: 1, maxLength: 3 }), (all, steps) => {
      const ranking = rankingOf(all);
      for (const each of steps) expect(masksOf(ranking, each)).toEqual(masksBySorting(all, each));
    }),
    { numRuns: 2000 },
  );
});

test('the same ranking gives the very same scores, so that they can be kept on a GPU', () => {
  const values = Float32Array.of(1, 2, 3, 4);
  const ranking = rankingOf([{ name: 'w', shape: [4, 1], values, channels: 1 }]);
  const scores = (scope: Step['scope'], sparsity: number) =>
    ranking.prune({ kind: 'prune', scope, sparsity })[0]!.scores;
  expect(scores('global', 0.1)).toBe(values);
  expect(scores('layer', 0.2)).toBe(values);
  expect(scores('group', 0.1)).toBe(scores('group', 0.7));
  expect(scores('group', 0.1)).not.toBe(values);
});

describe('depthwise kernels', () => {
  const tensor = (name: string, depthwise: boolean, ...values: number[]): WeightTensor => ({
    name,
    shape: [1, 1, values.length, 1],
    values: Float32Array.from(values),
    channels: values.length,
    depthwise,
  });
  const ranking = rankingOf([
    tensor('depthwise', true, 1, 2, 3, 4),
    tensor('pointwise', false, 5, 6, 7, 8),
  ]);

  test('are not among the weights that can be pruned, unless named', () => {
    const tensors = [
      tensor('depthwise', true, 1, 2, 3, 4),
      tensor('pointwise', false, 5, 6, 7, 8, 9),
    ];
    expect(prunableWeights(tensors, undefined)).toBe(5);
    expect(prunableWeights(tensors, { pointwise: 0.5 })).toBe(5);
    expect(prunableWeights(tensors, { depthwise: 0 })).toBe(9);
  });

  test.each(['global', 'layer', 'group'] as const)('are spared, scope %s', (scope) => {
    expect(masksOf(ranking, { kind: 'prune', scope, sparsity: 0.5 })).toEqual([
      [1, 1, 1, 1],
      [0, 0, 1, 1],
    ]);
  });

  test.each(['global', 'layer', 'group'] as const)('are pruned where named, scope %s', (scope) => {
    const step: Step = { kind: 'prune', scope, sparsity: 0.25, layers: { depthwise: 0.75 } };
    expect(masksOf(ranking, step)).toEqual([
      [0, 0, 0, 1],
      [0, 1, 1, 1],
    ]);
  });
});

test('a layer called as what every object has is none that has a sparsity of its own', () => {
  const values = Float32Array.of(1, 2);
  const ranking = rankingOf([{ name: 'constructor', shape: [2, 1], values, channels: 1 }]);
  const step: Step = { kind: 'prune', scope: 'global', sparsity: 0.5, layers: {} };
  expect(masksOf(ranking, step)).toEqual([[0, 1]]);
});
