import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeWeights, type CodingStep } from '../../../src/core/quantize/code-weights';
import { MaskedWeights } from '../../../src/core/train/masked-weights';
import { OPTIMIZERS } from '../../../src/core/train/optimizers';
import { SharedWeights } from '../../../src/core/train/shared-weights';
import { StraightThroughWeights } from '../../../src/core/train/straight-through';
import type { Trainable } from '../../../src/core/train/trainable';

const LENGTH = 12;
const weight = fc.float({ min: -4, max: 4, noNaN: true });
const values = fc.array(weight, { minLength: LENGTH, maxLength: LENGTH });
const masks = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: LENGTH, maxLength: LENGTH });
const gradients = fc.array(values, { minLength: 1, maxLength: 5 });

const CODES: CodingStep[] = [
  { kind: 'quantize', bits: 2, granularity: 'channel', scheme: 'symmetric' },
  { kind: 'quantize', bits: 4, granularity: 'tensor', scheme: 'asymmetric' },
  { kind: 'float16' },
];

/** Trains for as many steps as there are gradients. */
function train(trainable: Trainable, kind: keyof typeof OPTIMIZERS, steps: readonly number[][]) {
  const optimizer = OPTIMIZERS[kind]([trainable.values]);
  for (const gradient of steps) {
    optimizer.step([trainable.gradient(Float32Array.from(gradient))], 0.1);
    trainable.weights();
  }
}

function codeOf(step: CodingStep, mask?: Uint8Array) {
  return (latent: Float32Array) =>
    codeWeights({ name: 'fc', values: latent, channels: 3 }, step, { mask });
}

describe.each(['adam', 'sgd'] as const)('by %s', (kind) => {
  test('pruned weights stay 0 at every step, whatever pulls at them', () => {
    fc.assert(
      fc.property(values, masks, gradients, (values, masks, steps) => {
        const mask = Uint8Array.from(masks);
        const start = Float32Array.from(values);
        for (const trainable of [
          new MaskedWeights(start.slice(), mask),
          ...CODES.map(
            (step) => new StraightThroughWeights(start.slice(), codeOf(step, mask), mask),
          ),
        ]) {
          const optimizer = OPTIMIZERS[kind]([trainable.values]);
          for (const gradient of steps) {
            optimizer.step([trainable.gradient(Float32Array.from(gradient))], 0.1);
            const weights = trainable.weights();
            expect(weights.every((weight, i) => mask[i] === 1 || Object.is(weight, 0))).toBe(true);
          }
        }
      }),
    );
  });

  test('a mask that closes later holds against the momentum of the steps before', () => {
    const weights = new MaskedWeights(Float32Array.of(1, 1));
    const optimizer = OPTIMIZERS[kind]([weights.values]);
    optimizer.step([weights.gradient(Float32Array.of(1, 1))], 0.1);
    weights.mask = Uint8Array.of(0, 1);
    for (let i = 0; i < 5; i++) {
      optimizer.step([weights.gradient(Float32Array.of(1, 1))], 0.1);
      expect(weights.weights()[0]).toBe(0);
    }
    expect(weights.values[1]).toBeLessThan(0.9);
  });
});

test('coded weights are always on the grid of their own values, and those move as float32 would', () => {
  fc.assert(
    fc.property(values, fc.constantFrom(...CODES), gradients, (values, step, steps) => {
      const coded = new StraightThroughWeights(Float32Array.from(values), codeOf(step));
      const float = new MaskedWeights(Float32Array.from(values));
      train(coded, 'adam', steps);
      train(float, 'adam', steps);
      expect(coded.values).toEqual(float.values);
      expect(coded.result()).toEqual(codeOf(step)(float.values));
    }),
  );
});

describe('a trained codebook', () => {
  const codebook = Float32Array.of(0, -1, 0.5, 2);
  const weights = Float32Array.of(2, 0, -1, 2, 0.5, 0, -1, 2);

  test('has the sum of its weights’ gradients for each value, and none for 0', () => {
    const shared = new SharedWeights(weights, { codebook });
    const sums = shared.gradient(Float32Array.of(1, 9, 10, 2, 100, 9, 20, 3));
    expect([...sums]).toEqual([0, 30, 100, 6]);
  });

  test('moves all weights of a value together, and those of 0 never', () => {
    fc.assert(
      fc.property(fc.array(fc.array(weight, { minLength: 8, maxLength: 8 })), (steps) => {
        const shared = new SharedWeights(weights, { codebook });
        train(shared, 'sgd', steps);
        const { weights: trained, coding } = shared.result();
        weights.forEach((before, i) => {
          if (before === 0) expect(trained[i]).toBe(0);
          else expect(trained[i]).toBe(trained[weights.indexOf(before)]);
        });
        const { codebook: values } = coding as { codebook: Float32Array };
        expect(values[0]).toBe(0);
        expect(new Set(values).size).toBe(values.length);
        expect(new Set([0, ...trained])).toEqual(new Set(values));
      }),
    );
  });
});

test('an optimizer goes on from a copy of its memory as if nothing had happened', () => {
  const steps = Array.from({ length: 8 }, (_, i) => Float32Array.of(Math.sin(i), Math.cos(3 * i)));
  for (const kind of ['adam', 'sgd'] as const) {
    const [whole, parts] = [Float32Array.of(1, -1), Float32Array.of(1, -1)];
    const optimizer = OPTIMIZERS[kind]([whole]);
    steps.forEach((gradient) => optimizer.step([gradient], 0.05));
    const first = OPTIMIZERS[kind]([parts]);
    steps.slice(0, 5).forEach((gradient) => first.step([gradient], 0.05));
    const second = OPTIMIZERS[kind]([parts]);
    second.memory.forEach((own, k) => own.set(first.memory[k]!));
    second.steps = first.steps;
    steps.slice(5).forEach((gradient) => second.step([gradient], 0.05));
    expect(parts).toEqual(whole);
  }
});
