import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sparsityAt, type SparsitySchedule } from '../../../src/core/prune/schedule';

const zhuGupta: SparsitySchedule = {
  initial: 0,
  final: 0.8,
  begin: 100,
  interval: 10,
  prunings: 4,
};

test('is equation 1 of Zhu and Gupta at every pruning', () => {
  // 0.8·(1 − (1 − k/4)³) for k = 0 to 4.
  const expected = [0, 0.8 * (37 / 64), 0.8 * (56 / 64), 0.8 * (63 / 64), 0.8];
  expected.forEach((sparsity, k) =>
    expect(sparsityAt(zhuGupta, 100 + 10 * k)).toBeCloseTo(sparsity, 15),
  );
});

test('starts from a sparsity that is there already', () => {
  // 0.9 − 0.4·(1/2)³.
  const schedule = { ...zhuGupta, initial: 0.5, final: 0.9 };
  expect(sparsityAt(schedule, 120)).toBeCloseTo(0.85, 15);
});

test('another power bends it otherwise: 1 is a straight line', () => {
  expect(sparsityAt({ ...zhuGupta, power: 1 }, 110)).toBeCloseTo(0.2, 15);
  expect(sparsityAt({ ...zhuGupta, power: 2 }, 110)).toBeCloseTo(0.8 * (7 / 16), 15);
});

test('stays between prunings as the last one left it', () => {
  expect(sparsityAt(zhuGupta, 119)).toBe(sparsityAt(zhuGupta, 110));
  expect(sparsityAt(zhuGupta, 120)).toBeGreaterThan(sparsityAt(zhuGupta, 119));
});

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const schedules = fc
  .record({
    ends: fc.tuple(fraction, fraction),
    begin: fc.integer({ min: 0, max: 50 }),
    interval: fc.integer({ min: 1, max: 9 }),
    prunings: fc.integer({ min: 1, max: 30 }),
    power: fc.option(fc.double({ min: 0.1, max: 9, noNaN: true }), { nil: undefined }),
  })
  .map(({ ends: [a, b], ...rest }) => ({
    initial: Math.min(a, b),
    final: Math.max(a, b),
    ...rest,
  }));

test('never falls, and begins and ends exactly', () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      const { initial, final, begin, interval, prunings } = schedule;
      const end = begin + interval * prunings;
      let before = initial;
      for (let step = 0; step <= end; step++) {
        const sparsity = sparsityAt(schedule, step);
        expect(sparsity).toBeGreaterThanOrEqual(before);
        before = sparsity;
      }
      expect(sparsityAt(schedule, 0)).toBe(initial);
      expect(sparsityAt(schedule, begin)).toBe(initial);
      expect(sparsityAt(schedule, end)).toBe(final);
      expect(sparsityAt(schedule, end + 1000)).toBe(final);
    }),
    { numRuns: 1000 },
  );
});

describe('refused', () => {
  test.each<[Partial<SparsitySchedule>, string]>([
    [{ initial: 0.9 }, 'Sparsity must grow within 0 to 1; got 0.9 to 0.8.'],
    [{ initial: -0.1 }, 'Sparsity must grow within 0 to 1; got -0.1 to 0.8.'],
    [{ final: 1.1 }, 'Sparsity must grow within 0 to 1; got 0 to 1.1.'],
    [{ final: NaN }, 'Sparsity must grow within 0 to 1; got 0 to NaN.'],
    [{ begin: -1 }, 'The step of the first pruning must be a whole number from 0; got -1.'],
    [{ interval: 0 }, 'The interval between prunings must be a whole number from 1; got 0.'],
    [{ prunings: 1.5 }, 'The number of prunings must be a whole number from 1; got 1.5.'],
    [{ power: 0 }, 'The power must be a number above 0; got 0.'],
  ])('%o', (change, message) => {
    expect(() => sparsityAt({ ...zhuGupta, ...change }, 0)).toThrow(new RangeError(message));
  });

  test('a training step that is none', () => {
    expect(() => sparsityAt(zhuGupta, -1)).toThrow(
      'The training step must be a whole number from 0; got -1.',
    );
  });
});
