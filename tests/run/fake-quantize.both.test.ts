import { memory, tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromCode, toCode } from '../../src/core/quantize/code';
import {
  codeLimits,
  fitParameters,
  type QuantizationParameters,
} from '../../src/core/quantize/parameters';
import { Random } from '../../src/core/random';
import { fakeQuantize } from '../../src/run/fake-quantize';
import { BACKENDS, use } from '../backend';

const fit = (min: number, max: number, bits: number) =>
  fitParameters(
    { min: Float32Array.of(min), max: Float32Array.of(max) },
    { bits, scheme: 'asymmetric' },
  );

function expected(values: Float32Array, parameters: QuantizationParameters): number[] {
  const [scale, zeroPoint] = [parameters.scales[0]!, parameters.zeroPoints![0]!];
  const limits = codeLimits(parameters);
  return Array.from(values, (value) =>
    fromCode(toCode(value, scale, zeroPoint, limits), scale, zeroPoint),
  );
}

function actual(values: Float32Array, parameters: QuantizationParameters): number[] {
  const input = tensor1d(values);
  const output = fakeQuantize(input, parameters);
  // −0 is 0 here.
  const read = Array.from(output.dataSync(), (value) => value + 0);
  input.dispose();
  output.dispose();
  return read;
}

describe.each(BACKENDS)('activations on %s', (backend) => {
  beforeAll(() => use(backend));

  test('in the middle of two codes take the even one', () => {
    // s = ½ and z = 4, so the codes of −2 to 5.5 are 0 to 15.
    const parameters = fit(-2, 5.5, 4);
    expect(parameters.scales[0]).toBe(0.5);
    const ties = Float32Array.from({ length: 15 }, (_, i) => -1.75 + 0.5 * i);
    expect(actual(ties, parameters)).toEqual([-2, -1, -1, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(actual(ties, parameters)).toEqual(expected(ties, parameters));
  });

  test('just below the middle of two codes take the lower one', () => {
    // floor(x + ½) would make 1 of this.
    expect(actual(Float32Array.of(0.49999997), fit(0, 255, 8))).toEqual([0]);
  });

  test('beyond the range take its ends', () => {
    expect(actual(Float32Array.of(-100, 100), fit(-2, 5.5, 4))).toEqual([-2, 5.5]);
  });

  test.each([
    [-1, 3, 8],
    [0, 6, 8],
    [-0.7, 0, 5],
    [-1e-3, 1e-3, 4],
  ])('from %f to %f in %i bits are those of the definition', (min, max, bits) => {
    const random = new Random('activations', bits);
    const parameters = fit(min, max, bits);
    const values = Float32Array.from({ length: 1000 }, () => random.uniform(2 * min, 2 * max));
    const scale = parameters.scales[0]!;
    const found = actual(values, parameters);
    expected(values, parameters).forEach((value, i) => {
      // A GPU's quotient may be off in its last bit, and then a value right between codes may differ.
      const isTie = Math.abs(Math.abs((values[i]! / scale) % 1) - 0.5) < 1e-4;
      expect(Math.abs(found[i]! - value)).toBeLessThanOrEqual(isTie ? 1.001 * scale : 1e-6 * scale);
    });
  });

  test('leave no tensor behind', () => {
    const { numTensors } = memory();
    actual(Float32Array.of(1, 2), fit(0, 6, 8));
    expect(memory().numTensors).toBe(numTensors);
  });
});
