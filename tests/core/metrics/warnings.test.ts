import { describe, expect, test } from 'vitest';
import { kernelWarnings } from '../../../src/core/metrics/warnings';
import { codeWeights } from '../../../src/core/quantize/code-weights';
import type { QuantizeStep } from '../../../src/core/steps/quantize';

const f32 = (...values: number[]) => Float32Array.from(values);

describe('float16 loses', () => {
  function after(original: Float32Array, mask?: Uint8Array) {
    const kernel = { name: 'fc', values: original, channels: 1 };
    const { weights, coding } = codeWeights(kernel, { kind: 'float16' }, { mask });
    return kernelWarnings({ original, compressed: weights, coding, mask });
  }

  test('half its least number, which rounds to 0, but not the float32 above', () => {
    const half = 2 ** -25;
    expect(after(f32(1, 1, half * (1 + 2 ** -23), -0, 0))).toEqual([]);
    expect(after(f32(1, 1, half, -half, 0))).toEqual([{ kind: 'underflow', weights: 2 }]);
  });

  test('no weight that was pruned', () => {
    expect(after(f32(1, 1, 2 ** -30, 2 ** -30), Uint8Array.of(1, 1, 1, 0))).toEqual([
      { kind: 'underflow', weights: 1 },
    ]);
  });

  test('nothing where it is not the coding', () => {
    const weights = f32(1, 1, 2 ** -30);
    expect(kernelWarnings({ original: weights, compressed: weights })).toEqual([]);
  });
});

describe('the least scale', () => {
  const int8: QuantizeStep = {
    kind: 'quantize',
    bits: 8,
    granularity: 'channel',
    scheme: 'symmetric',
  };
  function after(original: Float32Array, mask?: Uint8Array) {
    const kernel = { name: 'fc', values: original, channels: 2 };
    const { weights, coding } = codeWeights(kernel, int8, { mask });
    return kernelWarnings({ original, compressed: weights, coding, mask });
  }

  test('is told of a channel just below it, not of one just above', () => {
    // 127 scales, and one in the last place more or less.
    const limit = 127 * 2 ** -100;
    expect(after(f32(1, limit * (1 + 2 ** -22), -1, 0.5 * limit))).toEqual([]);
    expect(after(f32(1, limit * (1 - 2 ** -22), -1, 0.5 * limit))).toEqual([
      { kind: 'least scale', scales: 1 },
    ]);
  });

  test('is not that of a channel whose weights are all 0, or pruned', () => {
    expect(after(f32(1, 0, -1, 0))).toEqual([]);
    expect(after(f32(1, 2 ** -110, -1, 2 ** -110), Uint8Array.of(1, 0, 1, 0))).toEqual([]);
  });
});

describe('a layer is emptied', () => {
  test.each([
    [2, []],
    [1, [{ kind: 'emptied', left: 1 }]],
    [0, [{ kind: 'emptied', left: 0 }]],
  ])('where of four weights %i are left: %j', (left, warnings) => {
    const original = f32(4, -3, 2, 1);
    const compressed = original.map((weight, i) => (i < left ? weight : 0));
    expect(kernelWarnings({ original, compressed })).toEqual(warnings);
  });

  test('by a step, not where its file has no more', () => {
    for (const weights of [f32(0, 0), f32(0, 1)]) {
      expect(kernelWarnings({ original: weights, compressed: weights })).toEqual([]);
    }
  });
});
