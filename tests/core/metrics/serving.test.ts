import { describe, expect, test } from 'vitest';
import { costPerMillion, downloadSeconds, CONNECTIONS } from '../../../src/core/metrics/serving';

const network = (name: string) => CONNECTIONS.find((candidate) => candidate.name === name)!;

describe('a download', () => {
  test('is a round trip and the bits', () => {
    // 187.5 KB are 1.5 million bits: one second of 3G.
    expect(downloadSeconds(187_500, network('3G'))).toBeCloseTo(1.04, 10);
    expect(downloadSeconds(0, network('4G'))).toBe(0.02);
  });

  test('is faster on every better network', () => {
    const times = ['3G', '4G', 'Wi-Fi'].map((name) => downloadSeconds(1e6, network(name)));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  test('refuses fewer bytes than none', () => {
    expect(() => downloadSeconds(-1, network('3G'))).toThrow('Bytes must be at least 0, got -1.');
  });
});

describe('the cost of a million answers', () => {
  test('is the core-hours they take', () => {
    // 3.6 ms each are exactly one core-hour for a million.
    expect(costPerMillion(0.0036, { coreHour: 0.05, utilization: 1 })).toBeCloseTo(0.05, 12);
    expect(costPerMillion(0.0036, { coreHour: 0.05, utilization: 0.5 })).toBeCloseTo(0.1, 12);
  });

  test('refuses prices and utilizations that are no such thing, with their values', () => {
    expect(() => costPerMillion(0.1, { coreHour: -1, utilization: 1 })).toThrow(
      'Time and price must be at least 0, got 0.1 s and -1 a core-hour.',
    );
    expect(() => costPerMillion(0.1, { coreHour: 1, utilization: 0 })).toThrow(
      'Utilization must be above 0 and at most 1, got 0.',
    );
  });
});
