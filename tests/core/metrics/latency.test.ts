import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  identicalFigures,
  isMeasurable,
  isNarrow,
  latencyFigures,
  MAX_PAIRS,
  medianInterval,
  MIN_PAIRS,
  type TimingPair,
} from '../../../src/core/metrics/latency';
import { Random } from '../../../src/core/random';
import { exactTail } from './exact';

/** The rank (from 1) of the interval's lower end among n values. */
function lowRank(n: number): number {
  return medianInterval(Array.from({ length: n }, (_, i) => i + 1)).low;
}

describe('the interval of the median', () => {
  test('has the ranks of the published tables', () => {
    const ranks = [6, 10, 15, 20, 25, 30, 40].map((n) => [n, lowRank(n)]);
    expect(ranks).toEqual([
      [6, 1],
      [10, 2],
      [15, 4],
      [20, 6],
      [25, 8],
      [30, 10],
      [40, 14],
    ]);
  });

  test('covers by the exact binomial sum at least 95%, and the next narrower one less', () => {
    for (let n = 6; n <= 200; n++) {
      const rank = lowRank(n);
      expect(1 - 2 * exactTail(n, rank - 1)).toBeGreaterThanOrEqual(0.95);
      expect(1 - 2 * exactTail(n, rank)).toBeLessThan(0.95);
    }
  });

  test('leaves out as many values above as below, in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.float({ noNaN: true }), { minLength: 6 }), (values) => {
        const { median, low, high } = medianInterval(values);
        const below = values.filter((value) => value < low).length;
        const above = values.filter((value) => value > high).length;
        expect(below).toBe(above);
        expect(low <= median && median <= high).toBe(true);
      }),
    );
  });

  test('covers the true median of a skewed distribution in 95% of 2,000 samples of 41', () => {
    const random = new Random('coverage');
    let covered = 0;
    for (let sample = 0; sample < 2000; sample++) {
      const values = Array.from({ length: 41 }, () => -Math.log(1 - random.next()));
      const { low, high } = medianInterval(values);
      if (low <= Math.LN2 && Math.LN2 <= high) covered++;
    }
    expect(covered / 2000).toBeGreaterThan(0.95);
    expect(covered / 2000).toBeLessThan(0.98);
  });

  test('is refused for fewer than 6 values', () => {
    expect(() => medianInterval([1, 2, 3, 4, 5])).toThrow(
      'A 95% interval of the median needs at least 6 values, got 5.',
    );
  });
});

/** Each pair a round of its own; the control as the network before, unless told. */
function inOnePlace(
  pairs: readonly (Omit<TimingPair, 'control'> & Partial<TimingPair>)[],
): TimingPair[][] {
  return pairs.map((pair) => [{ control: pair.before, ...pair }]);
}

/** Pairs by the stopping rule, of 2 ms and `factor` times that, each with relative `noise`. */
function measure(random: Random, factor: number, noise: number) {
  const pairs: TimingPair[] = [];
  for (;;) {
    const before = 2 * Math.exp(noise * random.normal());
    const after = 2 * factor * Math.exp(noise * random.normal());
    const control = 2 * Math.exp(noise * random.normal());
    pairs.push({ before, after, control });
    if (pairs.length < MIN_PAIRS || pairs.length % 4 !== 1) continue;
    const figures = latencyFigures(1, inOnePlace(pairs));
    if (isNarrow(figures) || pairs.length === MAX_PAIRS) return figures;
  }
}

/** How many of 1,000 measurements come out as a difference. */
function measurable(seed: string, factor: number, noise: number): number {
  const random = new Random(seed);
  let count = 0;
  for (let i = 0; i < 1000; i++) if (measure(random, factor, noise).measurable) count++;
  return count;
}

describe('1,000 simulated measurements by the stopping rule', () => {
  test('of identical networks at 3% noise: at least 950 show no measurable change', () => {
    expect(measurable('identical', 1, 0.03)).toBeLessThanOrEqual(50);
  });

  test('of identical networks at 30% noise: still at least 950', () => {
    expect(measurable('identical, noisy', 1, 0.3)).toBeLessThanOrEqual(50);
  });

  test('of a network 1.2 times as slow or as fast, at 3% noise: 990 show it', () => {
    expect(measurable('slower', 1.2, 0.03)).toBeGreaterThanOrEqual(990);
    expect(measurable('faster', 1 / 1.2, 0.03)).toBeGreaterThanOrEqual(990);
  });

  test('of a network 2% slower, at 1% noise: none is taken for a difference', () => {
    expect(measurable('drift', 1.02, 0.01)).toBe(0);
  });
});

describe('isMeasurable', () => {
  test.each([
    [{ median: 1.2, low: 1.1, high: 1.3 }, true],
    [{ median: 0.8, low: 0.7, high: 0.9 }, true],
    [{ median: 1.2, low: 0.99, high: 1.3 }, false],
    [{ median: 1.2, low: 1, high: 1.3 }, false],
    [{ median: 1.04, low: 1.03, high: 1.05 }, false],
    [{ median: 0.96, low: 0.95, high: 0.97 }, false],
    [{ median: 1, low: 1, high: 1 }, false],
  ])('%o: %s', (ratio, expected) => {
    expect(isMeasurable(ratio)).toBe(expected);
  });
});

describe('isNarrow', () => {
  const narrow = { median: 1, low: 0.96, high: 1.04 };

  test('needs 41 pairs, however narrow the interval', () => {
    expect(isNarrow({ ratio: narrow, pairs: 40 })).toBe(false);
    expect(isNarrow({ ratio: narrow, pairs: 41 })).toBe(true);
  });

  test('is relative to the median', () => {
    expect(isNarrow({ ratio: { median: 1, low: 0.9, high: 1.1 }, pairs: 100 })).toBe(false);
    expect(isNarrow({ ratio: { median: 4, low: 3.9, high: 4.1 }, pairs: 100 })).toBe(true);
    expect(isNarrow({ ratio: { median: 0.2, low: 0.16, high: 0.24 }, pairs: 100 })).toBe(false);
  });
});

describe('latencyFigures', () => {
  const pairs = [1, 2, 3, 4, 5, 6, 7].map((ms) => ({ before: ms, after: ms / 2 }));

  test('gives each side its median and quartiles, and the ratio of the pairs', () => {
    expect(latencyFigures(100, inOnePlace(pairs))).toEqual({
      batch: 100,
      pairs: 7,
      before: { median: 4, low: 2.5, high: 5.5 },
      after: { median: 2, low: 1.25, high: 2.75 },
      ratio: { median: 0.5, low: 0.5, high: 0.5 },
      control: { median: 1, low: 1, high: 1 },
      measurable: true,
      discarded: 0,
      timings: {
        before: [1, 2, 3, 4, 5, 6, 7],
        after: [0.5, 1, 1.5, 2, 2.5, 3, 3.5],
        control: [1, 2, 3, 4, 5, 6, 7],
      },
    });
  });

  test('takes the median of the ratios, not the ratio of the medians', () => {
    // Both sides hold 1 to 7 ms, so their medians are equal; the ratios are 2, 3/2, 4/3, 5/4, …
    const crossed = [1, 2, 3, 4, 5, 6, 7].map((ms) => ({ before: ms, after: (ms % 7) + 1 }));
    const { before, after, ratio } = latencyFigures(1, inOnePlace(crossed));
    expect(before).toEqual(after);
    expect(ratio.median).toBe(5 / 4);
  });

  /** Nine places in memory, each favouring one network by so much, in each five times the same pair. */
  const places = (luck: readonly number[], factor = 1) =>
    Array.from({ length: 9 }, (_, i) =>
      Array.from({ length: 5 }, () => ({
        before: 2,
        after: 2 * factor * luck[i % luck.length]!,
        control: 2,
      })),
    );

  test('takes the pairs of one place for one word, however many they are', () => {
    // Two places of three favour the network before, by 8%: 30 of 45 pairs, but 6 of 9 places.
    const { measurable, ratio, pairs } = latencyFigures(1, places([1.08, 1.08, 1 / 1.08]));
    expect(pairs).toBe(45);
    expect(ratio).toEqual({ median: 1.08, low: 1 / 1.08, high: 1.08 });
    expect(measurable).toBe(false);
  });

  test('sees what is true in all places but one', () => {
    expect(latencyFigures(1, places([1.1, 1.3, 1 / 1.43], 1.5)).measurable).toBe(true);
    const [first, ...others] = places([1.2]);
    const against = first!.map((pair) => ({ ...pair, after: 1 }));
    expect(latencyFigures(1, [against, ...others]).measurable).toBe(true);
    expect(latencyFigures(1, [against, against, ...others.slice(1)]).measurable).toBe(false);
  });

  test('leaves a pause that falls on two pairs of five out of account', () => {
    const paused = places([1]).map((block) =>
      block.map((pair, i) => (i < 2 ? { ...pair, after: 50 } : pair)),
    );
    expect(latencyFigures(1, paused).ratio).toEqual({ median: 1, low: 1, high: 1 });
  });

  test('takes nothing to be measurable that is no further from 1 than the control goes', () => {
    const control = [0.8, 1.25, 1, 1, 1, 1, 1, 0.8, 1.25];
    const spread = places([1.2]).map((block, i) =>
      block.map((pair) => ({ ...pair, control: 2 * control[i]! })),
    );
    expect(latencyFigures(1, spread).measurable).toBe(false);
    const further = spread.map((block) => block.map((pair) => ({ ...pair, after: 2.6 })));
    expect(latencyFigures(1, further).measurable).toBe(true);
  });

  test('takes nothing to be measurable where the network differs from itself', () => {
    const unsteady = pairs.map((pair) => ({ ...pair, control: 1.2 * pair.before }));
    const { measurable, control } = latencyFigures(1, inOnePlace(unsteady));
    expect(control.median).toBeCloseTo(1.2, 12);
    expect(measurable).toBe(false);
  });

  test('leaves the pairs as they were', () => {
    const frozen = Object.freeze([...pairs].reverse());
    expect(latencyFigures(1, inOnePlace(frozen)).pairs).toBe(7);
  });

  test('refuses a timing that the clock could not see, and too few pairs', () => {
    expect(() =>
      latencyFigures(1, [...inOnePlace(pairs), [{ before: 0, after: 1, control: 2 }]]),
    ).toThrow('Timings must be above 0 ms, pair 7 is 0 and 1, its control 2.');
    expect(() => latencyFigures(1, [[{ before: NaN, after: 1, control: 1 }]])).toThrow(RangeError);
    expect(() => latencyFigures(1, inOnePlace(pairs.slice(0, 5)))).toThrow(
      'at least 6 values, got 5',
    );
  });
});

test('a network that is the same before and after has its one time for both, and no ratio but 1', () => {
  expect(identicalFigures(100, [4, 1, 3, 2, 5], 3)).toEqual({
    batch: 100,
    pairs: 5,
    before: { median: 3, low: 2, high: 4 },
    after: { median: 3, low: 2, high: 4 },
    ratio: { median: 1, low: 1, high: 1 },
    control: { median: 1, low: 1, high: 1 },
    identical: true,
    measurable: false,
    discarded: 3,
    timings: { before: [4, 1, 3, 2, 5], after: [], control: [] },
  });
});
