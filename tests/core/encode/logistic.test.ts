import { expect, test } from 'vitest';
import { squash, stretch, UNIT } from '../../../src/core/encode/logistic';
import { WHOLE } from '../../../src/core/encode/range-coder';

const LIMIT = 2047;

test('the probability is the logistic function of the log odds, to 1 part in 65,536 and a half', () => {
  for (let x = -LIMIT; x <= LIMIT; x++) {
    const exact = WHOLE / (1 + Math.exp(-x / UNIT));
    expect(Math.abs(squash(x) - exact)).toBeLessThan(4);
    expect(squash(x) + squash(-x)).toBe(WHOLE);
    expect(squash(x)).toBeGreaterThanOrEqual(squash(Math.max(x - 1, -LIMIT)));
  }
});

test('beyond the limit log odds count as at it, and no probability is 0 or 1', () => {
  expect(squash(1e9)).toBe(squash(LIMIT));
  expect(squash(-1e9)).toBe(squash(-LIMIT));
  expect(squash(-LIMIT)).toBeGreaterThan(0);
  expect(squash(LIMIT)).toBeLessThan(WHOLE);
});

test('log odds of a probability lead back to it', () => {
  for (let p = 1; p < WHOLE; p++) {
    // A step of log odds is 64 parts at ½; a sixteenth is left of the probability.
    const nearest = Math.min(Math.max(p, squash(-LIMIT)), squash(LIMIT));
    expect(Math.abs(squash(stretch(p)) - nearest)).toBeLessThanOrEqual(64 + 16);
  }
});
