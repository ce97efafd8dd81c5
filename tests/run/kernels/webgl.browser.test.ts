import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend, memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { compressOnCpu } from '../../../src/run/kernels/reference';
import { fitsTexture, packingOf } from '../../../src/run/kernels/texels';
import { WebGLKernels } from '../../../src/run/kernels/webgl';
import type { Compression } from '../../../src/run/kernels/weight-kernels';
import { NO_CUT } from '../../../src/core/prune/cut';
import { groupCut, groupRanks } from '../../../src/core/prune/group-ranks';
import { randomScores } from '../../../src/core/prune/random-scores';
import type { WeightTensor } from '../../../src/core/tensor';
import { use } from '../../backend';
import { differingBits, MAGNITUDES, nearTies, someCut } from './adversarial';

/** Odd edges, single rows and columns, one to four dimensions; the channels of each kind of layer. */
const SHAPES: readonly { shape: number[]; channels: number }[] = [
  { shape: [1, 1], channels: 1 },
  { shape: [1, 257], channels: 257 },
  { shape: [257, 1], channels: 1 },
  { shape: [3, 5], channels: 5 },
  { shape: [7], channels: 7 },
  { shape: [4, 3, 5], channels: 5 },
  { shape: [5, 5, 3, 7], channels: 7 },
  { shape: [5, 5, 1, 20], channels: 20 },
  { shape: [3, 3, 5, 3], channels: 15 },
  { shape: [3, 3, 8, 1], channels: 8 },
  { shape: [3, 3, 1, 9], channels: 9 },
  { shape: [784, 300], channels: 300 },
];

const size = (shape: readonly number[]) =>
  shape.reduce((product, dimension) => product * dimension, 1);

const kernelsOf = (...tensors: WeightTensor[]) =>
  new WebGLKernels(backend() as MathBackendWebGL, tensors);

/** Compresses on the GPU and on the CPU, and counts the weights that differ. */
function differing(
  values: Float32Array,
  shape: number[],
  channels: number,
  compression: Compression,
) {
  const kernels = kernelsOf({ name: '', shape, values, channels });
  const weights = kernels.compress([compression])[0]!;
  const actual = weights.dataSync() as Float32Array;
  expect(weights.shape).toEqual(shape);
  weights.dispose();
  kernels.dispose();
  return differingBits(actual, compressOnCpu(values, compression));
}

beforeAll(() => use('webgl'));

describe.each(SHAPES)('a tensor $shape', ({ shape, channels }) => {
  describe.each(['symmetric', 'asymmetric'] as const)('%s', (scheme) => {
    test.each([2, 3, 4, 5, 6, 7, 8])('has the bits of the reference at %i bits', (bits) => {
      // One magnitude is enough for 235,200 weights, and takes seconds less.
      const magnitudes = size(shape) > 10_000 ? [MAGNITUDES.ordinary] : Object.values(MAGNITUDES);
      for (const slices of new Set([1, channels])) {
        for (const magnitude of magnitudes) {
          const { values, parameters } = nearTies(
            size(shape),
            slices,
            { bits, scheme },
            magnitude,
            bits,
          );
          const cut = someCut(values, bits);
          expect(differing(values, shape, channels, { cut, parameters })).toBe(0);
        }
      }
    });
  });

  test('has the bits of the reference where it is only pruned, by magnitude or by scores', () => {
    const { values } = nearTies(size(shape), 1, { bits: 8, scheme: 'symmetric' }, 1, 0);
    const scores = randomScores(values.length, 3);
    for (let seed = 0; seed < 5; seed++) {
      expect(differing(values, shape, channels, { cut: someCut(values, seed) })).toBe(0);
      expect(differing(values, shape, channels, { cut: someCut(scores, seed), scores })).toBe(0);
    }
  });

  test('has the bits of the reference where N of every four input channels are pruned', () => {
    const bits = { bits: 4, scheme: 'symmetric' } as const;
    const { values, parameters } = nearTies(size(shape), channels, bits, 1, 0);
    const scores = groupRanks(values, shape);
    for (const sparsity of [0, 0.25, 0.5, 0.75, 1]) {
      const cut = groupCut(sparsity);
      expect(differing(values, shape, channels, { cut, scores })).toBe(0);
      expect(differing(values, shape, channels, { cut, scores, parameters })).toBe(0);
    }
  });

  test('has the bits of the reference where random pruning comes before quantization', () => {
    const bits = { bits: 4, scheme: 'asymmetric' } as const;
    const { values, parameters } = nearTies(size(shape), channels, bits, 1, 0);
    const scores = randomScores(values.length, 3);
    const cut = someCut(scores, 1);
    expect(differing(values, shape, channels, { cut, scores, parameters })).toBe(0);
  });
});

test('tensors compressed together, each in its own way, are those compressed alone', () => {
  const schemes = ['symmetric', 'asymmetric'] as const;
  const jobs = SHAPES.slice(0, -1).map(({ shape, channels }, i) => {
    const step = { bits: 2 + (i % 7), scheme: schemes[i % 2]! };
    const { values, parameters } = nearTies(size(shape), i % 3 ? channels : 1, step, 1, i);
    const compression = { cut: someCut(values, i), ...(i % 4 && { parameters }) };
    return { tensor: { name: '', shape, values, channels }, compression };
  });
  const kernels = kernelsOf(...jobs.map(({ tensor }) => tensor));
  const results = kernels.compress(jobs.map(({ compression }) => compression));
  results.forEach((weights, i) => {
    const { tensor, compression } = jobs[i]!;
    const expected = compressOnCpu(tensor.values, compression);
    expect(differingBits(weights.dataSync() as Float32Array, expected)).toBe(0);
    weights.dispose();
  });
  kernels.dispose();
});

test('scores are told apart by their array, each uploaded once', () => {
  const { values } = nearTies(60, 1, { bits: 8, scheme: 'symmetric' }, 1, 0);
  const all = [1, 2, 3].map((seed) => randomScores(values.length, seed));
  const kernels = kernelsOf({ name: '', shape: [12, 5], values, channels: 5 });
  const { numTensors } = memory();
  for (const scores of [...all, ...all]) {
    const compression = { cut: someCut(scores, 1), scores };
    const weights = kernels.compress([compression])[0]!;
    const expected = compressOnCpu(values, compression);
    expect(differingBits(weights.dataSync() as Float32Array, expected)).toBe(0);
    weights.dispose();
  }
  expect(memory().numTensors).toBe(numTensors + all.length);
  kernels.dispose();
  expect(memory().numTensors).toBe(numTensors - 1);
});

describe('where the GPU divides inexactly', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  // A reciprocal and two more roundings: worse than the 2.5 units in the last place GLSL allows.
  test.each(['w * (1.0 / s) * 1.0000002', 'w * (1.0 / s) * 0.9999998'])(
    '%s in place of w / s changes no bit',
    (quotient) => {
      const webgl = backend() as MathBackendWebGL;
      const run = webgl.runWebGLProgram.bind(webgl);
      let replaced = 0;
      vi.spyOn(webgl, 'runWebGLProgram').mockImplementation((program, ...rest) => {
        const userCode = program.userCode.replace('w / s', quotient);
        if (userCode !== program.userCode) replaced++;
        return run({ ...program, userCode }, ...rest);
      });
      for (const bits of [2, 5, 8]) {
        for (const scheme of ['symmetric', 'asymmetric'] as const) {
          for (const magnitude of Object.values(MAGNITUDES)) {
            const { values, parameters } = nearTies(3700, 37, { bits, scheme }, magnitude, bits);
            expect(differing(values, [100, 37], 37, { cut: NO_CUT, parameters })).toBe(0);
          }
        }
      }
      expect(replaced).toBe(18);
    },
  );
});

test('a tensor that fits is packed row of texels by row of texels, as the program reckons', () => {
  const webgl = backend() as MathBackendWebGL;
  for (const { shape, channels } of SHAPES) {
    const values = new Float32Array(size(shape));
    const kernels = kernelsOf({ name: '', shape, values, channels });
    const output = kernels.compress([{ cut: NO_CUT }])[0]!;
    const { shape: packed, height, width } = packingOf(shape);
    const batch = packed.length === 3 ? packed[0]! : 1;
    expect(fitsTexture(shape, 8192)).toBe(true);
    expect(webgl.texData.get(output.dataId).texShape).toEqual([2 * batch * height, 2 * width]);
    output.dispose();
    kernels.dispose();
  }
});
