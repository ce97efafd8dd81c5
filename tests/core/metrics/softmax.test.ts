import fc from 'fast-check';
import { expect, test } from 'vitest';
import { softmax } from '../../../src/core/metrics/softmax';

test('equal logits are equally likely, and each ln 2 more doubles what a class has', () => {
  expect([...softmax([3, 3, 3, 3])]).toEqual([0.25, 0.25, 0.25, 0.25]);
  const [a, b, c] = softmax([0, Math.LN2, 2 * Math.LN2]);
  expect(b! / a!).toBeCloseTo(2, 14);
  expect(c! / a!).toBeCloseTo(4, 14);
  expect(a).toBeCloseTo(1 / 7, 14);
});

test('the largest float32 logits neither overflow nor vanish', () => {
  const huge = 3.4e38;
  expect([...softmax([huge, huge, -huge])]).toEqual([0.5, 0.5, 0]);
  expect([...softmax([-huge, -huge])]).toEqual([0.5, 0.5]);
  expect([...softmax([1000, 0])]).toEqual([1, 0]);
});

test('two classes are as the logistic function has them', () => {
  fc.assert(
    fc.property(fc.float({ min: -300, max: 300, noNaN: true }), (x) => {
      expect(softmax([x, 0])[0]).toBeCloseTo(1 / (1 + Math.exp(-x)), 14);
    }),
  );
});

test('probabilities sum to 1, are ordered as the logits, and know of differences only', () => {
  const logits = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(logits, fc.integer({ min: -1000, max: 1000 }), (values, shift) => {
      const probabilities = softmax(values);
      expect(probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 13);
      expect(softmax(values.map((value) => value + shift))).toEqual(probabilities);
      for (let i = 1; i < values.length; i++) {
        expect(Math.sign(probabilities[i]! - probabilities[0]!)).toBe(
          Math.sign(values[i]! - values[0]!),
        );
      }
    }),
  );
});
