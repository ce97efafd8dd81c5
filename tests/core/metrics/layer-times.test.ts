import { describe, expect, test } from 'vitest';
import { layerTime, less, measuredBound, rateOf } from '../../../src/core/metrics/layer-times';
import type { Peaks } from '../../../src/core/report';

/** A million MACs take 1 ms; a megabyte takes 1 ms from a cache, and 4 ms where there are more. */
const peaks: Peaks = {
  macsPerSecond: 1e9,
  moving: [
    { bytes: 1e6, bytesPerSecond: 1e9 },
    { bytes: 8e6, bytesPerSecond: 0.25e9 },
  ],
};
const load = (macs: number, bytes: number) => ({ macs, bytes });

describe('a layer’s time', () => {
  test('is what is left when the read of its own round is taken off', () => {
    // 2, 3, 4, 5 and 6 ms: the second round was slow for the read too.
    expect(less([3, 13, 5, 6, 7], [1, 10, 1, 1, 1])).toEqual({ median: 4, low: 3, high: 5 });
  });

  test('is never below 0', () => {
    expect(less([1, 1, 1], [1, 2, 3])).toEqual({ median: 0, low: 0, high: 0 });
  });

  test('comes with its name, its quartiles and its bound', () => {
    const conv = { name: 'conv', ...load(3e6, 1000) };
    expect(layerTime(conv, [4, 5, 6], [1, 1, 1], 0.1, peaks)).toEqual({
      name: 'conv',
      median: 4,
      low: 3.5,
      high: 4.5,
      bound: 'arithmetic',
      share: 0.75,
    });
  });
});

describe('a probe’s rate', () => {
  test('is its amount in the time that a launch leaves', () => {
    // 4 ms, less a launch of 2, 1 and 0.5 ms.
    expect(rateOf(6e6, [4, 4, 4], [2, 1, 0.5])).toBe(2e9);
  });

  test('is 0 where a launch takes as long', () => {
    expect(rateOf(1e6, [1, 1, 1], [1, 1, 1])).toBe(0);
  });
});

describe('what bounds a layer', () => {
  test('is the roof that explains more of its time, with its share', () => {
    expect(measuredBound(load(2e6, 1e6), 4, 0, peaks)).toEqual({ bound: 'arithmetic', share: 0.5 });
    expect(measuredBound(load(1e6, 2e6), 32, 0, peaks)).toEqual({ bound: 'memory', share: 0.25 });
  });

  test('takes the bytes at the speed of about as many', () => {
    expect(measuredBound(load(0, 1e6), 2, 0, peaks).share).toBe(0.5);
    expect(measuredBound(load(0, 1e6 + 4), 8, 0, peaks).share).toBeCloseTo(0.5, 5);
    // More than any probe moved: at the speed of the largest.
    expect(measuredBound(load(0, 16e6), 128, 0, peaks).share).toBe(0.5);
  });

  test('is a launch that takes half of its time, whatever its work would take', () => {
    expect(measuredBound(load(1e6, 1e6), 1, 0.5, peaks)).toEqual({ bound: 'launch', share: 0.5 });
    expect(measuredBound(load(1e6, 0), 1, 0.49, peaks).bound).toBe('arithmetic');
  });

  test('is a launch of less where it is still the largest part, and of equals the first', () => {
    expect(measuredBound(load(1e5, 2e5), 1, 0.3, peaks)).toEqual({ bound: 'launch', share: 0.3 });
    expect(measuredBound(load(3e5, 0), 1, 0.3, peaks).bound).toBe('launch');
    expect(measuredBound(load(3e5, 3e5), 1, 0, peaks).bound).toBe('arithmetic');
  });

  test('is none where all that is known is less than a tenth of its time', () => {
    expect(measuredBound(load(9e6, 0), 100, 5, peaks)).toEqual({ bound: 'none', share: 0.09 });
    expect(measuredBound(load(1e5, 0), 1, 0.05, peaks).bound).toBe('arithmetic');
    expect(measuredBound(load(0, 0), 1, 0, peaks)).toEqual({ bound: 'none', share: 0 });
  });

  test('takes a share to be at most the whole, and no time to be a launch', () => {
    expect(measuredBound(load(5e6, 0), 1, 0, peaks)).toEqual({ bound: 'arithmetic', share: 1 });
    expect(measuredBound(load(1, 1), 0, 0.1, peaks)).toEqual({ bound: 'launch', share: 1 });
  });

  test('lets a rate that could not be measured explain nothing', () => {
    const unknown: Peaks = { macsPerSecond: 0, moving: [{ bytes: 1e6, bytesPerSecond: 0 }] };
    expect(measuredBound(load(1e9, 1e9), 1, 0, unknown)).toEqual({ bound: 'none', share: 0 });
    expect(measuredBound(load(1e9, 1e9), 1, 0.2, unknown).bound).toBe('launch');
  });
});
