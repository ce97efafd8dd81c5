import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalize, type ChainKernel } from '../../../src/core/quantize/equalize';
import { Random } from '../../../src/core/random';

/** A dense kernel [in, out] in rows. */
function dense(name: string, rows: number[][], bias?: number[]): ChainKernel {
  const outputs = rows[0]!.length;
  return {
    name,
    kernel: Float32Array.from(rows.flat()),
    ...(bias && { bias: Float32Array.from(bias) }),
    outputs,
    fanOut: outputs,
  };
}

/** A chain of random dense kernels whose channels differ in spread by up to e⁸. */
function randomChain(seed: number, widths: number[]): ChainKernel[] {
  const random = new Random(seed);
  return widths.slice(1).map((outputs, k) => {
    const spread = Float64Array.from({ length: outputs }, () => Math.exp(random.uniform(-4, 4)));
    const row = () => Array.from(spread, (scale) => scale * random.normal());
    return dense(
      `fc${k}`,
      Array.from({ length: widths[k]! }, row),
      Array.from(spread, () => random.normal()),
    );
  });
}

const chains = fc
  .tuple(fc.integer(), fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 6 }))
  .map(([seed, widths]) => randomChain(seed, widths));

/** Answers of a chain of dense layers with ReLU between them, in float64. */
function answer(
  chain: readonly ChainKernel[],
  kernels: readonly Pick<ChainKernel, 'kernel' | 'bias'>[],
  input: readonly number[],
): number[] {
  return kernels.reduce<number[]>(
    (x, { kernel, bias }, k) => {
      const { outputs } = chain[k]!;
      const sums = Array.from({ length: outputs }, (_, o) =>
        x.reduce((sum, value, i) => sum + value * kernel[i * outputs + o]!, bias?.[o] ?? 0),
      );
      return k === kernels.length - 1 ? sums : sums.map((value) => Math.max(value, 0));
    },
    [...input],
  );
}

const columnRange = (kernel: Float32Array, outputs: number, column: number) =>
  Math.max(...kernel.filter((_, i) => i % outputs === column).map(Math.abs));
const rowRange = (kernel: Float32Array, outputs: number, row: number) =>
  Math.max(...kernel.slice(row * outputs, (row + 1) * outputs).map(Math.abs));

describe('a pair', () => {
  const first = dense(
    'fc1',
    [
      [8, -1],
      [-2, 0.5],
    ],
    [16, 3],
  );
  const second = dense('fc2', [
    [0.5, -0.25],
    [-4, 1],
  ]);

  test('gets s = √(r₁·r₂) / r₂ in each channel', () => {
    const { kernels, scales } = equalize([first, second]);
    // Ranges 8 and 0.5 give √4 / 0.5 = 4; 1 and 4 give √4 / 4 = ½.
    expect([...scales[0]!]).toEqual([4, 0.5]);
    expect([...kernels[0]!.kernel]).toEqual([2, -2, -0.5, 1]);
    expect([...kernels[0]!.bias!]).toEqual([4, 6]);
    expect([...kernels[1]!.kernel]).toEqual([2, -1, -2, 0.5]);
    expect(kernels[1]!.bias).toBeUndefined();
  });

  test('is left as it is when it is equalized already', () => {
    const { kernels } = equalize([first, second]);
    const again = equalize([
      { ...first, ...kernels[0]! },
      { ...second, ...kernels[1]! },
    ]);
    expect(again.kernels).toEqual(kernels);
    expect(again.sweeps).toBe(1);
  });
});

test('a depthwise kernel HWCM gives its channels (c, m) and reads channel c', () => {
  const chain: ChainKernel[] = [
    // 1×1, 1 channel in, 2 out.
    { name: 'conv', kernel: Float32Array.of(4, 1), outputs: 2, fanOut: 2 },
    // 1×2, 2 channels, multiplier 2: weights (0,0), (0,1), (1,0), (1,1) at each of two positions.
    { name: 'dw', kernel: Float32Array.of(1, 1, 1, 1, 1, 1, 1, 1), outputs: 4, fanOut: 2 },
  ];
  const { kernels, scales } = equalize(chain);
  expect([...scales[0]!]).toEqual([2, 1]);
  expect([...kernels[0]!.kernel]).toEqual([2, 1]);
  expect([...kernels[1]!.kernel]).toEqual([2, 2, 1, 1, 2, 2, 1, 1]);
});

test('a dense kernel after a flattened image reads channel c in every row of it', () => {
  const chain: ChainKernel[] = [
    { name: 'conv', kernel: Float32Array.of(9, 1), outputs: 2, fanOut: 2 },
    // 3 positions × 2 channels to 1 output.
    { name: 'fc', kernel: Float32Array.of(0.5, 0, 1, 1, -0.25, 1), outputs: 1, fanOut: 1 },
  ];
  const { kernels, scales } = equalize(chain);
  expect([...scales[0]!]).toEqual([3, 1]);
  expect([...kernels[1]!.kernel]).toEqual([1.5, 0, 3, 1, -0.75, 1]);
});

test('a channel without weights on one side stays', () => {
  const first = dense('fc1', [[0, 5]], [7, 1]);
  const second = dense('fc2', [[3], [0]]);
  const { kernels, scales } = equalize([first, second]);
  expect([...scales[0]!]).toEqual([1, 1]);
  expect(kernels[0]).toEqual({ kernel: first.kernel, bias: first.bias });
  expect(kernels[1]).toEqual({ kernel: second.kernel });
});

test.each([[[]], [[dense('fc', [[1, 2]])]]])('a chain without a pair stays', (chain) => {
  const { kernels, scales } = equalize(chain);
  expect(kernels).toEqual(chain.map(({ kernel }) => ({ kernel })));
  expect(scales).toEqual([]);
});

describe('for any chain', () => {
  test('the ranges on both sides of a channel end within 0.1% of each other', () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const { kernels, sweeps } = equalize(chain);
        expect(sweeps).toBeLessThan(100);
        for (let k = 1; k < chain.length; k++) {
          for (let channel = 0; channel < chain[k - 1]!.outputs; channel++) {
            const before = columnRange(kernels[k - 1]!.kernel, chain[k - 1]!.outputs, channel);
            const after = rowRange(kernels[k]!.kernel, chain[k]!.outputs, channel);
            expect(Math.abs(before / after - 1)).toBeLessThan(1e-3);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('the answers stay', () => {
    fc.assert(
      fc.property(chains, fc.integer(), (chain, seed) => {
        const random = new Random(seed);
        const width = chain[0]!.kernel.length / chain[0]!.fanOut;
        const input = Array.from({ length: width }, () => random.normal());
        const before = answer(chain, chain, input);
        const after = answer(chain, equalize(chain).kernels, input);
        // Against what the answer would be if nothing cancelled, since cancelling shows rounding.
        const most = Math.max(1, ...answer(chain, chain.map(magnitudes), input.map(Math.abs)));
        before.forEach((value, i) => expect(Math.abs(after[i]! - value) / most).toBeLessThan(1e-6));
      }),
      { numRuns: 1000 },
    );
  });

  test('the kernels given are not changed', () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const copy = structuredClone(chain);
        equalize(chain);
        expect(chain).toEqual(copy);
      }),
      { numRuns: 1000 },
    );
  });
});

function magnitudes({ kernel, bias }: ChainKernel): Pick<ChainKernel, 'kernel' | 'bias'> {
  return { kernel: kernel.map(Math.abs), ...(bias && { bias: bias.map(Math.abs) }) };
}

test('kernels that do not fit are refused with both numbers', () => {
  expect(() => equalize([dense('fc1', [[1, 2]]), dense('fc2', [[1], [2], [3]])])).toThrow(
    'fc2 has 3 rows of weights for the 2 channels it reads.',
  );
});

test('numbers that are not finite are refused by name, before and after', () => {
  expect(() => equalize([dense('fc1', [[1, NaN, Infinity]])])).toThrow(
    'Equalization needs finite weights; 2 of 3 in fc1/kernel are not.',
  );
  // A range of 10⁻³⁰ before one of 1 would multiply the bias by 10¹⁵, beyond float32.
  expect(() => equalize([dense('fc1', [[1e-30]], [1e30]), dense('fc2', [[1]])])).toThrow(
    'Equalization needs finite weights; 1 of 1 in fc1/bias are not.',
  );
});
