import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromSymbols, toSymbols } from '../../../src/core/encode/symbols';
import { codeWeights, type CodingStep } from '../../../src/core/quantize/code-weights';

const step: fc.Arbitrary<CodingStep> = fc.oneof(
  fc.constant({ kind: 'float16' } as const),
  fc.record({
    kind: fc.constant('cluster' as const),
    clusters: fc.integer({ min: 2, max: 20 }),
    init: fc.constantFrom('linear', 'density', 'random'),
  }),
);
const pairs = fc.array(fc.tuple(fc.float({ min: -9, max: 9, noNaN: true }), fc.nat(1)));

test('the coding holds the weights bit for bit, pruned ones as the symbol 0', () => {
  fc.assert(
    fc.property(pairs, step, (pairs, step) => {
      const values = Float32Array.from(pairs, ([value]) => value);
      const mask = Uint8Array.from(pairs, ([, kept]) => kept);
      const { weights, coding } = codeWeights({ name: 'dense', values, channels: 1 }, step, {
        mask,
      });
      const symbols = toSymbols(weights, coding);
      // Adding 0 turns −0 into 0.
      expect(fromSymbols(symbols, coding)).toEqual(weights.map((weight) => weight + 0));
      expect(symbols.values.every((symbol, i) => mask[i] === 1 || symbol === 0)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('float16 moves no weight by more than half of the step at its size', () => {
  const weight = fc.float({ min: -65504, max: 65504, noNaN: true });
  fc.assert(
    fc.property(fc.array(weight), (values) => {
      const original = Float32Array.from(values);
      const { weights } = codeWeights(
        { name: 'dense', values: original, channels: 1 },
        { kind: 'float16' },
      );
      weights.forEach((rounded, i) => {
        const half = Math.max(Math.abs(original[i]!) * 2 ** -11, 2 ** -25);
        expect(Math.abs(rounded - original[i]!)).toBeLessThanOrEqual(half);
      });
    }),
    { numRuns: 1000 },
  );
});

describe('weights beyond float16', () => {
  const code = (...values: number[]) =>
    codeWeights(
      { name: 'dense/kernel', values: Float32Array.from(values), channels: 1 },
      { kind: 'float16' },
    );

  test('are refused with their tensor, their number and the greatest', () => {
    expect(() => code(1, -70000, 65520)).toThrow(
      new RangeError(
        '2 of the 3 weights of dense/kernel are beyond float16, which ends at ±65504; ' +
          'the greatest magnitude is 70000.',
      ),
    );
    expect(() => code(NaN)).toThrow(RangeError);
  });

  test('are those that do not round to its greatest number', () => {
    expect([...code(65519, -65504).weights]).toEqual([65504, -65504]);
  });

  test('may be pruned', () => {
    const values = Float32Array.of(1, 70000);
    const mask = Uint8Array.of(1, 0);
    const { weights } = codeWeights(
      { name: 'dense', values, channels: 1 },
      { kind: 'float16' },
      { mask },
    );
    expect([...weights]).toEqual([1, 0]);
  });
});
