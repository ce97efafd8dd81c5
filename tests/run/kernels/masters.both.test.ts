import { getBackend, memory, tidy, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { Masters, type Steps } from '../../../src/run/kernels/masters';
import { compressOnCpu } from '../../../src/run/kernels/reference';
import { pruneCount } from '../../../src/core/prune/cut';
import { codeWeights } from '../../../src/core/quantize/code-weights';
import { roundHalfEven } from '../../../src/core/quantize/rounding';
import { Random } from '../../../src/core/random';
import type { ClusterStep } from '../../../src/core/steps/cluster';
import type { PruneStep, UnstructuredMethod } from '../../../src/core/steps/prune';
import type { QuantizeStep } from '../../../src/core/steps/quantize';
import type { WeightTensor } from '../../../src/core/tensor';
import { BACKENDS, use } from '../../backend';
import { groupsOf, lowest } from '../../core/prune/by-sorting';
import { differingBits } from './adversarial';
import { linearOf } from './linear';

/** Few in the browser, where each run waits for the GPU. */
const RUNS = BACKENDS.includes('webgl') ? 60 : 1000;

type Step = PruneStep<UnstructuredMethod>;

const magnitude = (sparsity: number, scope: Step['scope'] = 'global'): Step => ({
  kind: 'prune',
  method: 'magnitude',
  scope,
  sparsity,
});
const random = (sparsity: number): Step => ({ ...magnitude(sparsity), method: 'random' });
const int8: QuantizeStep = {
  kind: 'quantize',
  bits: 8,
  granularity: 'channel',
  scheme: 'symmetric',
};

function tensor(name: string, shape: number[], values?: ArrayLike<number>): WeightTensor {
  const length = shape.reduce((product, dimension) => product * dimension, 1);
  const normal = new Random(name);
  return {
    name,
    shape,
    values: Float32Array.from(values ?? Array.from({ length }, () => normal.normal())),
    channels: shape.at(-1)!,
  };
}

/** The compressed weights, read and disposed. */
function apply(masters: Masters, steps: Steps) {
  return masters.apply(steps).map(({ weights, ...rest }) => {
    const values = weights.dataSync().slice() as Float32Array;
    weights.dispose();
    return { ...rest, shape: weights.shape, values };
  });
}

const zeros = (values: Float32Array) => values.filter((value) => value === 0).length;

describe.each(BACKENDS)('on %s', (backendName) => {
  beforeEach(() => use(backendName));

  test('without steps the weights come back as they are', () => {
    const tensors = [tensor('dense', [7, 5]), tensor('conv', [3, 3, 2, 3])];
    const masters = new Masters(tensors);
    apply(masters, {}).forEach(({ name, shape, values, pruned, mask, coding }, i) => {
      expect({ name, shape, values }).toEqual({
        name: tensors[i]!.name,
        shape: tensors[i]!.shape,
        values: tensors[i]!.values,
      });
      expect({ pruned, mask, coding }).toEqual({ pruned: 0 });
    });
    masters.dispose();
  });

  test('exactly round(sparsity·n) weights are pruned, ties or not, and not one more', () => {
    const tied = fc.array(fc.constantFrom(0.5, -0.5, 0.25, 1, -3), { minLength: 1, maxLength: 30 });
    const free = fc.array(
      fc.float({ min: -8, max: 8, noNaN: true }).filter((x) => Math.abs(x) > 1e-30),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(tied, free), { minLength: 1, maxLength: 3 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('magnitude' as const, 'random' as const),
        (lists, sparsity, method) => {
          const masters = new Masters(
            lists.map((values, i) => tensor(`${i}`, [values.length, 1], values)),
          );
          const total = lists.reduce((sum, { length }) => sum + length, 0);
          const global = apply(masters, { prune: { ...magnitude(sparsity), method } });
          expect(global.reduce((sum, { values }) => sum + zeros(values), 0)).toBe(
            pruneCount(sparsity, total),
          );
          for (const { pruned, values } of global) expect(pruned).toBe(zeros(values));
          const layer = apply(masters, { prune: { ...magnitude(sparsity, 'layer'), method } });
          layer.forEach(({ values }) =>
            expect(zeros(values)).toBe(pruneCount(sparsity, values.length)),
          );
          masters.dispose();
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('of every four input channels N are pruned, the lowest, ties by lowest index', () => {
    const shapes = fc.oneof(
      fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5 })),
      fc.tuple(fc.constant(2), fc.constant(3), fc.integer({ min: 1, max: 9 }), fc.constant(3)),
    );
    fc.assert(
      fc.property(
        shapes,
        fc.infiniteStream(fc.constantFrom(0.5, -0.5, 0.25, 1, -3)),
        fc.integer({ min: 0, max: 4 }),
        (shape, drawn, n) => {
          const { values } = tensor('w', shape);
          const weights = values.map(() => drawn.next().value!);
          const masters = new Masters([tensor('w', shape, weights)]);
          const [result] = apply(masters, { prune: magnitude(n / 4, 'group') });
          const expected = weights.slice();
          for (const group of groupsOf(shape)) {
            const count = Math.max(0, group.length - (4 - n));
            for (const i of lowest(group, weights, count)) expected[i] = 0;
          }
          expect(differingBits(result!.values, expected)).toBe(0);
          expect(result!.pruned).toBe(zeros(expected));
          masters.dispose();
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('codes are what the weights are stored as without pruning, less the lowest, ties by index', () => {
    // Few codes, so that most of them tie; scales that differ, so that layers and channels mix.
    const shapes = [
      [8, 3],
      [1, 1, 6, 2],
    ];
    const storages: Steps[] = [
      { quantize: { ...int8, bits: 3 } },
      { quantize: { ...int8, bits: 4, granularity: 'tensor', scheme: 'asymmetric' } },
      { quantize: { ...int8, bits: 2, layers: { a: 'float32' } } },
      { cluster: { kind: 'cluster', clusters: 3, init: 'linear' } },
      { float16: { kind: 'float16' } },
      {},
    ];
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 36, maxLength: 36 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(...storages),
        fc.constantFrom(...storages),
        (drawn, sparsity, storage, earlier) => {
          const [a, b] = [drawn.slice(0, 24), drawn.slice(24).map((value) => value / 3)];
          const masters = new Masters([tensor('a', shapes[0]!, a), tensor('b', shapes[1]!, b)]);
          const codes = (scope: Step['scope']): Step => ({
            ...magnitude(sparsity, scope),
            method: 'codes',
          });
          // What another way to store them was ranked by is not to be taken for this one.
          apply(masters, { ...earlier, prune: codes('global') });
          const stored = apply(masters, storage);
          const all = Float32Array.from(stored.flatMap(({ values }) => [...values]));
          const pruned: Record<Step['scope'], readonly number[]> = {
            global: lowest([...all.keys()], all, pruneCount(sparsity, all.length)),
            layer: [0, 24].flatMap((first, i) => {
              const own = [...stored[i]!.values.keys()].map((j) => first + j);
              return lowest(own, all, pruneCount(sparsity, own.length));
            }),
            group: [0, 24].flatMap((first, i) =>
              groupsOf(shapes[i]!).flatMap((group) => {
                const members = group.map((j) => first + j);
                const spared = 4 - roundHalfEven(4 * sparsity);
                return lowest(members, all, Math.max(0, members.length - spared));
              }),
            ),
          };
          for (const scope of ['global', 'layer', 'group'] as const) {
            const results = apply(masters, { ...storage, prune: codes(scope) });
            const expected = all.slice();
            for (const i of pruned[scope]) expected[i] = 0;
            const got = Float32Array.from(results.flatMap(({ values }) => [...values]));
            expect(differingBits(got, expected)).toBe(0);
            expect(results.map(({ coding }) => coding)).toEqual(stored.map(({ coding }) => coding));
            expect(results[0]!.pruned + results[1]!.pruned).toBe(pruned[scope].length);
          }
          masters.dispose();
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('every method and scope follows any other on the same masters', () => {
    const masters = new Masters([tensor('a', [9, 5]), tensor('b', [3, 3, 6, 4])], 3);
    const steps = (['global', 'layer', 'group'] as const).flatMap((scope) => [
      magnitude(0.5, scope),
      { ...random(0.5), scope },
      { ...magnitude(0.5, scope), method: 'codes' as const },
    ]);
    for (const prune of [...steps, ...steps.toReversed()]) {
      for (const { name, values, mask } of apply(masters, { prune })) {
        const { shape } = name === 'a' ? { shape: [9, 5] } : { shape: [3, 3, 6, 4] };
        const kept = tensor(name, shape).values.map((value, i) => (mask![i] ? value : 0));
        expect(differingBits(values, kept)).toBe(0);
      }
    }
    masters.dispose();
  });

  describe('layers with values of their own', () => {
    const tensors = [tensor('conv', [3, 3, 4, 2]), tensor('fc', [10, 10]), tensor('out', [10, 4])];

    test('leave the global ranking, whose sparsity is then of the others', () => {
      const masters = new Masters(tensors);
      const layers = { conv: 0.25 };
      const [conv, fc, out] = apply(masters, { prune: { ...magnitude(0.9), layers } });
      expect(conv!.pruned).toBe(pruneCount(0.25, 72));
      expect(fc!.pruned + out!.pruned).toBe(pruneCount(0.9, 140));
      expect(zeros(fc!.values) + zeros(out!.values)).toBe(126);
      masters.dispose();
    });

    test('are quantized in their own way, or stay float32', () => {
      const masters = new Masters(tensors);
      const [conv, fc, out] = apply(masters, {
        quantize: {
          ...int8,
          layers: {
            conv: 'float32',
            out: { bits: 4, granularity: 'tensor', scheme: 'asymmetric' },
          },
        },
      });
      expect(conv).toMatchObject({ coding: undefined, values: tensors[0]!.values });
      expect(linearOf(fc!)).toMatchObject({ bits: 8 });
      expect(linearOf(fc!).scales).toHaveLength(10);
      expect(linearOf(out!)).toMatchObject({ bits: 4, zeroPoints: { length: 1 } });
      const expected = compressOnCpu(tensors[2]!.values, {
        cut: { threshold: 0, index: 0 },
        parameters: linearOf(out!),
      });
      expect(differingBits(out!.values, expected)).toBe(0);
      masters.dispose();
    });

    test.each<[Steps, string]>([
      [
        { prune: { ...magnitude(0.5), layers: { fc3: 0.1 } } },
        'There is no layer fc3 to prune; the layers are conv, fc and out.',
      ],
      [
        { quantize: { ...int8, layers: { fc3: 'float32' } } },
        'There is no layer fc3 to quantize; the layers are conv, fc and out.',
      ],
      [
        { prune: { ...magnitude(0.5), layers: { fc: 1.5 } } },
        'To prune fc, sparsity must be a number from 0 to 1; got 1.5.',
      ],
      [
        { quantize: { ...int8, layers: { fc: { ...int8, bits: 16 } } } },
        'To quantize fc, bits must be a whole number from 2 to 8; got 16.',
      ],
    ])('are refused: %o', (steps, message) => {
      const masters = new Masters(tensors);
      expect(() => masters.apply(steps)).toThrow(new RangeError(message));
      masters.dispose();
    });
  });

  test('a depthwise kernel is quantized, and pruned only where it is named', () => {
    const depthwise = { ...tensor('depthwise', [3, 3, 4, 1]), channels: 4, depthwise: true };
    const masters = new Masters([depthwise, tensor('pointwise', [1, 1, 4, 8])]);
    const pruned = (prune: Step) =>
      apply(masters, { prune, quantize: int8 }).map((result) => result.pruned);
    for (const scope of ['global', 'layer', 'group'] as const) {
      expect(pruned(magnitude(0.5, scope))).toEqual([0, 16]);
      expect(pruned({ ...magnitude(0.5, scope), layers: { depthwise: 0.25 } })).toEqual([9, 16]);
    }
    const [result] = apply(masters, { prune: magnitude(1), quantize: int8 });
    expect(result!.mask!.every(Boolean)).toBe(true);
    expect(linearOf(result!).scales).toHaveLength(4);
    masters.dispose();
  });

  test('random pruning is nested, and the same for the same seed', () => {
    const tensors = [tensor('a', [30, 20]), tensor('b', [20, 10])];
    const masters = new Masters(tensors, 7);
    let before: Uint8Array[] | undefined;
    for (const sparsity of [0, 0.3, 0.5, 0.9, 1]) {
      const masks = apply(masters, { prune: random(sparsity) }).map(({ mask }) => mask!);
      masks.forEach((mask, i) =>
        mask.forEach((kept, j) => expect(kept).toBeLessThanOrEqual(before?.[i]![j] ?? 1)),
      );
      before = masks;
    }
    const other = new Masters(tensors, 7);
    expect(apply(other, { prune: random(0.4) })).toEqual(apply(masters, { prune: random(0.4) }));
    masters.dispose();
    other.dispose();
  });

  test('scales fit the weights that pruning left', () => {
    // Random pruning that takes the outlier takes it out of the range.
    const values = Array.from({ length: 100 }, (_, i) => (i === 50 ? 1000 : 1 + i / 100));
    const masters = new Masters([tensor('outlier', [100, 1], values)]);
    const [result] = apply(masters, { prune: random(0.999), quantize: int8 });
    expect(result!.mask![50]).toBe(0);
    expect(linearOf(result!).scales[0]).toBe(1);
    masters.dispose();
  });

  test('fake-quantized weights are those of the reference, bit for bit', () => {
    const masters = new Masters([tensor('w', [31, 17])]);
    for (const scheme of ['symmetric', 'asymmetric'] as const) {
      const [result] = apply(masters, { prune: magnitude(0.3), quantize: { ...int8, scheme } });
      const { values } = tensor('w', [31, 17]);
      values.forEach((_, i) => {
        if (!result!.mask![i]) values[i] = 0;
      });
      const expected = compressOnCpu(values, {
        cut: { threshold: 0, index: 0 },
        parameters: linearOf(result!),
      });
      expect(differingBits(result!.values, expected)).toBe(0);
    }
    masters.dispose();
  });

  test('codebooks and float16 are those of the CPU, each layer’s own, in as many tensors', () => {
    const tensors = [tensor('a', [31, 17]), tensor('b', [5, 6])];
    const masters = new Masters(tensors, 4);
    const { numTensors } = memory();
    const steps: Steps[] = [
      {
        prune: magnitude(0.4),
        cluster: { kind: 'cluster', clusters: 7, init: 'random', layers: { b: 'float32' } },
      },
      { cluster: { kind: 'cluster', clusters: 7, init: 'linear', layers: { b: 3 } } },
      { prune: random(0.4), float16: { kind: 'float16' } },
    ];
    for (const { prune, ...storage } of steps) {
      const results = apply(masters, { prune, ...storage });
      results.forEach(({ values, mask, coding }, i) => {
        const { name, values: original } = tensors[i]!;
        const step = storage.cluster ?? storage.float16!;
        const own = 'layers' in step ? step.layers?.[name] : undefined;
        if (own === 'float32') {
          const kept = original.map((weight, j) => (mask![j] ? weight : 0));
          expect(differingBits(values, kept)).toBe(0);
          expect(coding).toBeUndefined();
          return;
        }
        const single = own ? { ...step, clusters: own } : step;
        const expected = codeWeights(tensors[i]!, single as ClusterStep, { mask, seed: 4 });
        expect(differingBits(values, expected.weights)).toBe(0);
        expect(coding).toEqual(expected.coding);
      });
      expect(memory().numTensors).toBe(numTensors);
    }
    // What a caller does with the weights leaves the masters as they are.
    expect(differingBits(apply(masters, {})[0]!.values, tensors[0]!.values)).toBe(0);
    masters.dispose();
  });

  test('float16 that cannot hold a weight is refused by name, and no tensor is left', () => {
    const masters = new Masters([tensor('a', [2, 3]), tensor('big', [1, 2], [1, 1e6])]);
    const { numTensors } = memory();
    expect(() => masters.apply({ float16: { kind: 'float16' } })).toThrow(
      /1 of the 2 weights of big/,
    );
    expect(memory().numTensors).toBe(numTensors);
    masters.dispose();
  });

  describe('the extremes', () => {
    test('sparsity 1 prunes everything, and what is left quantizes to 0', () => {
      const masters = new Masters([tensor('a', [3, 5]), tensor('b', [5, 2])]);
      for (const scope of ['global', 'layer'] as const) {
        for (const result of apply(masters, { prune: magnitude(1, scope), quantize: int8 })) {
          expect(zeros(result.values)).toBe(result.values.length);
          expect(linearOf(result).scales.every((scale) => scale === 1)).toBe(true);
        }
      }
      masters.dispose();
    });

    test('sparsity 0 prunes nothing, not even a zero', () => {
      const masters = new Masters([tensor('a', [1, 3], [0, 1, 0])]);
      expect(apply(masters, { prune: magnitude(0) })[0]).toMatchObject({
        pruned: 0,
        mask: Uint8Array.of(1, 1, 1),
      });
      masters.dispose();
    });

    test.each([
      ['all-zero', [2, 3], [0, 0, 0, 0, 0, 0]],
      ['constant', [2, 3], [4, 4, 4, 4, 4, 4]],
      ['negative constant', [2, 3], [-4, -4, -4, -4, -4, -4]],
      ['one-element', [1, 1], [0.3]],
      ['one-dimensional', [3], [2, 2, 2]],
      ['empty', [0, 3], []],
    ])('%s weights survive 8 bits in every scheme and granularity', (name, shape, values) => {
      const masters = new Masters([tensor(name, shape, values)]);
      for (const scheme of ['symmetric', 'asymmetric'] as const) {
        for (const granularity of ['tensor', 'channel'] as const) {
          const [result] = apply(masters, { quantize: { ...int8, scheme, granularity } });
          result!.values.forEach((value, i) => {
            // max|w|/Q·Q is exact up to the rounding of two float32 operations.
            expect(Math.abs(value - values[i]!)).toBeLessThanOrEqual(
              Math.abs(values[i]!) * 2 ** -23,
            );
          });
          expect(result!.shape).toEqual(shape);
        }
      }
      masters.dispose();
    });

    test('weights below the least normal float32 count as 0, as on a GPU', () => {
      const masters = new Masters([tensor('subnormal', [1, 4], [1e-40, -1e-45, 2 ** -126, -0])]);
      expect(apply(masters, {})[0]!.values).toEqual(Float32Array.of(0, 0, 2 ** -126, 0));
      masters.dispose();
    });

    test('but are handed back to the bit where no step did anything to them', () => {
      const values = Float32Array.of(1e-40, -1e-45, 2 ** -126, -0);
      const masters = new Masters([tensor('spared', [1, 4], values), tensor('b', [1, 4])]);
      const spared = { spared: 'float32' } as const;
      const nothing: Steps[] = [
        {},
        { prune: magnitude(0) },
        { prune: { ...magnitude(0.5), layers: { spared: 0 } } },
        { quantize: { ...int8, layers: spared } },
        { cluster: { kind: 'cluster', clusters: 4, init: 'linear', layers: spared } },
      ];
      for (const steps of nothing) {
        expect(differingBits(apply(masters, steps)[0]!.untouched!, values)).toBe(0);
      }
      const something: Steps[] = [
        { prune: magnitude(0.5) },
        { quantize: int8 },
        { float16: { kind: 'float16' } },
      ];
      for (const steps of something) {
        expect(apply(masters, steps)[0]).not.toHaveProperty('untouched');
      }
      masters.dispose();
    });

    test('weights of the greatest magnitude stay finite', () => {
      const masters = new Masters([tensor('huge', [2, 2], [2 ** 125, -(2 ** 125), 1, 2 ** 124])]);
      for (const bits of [2, 8]) {
        for (const scheme of ['symmetric', 'asymmetric'] as const) {
          const [result] = apply(masters, {
            quantize: { ...int8, granularity: 'tensor', bits, scheme },
          });
          expect(result!.values.every(Number.isFinite)).toBe(true);
          expect(result!.values[0]).toBeGreaterThan(2 ** 124);
        }
      }
      masters.dispose();
    });

    test('a tensor too wide for a texture is compressed all the same', () => {
      const wide = tensor('wide', [1, 70_000]);
      const masters = new Masters([wide]);
      const [result] = apply(masters, { prune: magnitude(0.5) });
      const kept = wide.values.map((value, i) => (result!.mask![i] ? value : 0));
      expect(differingBits(result!.values, kept)).toBe(0);
      expect(zeros(result!.values)).toBe(35_000);
      masters.dispose();
    });
  });

  describe('refused', () => {
    test('weights that are not finite, naming the tensor and their number', () => {
      const bad = tensor('fc1', [2, 2], [1, NaN, Infinity, 1]);
      expect(() => new Masters([tensor('conv', [2, 2]), bad])).toThrow(
        /^2 of the 4 weights of fc1 are not finite/,
      );
      expect(() => new Masters([tensor('fc2', [1, 1], [1e38])])).toThrow(/beyond 4.25e\+37/);
    });

    test('a shape that holds another number of weights, and channels that are no last dimensions', () => {
      expect(() => new Masters([tensor('fc1', [2, 2], [1, 2, 3])])).toThrow(
        /fc1 .*3 weights.*\[2, 2\]/,
      );
      expect(() => new Masters([{ ...tensor('fc1', [2, 6]), channels: 5 }])).toThrow(
        'fc1 [2, 6] can have 1 or 6 or 12 channels; got 5.',
      );
    });

    test.each([
      [{ prune: magnitude(1.1) }, 'sparsity must be a number from 0 to 1; got 1.1'],
      [{ prune: magnitude(-0.1) }, 'sparsity must be a number from 0 to 1; got -0.1'],
      [{ prune: magnitude(NaN) }, 'sparsity must be a number from 0 to 1; got NaN'],
      [{ quantize: { ...int8, bits: 1 } }, 'bits must be a whole number from 2 to 8; got 1'],
      [{ quantize: { ...int8, bits: 9 } }, 'bits must be a whole number from 2 to 8; got 9'],
      [{ quantize: { ...int8, bits: 4.5 } }, 'bits must be a whole number from 2 to 8; got 4.5'],
      [
        { quantize: { ...int8, scheme: 'affine' as QuantizeStep['scheme'] } },
        'scheme must be symmetric or asymmetric; got affine',
      ],
    ])('%o: %s', (steps, message) => {
      const masters = new Masters([tensor('w', [2, 2])]);
      expect(() => masters.apply(steps)).toThrow(message);
      masters.dispose();
    });
  });

  test('200 applies leave tensors, bytes and GPU bytes as they were, and dispose leaves nothing', () => {
    const start = memory().numTensors;
    const masters = new Masters([tensor('a', [40, 30]), tensor('b', [3, 3, 4, 5])]);
    const every = (i: number): Steps => ({
      prune: {
        ...magnitude((i % 21) / 20, (['global', 'layer', 'group'] as const)[i % 3]),
        method: (['magnitude', 'random', 'codes'] as const)[Math.floor(i / 3) % 3]!,
      },
      quantize: {
        ...int8,
        bits: 2 + (i % 7),
        granularity: i % 5 ? 'channel' : 'tensor',
        scheme: i % 4 ? 'asymmetric' : 'symmetric',
      },
    });
    // Scores and ranks are uploaded when first used, and textures are pooled.
    for (let i = 0; i < 20; i++) disposeAll(masters.apply(every(i)));
    const before = { ...memory() };
    for (let i = 0; i < 200; i++) disposeAll(masters.apply(every(i)));
    // Where there is a GPU, its bytes in use and allocated are among them.
    expect({ ...memory() }).toEqual(before);
    masters.dispose();
    expect(memory().numTensors).toBe(start);
  });

  test('a tidy around it takes the results, never the masters', () => {
    let masters!: Masters;
    tidy(() => {
      masters = new Masters([tensor('w', [4, 4])]);
    });
    const { numTensors } = memory();
    tidy(() => void masters.apply({ quantize: int8 }));
    expect(memory().numTensors).toBe(numTensors);
    expect(apply(masters, {})[0]!.values).toEqual(tensor('w', [4, 4]).values);
    masters.dispose();
  });

  test('they stay on their backend, whichever is current later', async () => {
    const masters = new Masters([tensor('w', [16, 8])]);
    const expected = apply(masters, { prune: magnitude(0.5), quantize: int8 });
    await use('cpu');
    const [result] = masters.apply({ prune: magnitude(0.5), quantize: int8 });
    expect(getBackend()).toBe('cpu');
    expect(result!.weights.dataSync()).toEqual(expected[0]!.values);
    result!.weights.dispose();
    masters.dispose();
  });
});

function disposeAll(results: readonly { readonly weights: Tensor }[]): void {
  for (const { weights } of results) weights.dispose();
}
