import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pruneCount } from '../../../src/core/prune/cut';
import { selectUnits } from '../../../src/core/prune/structured';
import { checkStep } from '../../../src/core/steps/check';
import { initialStep } from '../../../src/core/steps/step';
import {
  isStructured,
  prune,
  type PruneStep,
  type StructuredMethod,
} from '../../../src/core/steps/prune';
import type { WeightTensor } from '../../../src/core/tensor';

type Step = PruneStep<StructuredMethod>;

const step = (change: Partial<Step>): Step => ({
  kind: 'prune',
  method: 'structured',
  scope: 'layer',
  sparsity: 0.5,
  ...change,
});

/** A dense kernel of these units, each with its incoming weights. */
function layer(name: string, ...units: number[][]): WeightTensor {
  const inputs = units[0]!.length;
  const values = Float32Array.from(
    { length: inputs * units.length },
    (_, i) => units[i % units.length]![Math.floor(i / units.length)]!,
  );
  return { name, shape: [inputs, units.length], values, channels: units.length };
}

interface Golden {
  weights: Record<string, { shape: number[]; values: number[] }>;
  cases: {
    method: string;
    scope: 'global' | 'layer';
    sparsity: number;
    norm?: 1 | 2;
    masks: Record<string, number[]>;
  }[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../golden/pruning.json', import.meta.url), 'utf8'),
) as Golden;

test.each(golden.cases.filter(({ method }) => method === 'structured'))(
  "$sparsity of each layer's units by L$norm are those that PyTorch removes",
  ({ norm, scope, sparsity, masks }) => {
    const method = norm === 1 ? 'structured-l1' : 'structured';
    const layers = Object.entries(golden.weights).map(([name, { shape, values }]) => ({
      name,
      shape,
      values: Float32Array.from(values),
      channels: shape.at(-1)!,
    }));
    const { removed, keptOne } = selectUnits(layers, step({ method, scope, sparsity }));
    expect(keptOne).toEqual([]);
    layers.forEach(({ name, channels }, i) => {
      const gone = new Set(removed[i]);
      const mask = masks[name]!.map((_, weight) => Number(!gone.has(weight % channels)));
      expect(mask).toEqual(masks[name]);
    });
  },
);

test('L1 and L2 rank units differently: one large weight against several small ones', () => {
  const layers = [layer('a', [3, 0], [2, 2])];
  expect(selectUnits(layers, step({ method: 'structured-l1' })).removed).toEqual([[0]]);
  expect(selectUnits(layers, step({ method: 'structured' })).removed).toEqual([[1]]);
});

test('units of equal norm go by lowest index, of the earlier layer first', () => {
  const layers = [layer('a', [1], [-1], [1]), layer('b', [1], [1], [1])];
  const removed = (sparsity: number, scope: Step['scope']) =>
    selectUnits(layers, step({ sparsity, scope })).removed;
  expect(removed(1 / 3, 'layer')).toEqual([[0], [0]]);
  expect(removed(1 / 3, 'global')).toEqual([[0, 1], []]);
  expect(removed(1 / 2, 'global')).toEqual([[0, 1], [0]]);
});

test('a layer multiplied by a number keeps its place in the global ranking', () => {
  const units = [[1, 2], [-3, 1], [0.5, 0.25], [4]].map(([a, b = 0]) => [a!, b]);
  const other = layer('b', [1, 1, 1], [2, 2, 2], [-1, 5, 0]);
  const removed = (scale: number) =>
    selectUnits([layer('a', ...units.map((unit) => unit.map((w) => w * scale))), other], {
      ...step({ scope: 'global' }),
    }).removed;
  expect(removed(1024)).toEqual(removed(1));
});

test('a layer with a sparsity of its own leaves the global ranking', () => {
  const layers = [layer('a', [1], [2], [3], [4]), layer('b', [5], [6], [7], [8])];
  const { removed } = selectUnits(layers, step({ scope: 'global', layers: { a: 0.25 } }));
  expect(removed).toEqual([[0], [0, 1]]);
  expect(selectUnits(layers, step({ layers: { b: 0 } })).removed).toEqual([[0, 1], []]);
});

describe('a layer that would be left empty', () => {
  test('keeps the unit of largest norm, and is named', () => {
    const layers = [layer('a', [1], [3], [2]), layer('b', [1])];
    expect(selectUnits(layers, step({ sparsity: 1 }))).toEqual({
      removed: [[0, 2], []],
      keptOne: ['a', 'b'],
    });
    expect(selectUnits(layers, step({ sparsity: 1, scope: 'global' }))).toEqual({
      removed: [[0, 2], []],
      keptOne: ['a', 'b'],
    });
  });

  test('gives its place in a global ranking to the next unit of another layer', () => {
    const layers = [layer('a', [0], [0]), layer('b', [1], [2], [3])];
    expect(selectUnits(layers, step({ sparsity: 0.4, scope: 'global' }))).toEqual({
      removed: [[0], [0]],
      keptOne: ['a'],
    });
  });

  test('of zeros only keeps its last unit', () => {
    expect(selectUnits([layer('a', [0], [0], [-0])], step({ sparsity: 1 })).removed).toEqual([
      [0, 1],
    ]);
  });
});

const weight = fc.oneof(
  fc.constantFrom(0, -0, 0.5, -0.5, 1),
  fc.float({ min: -8, max: 8, noNaN: true }),
);
const layers = fc
  .array(
    fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 6 })).chain(([inputs, n]) =>
      fc.array(fc.array(weight, { minLength: inputs, maxLength: inputs }), {
        minLength: n,
        maxLength: n,
      }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) => all.map((units, i) => layer(`layer ${i}`, ...units)));
const sparsity = fc.oneof(
  fc.constantFrom(0, 0.25, 0.5, 0.75, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const method = fc.constantFrom('structured' as const, 'structured-l1' as const);

/** A unit's norm, by the definition. */
function norm({ values, channels }: WeightTensor, unit: number, method: StructuredMethod): number {
  const weights = [...values].filter((_, i) => i % channels === unit);
  return method === 'structured'
    ? Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0))
    : weights.reduce((sum, w) => sum + Math.abs(w), 0);
}

test('each layer loses the exact number of units with the smallest norms, but for one', () => {
  fc.assert(
    fc.property(layers, method, sparsity, (all, method, sparsity) => {
      const { removed, keptOne } = selectUnits(all, step({ method, sparsity }));
      all.forEach((tensor, i) => {
        const { name, channels } = tensor;
        const wanted = pruneCount(sparsity, channels);
        const order = [...Array(channels).keys()].sort(
          (a, b) => norm(tensor, a, method) - norm(tensor, b, method) || a - b,
        );
        const lowest = order.slice(0, Math.min(wanted, channels - 1)).sort((a, b) => a - b);
        expect(removed[i]).toEqual(lowest);
        expect(keptOne.includes(name)).toBe(wanted === channels);
      });
    }),
    { numRuns: 1000 },
  );
});

test('all layers together lose the exact number, each its own smallest, none all of them', () => {
  fc.assert(
    fc.property(layers, method, sparsity, (all, method, sparsity) => {
      const { removed, keptOne } = selectUnits(all, step({ method, sparsity, scope: 'global' }));
      const total = all.reduce((sum, { channels }) => sum + channels, 0);
      const wanted = pruneCount(sparsity, total);
      const count = removed.reduce((sum, { length }) => sum + length, 0);
      expect(count).toBe(Math.min(wanted, total - all.length));
      all.forEach((tensor, i) => {
        const { name, channels } = tensor;
        const gone = removed[i]!;
        const kept = [...Array(channels).keys()].filter((unit) => !gone.includes(unit));
        for (const unit of gone) {
          for (const other of kept) {
            const difference = norm(tensor, unit, method) - norm(tensor, other, method);
            expect(difference < 0 || (difference === 0 && unit < other)).toBe(true);
          }
        }
        if (keptOne.includes(name)) expect(kept.length).toBe(1);
      });
    }),
    { numRuns: 1000 },
  );
});

test('weights that are not finite are refused, with the layer', () => {
  expect(() => selectUnits([layer('a', [1], [NaN])], step({}))).toThrow(
    new RangeError('A norm needs finite weights; unit 1 of 2 in a has some that are not.'),
  );
});

describe('a structured step', () => {
  test('is told from one that sets weights to zero', () => {
    expect(isStructured(step({}))).toBe(true);
    expect(isStructured(initialStep<PruneStep>(prune))).toBe(false);
  });

  test('can rank over all layers or in each, never in groups of four', () => {
    for (const scope of ['global', 'layer'] as const) checkStep(prune, step({ scope }), []);
    expect(() => checkStep(prune, step({ scope: 'group' }), [])).toThrow(
      new RangeError(
        'Filters and neurons are ranked over all layers or in each; the scope group is for weights.',
      ),
    );
  });
});
