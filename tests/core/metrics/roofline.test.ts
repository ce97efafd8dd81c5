import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boundOf,
  rooflineMs,
  type LayerWork,
  type Rates,
} from '../../../src/core/metrics/roofline';

const rates: Rates = { macsPerSecond: 1e9, bytesPerSecond: 1e8, launchSeconds: 1e-5 };
const busy: LayerWork = { name: 'conv', macs: 3e6, weights: 1000, activations: 500 };
const heavy: LayerWork = { name: 'fc', macs: 1000, weights: 1e5, activations: 0 };

describe('the roofline', () => {
  test('takes the longer of arithmetic and bytes, and a launch a layer', () => {
    expect(rooflineMs([busy], rates, 'float32')).toBeCloseTo(3 + 0.01, 10);
    expect(rooflineMs([heavy], rates, 'float32')).toBeCloseTo(4 + 0.01, 10);
    expect(rooflineMs([busy, heavy], rates, 'float32')).toBeCloseTo(7 + 0.02, 10);
  });

  test('reads a quarter of the bytes in int8', () => {
    expect(rooflineMs([heavy], rates, 'int8')).toBeCloseTo(1 + 0.01, 10);
  });

  test('counts an unknown launch as none, and no layers as no time', () => {
    const unknown = { ...rates, launchSeconds: undefined };
    expect(rooflineMs([busy], unknown, 'float32')).toBeCloseTo(3, 10);
    expect(rooflineMs([], rates, 'float32')).toBe(0);
  });

  test('never falls when there is more work', () => {
    const work = fc.nat({ max: 1e9 });
    fc.assert(
      fc.property(work, work, work, work, (macs, weights, activations, more) => {
        const time = (layer: Omit<LayerWork, 'name'>) =>
          rooflineMs([{ name: 'x', ...layer }], rates, 'int8');
        const base = time({ macs, weights, activations });
        expect(time({ macs: macs + more, weights, activations })).toBeGreaterThanOrEqual(base);
        expect(time({ macs, weights: weights + more, activations })).toBeGreaterThanOrEqual(base);
      }),
    );
  });

  test('refuses work and rates that are no such thing, with their values', () => {
    expect(() => rooflineMs([{ ...busy, macs: -1 }], rates, 'int8')).toThrow(
      'Work must be at least 0, conv has -1 MACs, 1000 weights and 500 activations.',
    );
    expect(() => rooflineMs([busy], { ...rates, bytesPerSecond: 0 }, 'int8')).toThrow(
      'Rates must be above 0 and a launch at least 0, got 1000000000 MACs/s, 0 bytes/s and 0.00001 s.',
    );
  });

  test('says what the longest part of a layer’s time is', () => {
    expect(boundOf(busy, rates, 'float32')).toBe('arithmetic');
    expect(boundOf(heavy, rates, 'float32')).toBe('memory');
    const tiny = { name: 'fc', macs: 1, weights: 1, activations: 1 };
    expect(boundOf(tiny, rates, 'float32')).toBe('launch');
    expect(boundOf(tiny, { ...rates, launchSeconds: undefined }, 'float32')).not.toBe('launch');
  });
});
