import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linearWeights } from '../../../src/core/quantize/linear';
import { trainedParameters } from '../../../src/core/quantize/trained-parameters';

test('2 bits step by twice the mean magnitude, 3 bits by that over √3', () => {
  const values = Float32Array.of(1, -2, 3, 0);
  expect(trainedParameters(values, 1, 2).scales[0]).toBeCloseTo(3, 6);
  expect(trainedParameters(values, 1, 3).scales[0]).toBeCloseTo(3 / Math.sqrt(3), 6);
});

test('each channel has its own, of the weights that are kept', () => {
  // Channels (1, 5), (−2, 7), (0, 0); 5 and 7 are pruned.
  const values = Float32Array.of(1, -2, 0, 5, 7, 0);
  const mask = Uint8Array.of(1, 1, 1, 0, 0, 1);
  expect([...trainedParameters(values, 3, 2, mask).scales]).toEqual([2, 4, 1]);
});

test('a channel of which nothing is kept has the scale 1', () => {
  const { scales } = trainedParameters(Float32Array.of(3, 4), 2, 4, Uint8Array.of(0, 1));
  expect(scales[0]).toBe(1);
});

test('few bits leave more than the largest weights: those beyond are clamped, 0 is exact', () => {
  const values = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.integer({ min: 2, max: 8 }), (values, bits) => {
      const weights = Float32Array.from([...values, 0]);
      const parameters = trainedParameters(weights, 1, bits);
      const coded = linearWeights(weights, parameters);
      const highest = 2 ** (bits - 1) - 1;
      const [scale] = parameters.scales;
      expect(coded.at(-1)).toBe(0);
      coded.forEach((weight) =>
        expect(Math.abs(weight)).toBeLessThanOrEqual(Math.fround(highest * scale!)),
      );
    }),
  );
});
