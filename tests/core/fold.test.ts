import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldBatchNorm, type BatchNorm } from '../../src/core/fold';
import { Random } from '../../src/core/random';
import golden from '../golden/folding.json';

/** The greatest relative error of one rounding to float32. */
const ROUNDING = 2 ** -24;

const NORM: BatchNorm = {
  gamma: Float32Array.of(2, 3),
  beta: Float32Array.of(1, -1),
  mean: Float32Array.of(4, 0.5),
  variance: Float32Array.of(3, 8),
  epsilon: 1,
};

test('folds by hand-computed factors: 2/√4 = 1 and 3/√9 = 1', () => {
  const { kernel, bias } = foldBatchNorm(
    Float32Array.of(5, 6, 7, 8),
    Float32Array.of(10, 20),
    NORM,
  );
  expect([...kernel]).toEqual([5, 6, 7, 8]);
  expect([...bias]).toEqual([1 + 10 - 4, -1 + 20 - 0.5]);
});

test('a layer without bias folds as one whose bias is 0', () => {
  const kernel = Float32Array.of(0.1, 0.2, 0.3, 0.4);
  expect(foldBatchNorm(kernel, undefined, NORM)).toEqual(
    foldBatchNorm(kernel, new Float32Array(2), NORM),
  );
});

test('leaves its arguments as they are', () => {
  const kernel = Float32Array.of(1, 2);
  const bias = Float32Array.of(3, 4);
  const norm = structuredClone(NORM);
  foldBatchNorm(kernel, bias, norm);
  expect({ kernel, bias, norm }).toEqual({
    kernel: Float32Array.of(1, 2),
    bias: Float32Array.of(3, 4),
    norm: NORM,
  });
});

describe.each(golden.cases)('PyTorch folds $kernel', (item) => {
  const folded = foldBatchNorm(Float32Array.from(item.weights), Float32Array.from(item.bias), {
    gamma: Float32Array.from(item.gamma),
    beta: Float32Array.from(item.beta),
    mean: Float32Array.from(item.mean),
    variance: Float32Array.from(item.variance),
    epsilon: item.epsilon,
  });

  // PyTorch rounds each of its steps: sum, root, quotient and product.
  test('into the same kernel, up to its four roundings', () => {
    expect(folded.kernel.length).toBe(item.foldedWeights.length);
    folded.kernel.forEach((weight, i) => {
      const expected = item.foldedWeights[i]!;
      expect(Math.abs(weight - expected)).toBeLessThanOrEqual(5 * ROUNDING * Math.abs(expected));
    });
  });

  test('into the same bias, up to the roundings of its terms', () => {
    expect(folded.bias.length).toBe(item.foldedBias.length);
    folded.bias.forEach((bias, i) => {
      const factor = item.gamma[i]! / Math.sqrt(item.variance[i]! + item.epsilon);
      const terms =
        Math.abs(factor) * (Math.abs(item.bias[i]!) + Math.abs(item.mean[i]!)) +
        Math.abs(item.beta[i]!);
      expect(Math.abs(bias - item.foldedBias[i]!)).toBeLessThanOrEqual(6 * ROUNDING * terms);
    });
  });
});

const size = fc.integer({ min: 1, max: 4 });
const cases = fc.record({
  seed: fc.integer(),
  height: size,
  width: size,
  input: size,
  output: size,
  hasBias: fc.boolean(),
  epsilon: fc.constantFrom(1e-5, 1e-3),
});
const LAYOUTS = ['HWIO', 'HWCM', 'dense'] as const;

test.each(LAYOUTS)('folded %s weights answer as the layer and its batch norm do', (layout) => {
  fc.assert(
    fc.property(cases, ({ seed, input, output, hasBias, epsilon, ...window }) => {
      const random = new Random(seed);
      const { height, width } = layout === 'dense' ? { height: 1, width: 1 } : window;
      const normals = (n: number) => Float32Array.from({ length: n }, () => random.normal());
      const channels = layout === 'HWCM' ? input * output : output;
      const x = normals(height * width * input);
      const kernel = normals(height * width * input * output);
      const bias = hasBias ? normals(channels) : undefined;
      const norm = {
        gamma: normals(channels),
        beta: normals(channels),
        mean: normals(channels),
        // From far below epsilon to far above it.
        variance: normals(channels).map((z) => 10 ** (3 * z - 2)),
        epsilon,
      };
      const folded = foldBatchNorm(kernel, bias, norm);

      for (let channel = 0; channel < channels; channel++) {
        let y = bias?.[channel] ?? 0;
        let foldedY = folded.bias[channel]!;
        let terms = Math.abs(foldedY);
        for (let pixel = 0; pixel < height * width; pixel++) {
          for (let i = 0; i < input; i++) {
            // A depthwise output reads one input channel only, channel c of outputs c·M to c·M + M − 1.
            if (layout === 'HWCM' && i !== Math.floor(channel / output)) continue;
            const column = layout === 'HWCM' ? channel % output : channel;
            const weight = (pixel * input + i) * output + column;
            y += x[pixel * input + i]! * kernel[weight]!;
            foldedY += x[pixel * input + i]! * folded.kernel[weight]!;
            terms += Math.abs(x[pixel * input + i]! * folded.kernel[weight]!);
          }
        }
        const deviation = Math.sqrt(norm.variance[channel]! + epsilon);
        const expected =
          (norm.gamma[channel]! * (y - norm.mean[channel]!)) / deviation + norm.beta[channel]!;
        // One rounding for each weight and the bias, and far less for float64's own.
        expect(Math.abs(foldedY - expected)).toBeLessThanOrEqual(1.01 * ROUNDING * terms + 1e-11);
      }
    }),
    { numRuns: 1000 },
  );
});

describe('refuses', () => {
  const kernel = Float32Array.of(1, 2, 3, 4);
  const fold =
    (changes: Partial<BatchNorm>, weights = kernel, bias?: Float32Array) =>
    () =>
      foldBatchNorm(weights, bias, { ...NORM, ...changes });

  test('a kernel whose weights do not divide into the channels', () => {
    expect(fold({}, Float32Array.of(1, 2, 3))).toThrow(/kernel of 3 weights .* 2 channels/);
  });

  test('batch norm without channels', () => {
    const none = new Float32Array();
    const empty = { gamma: none, beta: none, mean: none, variance: none };
    expect(fold(empty, none)).toThrow(/kernel of 0 weights .* 0 channels/);
  });

  test.each(['beta', 'mean', 'variance'] as const)('%s of another length than gamma', (name) => {
    expect(fold({ [name]: new Float32Array(5) })).toThrow(
      new RegExp(`2 channels .* 5 numbers in ${name}`),
    );
  });

  test('a bias of another length than gamma', () => {
    expect(fold({}, kernel, new Float32Array(4))).toThrow(/2 channels .* 4 numbers in bias/);
  });

  test.each(['gamma', 'beta', 'mean', 'variance'] as const)('a %s that is not finite', (name) => {
    expect(fold({ [name]: Float32Array.of(1, NaN) })).toThrow(`number 1 of 2 in ${name} is NaN`);
  });

  test('a weight that is not finite', () => {
    expect(fold({}, Float32Array.of(1, 2, Infinity, 4))).toThrow(
      'number 2 of 4 in kernel is Infinity',
    );
  });

  test('a bias that is not finite', () => {
    expect(fold({}, kernel, Float32Array.of(-Infinity, 0))).toThrow(
      'number 0 of 2 in bias is -Infinity',
    );
  });

  test('a variance that epsilon does not lift above 0', () => {
    expect(fold({ variance: Float32Array.of(1, -1) })).toThrow(
      'The variance -1 of channel 1 and epsilon 1 have no positive sum',
    );
  });

  test('an epsilon that is not a number', () => {
    expect(fold({ epsilon: NaN })).toThrow('epsilon NaN');
  });

  test('weights that become too large for float32', () => {
    expect(fold({ gamma: Float32Array.of(1e20, 1) }, Float32Array.of(1e30, 1))).toThrow(
      'number 0 of 2 in the folded kernel is Infinity',
    );
  });
});
