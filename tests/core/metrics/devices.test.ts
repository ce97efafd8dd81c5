import { describe, expect, test } from 'vitest';
import { DEVICES, type FittedRates } from '../../../src/core/metrics/devices';
import { rooflineMs, type DType, type LayerWork } from '../../../src/core/metrics/roofline';
import { MEASURED, V1, V1_FAMILY, V2 } from './mobilenet';

const sum = (layers: readonly LayerWork[], part: 'macs' | 'weights') =>
  layers.reduce((total, layer) => total + layer[part], 0);

function ratesOf(device: string, dtype: DType): FittedRates {
  const rates = DEVICES.find(({ name }) => name === device)?.rates[dtype];
  if (!rates) throw new Error(`${device} has no ${dtype} rates.`);
  return rates;
}

/** Root mean square of the relative errors on the sixteen V1. */
function misfit(rates: FittedRates, dtype: DType, measured: readonly number[]): number {
  const errors = V1_FAMILY.map((layers, i) => rooflineMs(layers, rates, dtype) / measured[i]! - 1);
  return Math.sqrt(errors.reduce((total, error) => total + error ** 2, 0) / errors.length);
}

describe('the MobileNets', () => {
  test('have the MACs and parameters of their papers', () => {
    expect(sum(V1, 'macs') / 1e6).toBeCloseTo(569, 0);
    expect(sum(V1, 'weights') / 1e6).toBeCloseTo(4.2, 1);
    expect(sum(V2, 'macs') / 1e6).toBeCloseTo(301, 0);
    expect(sum(V2, 'weights') / 1e6).toBeCloseTo(3.5, 1);
  });
});

describe.each(MEASURED.filter(({ v1 }) => v1.length === V1_FAMILY.length))(
  '$device in $dtype',
  ({ device, dtype, v1 }) => {
    const rates = ratesOf(device, dtype);
    const best = misfit(rates, dtype, v1);

    test('fits MobileNetV1 within 10%', () => {
      expect(best).toBeLessThan(0.1);
    });

    test('is fitted: no rates nearby do better', () => {
      for (const macs of [0.9, 0.98, 1, 1.02, 1.1]) {
        for (const bytes of [0.9, 0.98, 1, 1.02, 1.1]) {
          for (const launch of [-1e-6, 0, 1e-6]) {
            const nearby = {
              ...rates,
              macsPerSecond: rates.macsPerSecond * macs,
              bytesPerSecond: rates.bytesPerSecond * bytes,
              launchSeconds: Math.max(0, rates.launchSeconds! + launch),
            };
            expect(misfit(nearby, dtype, v1)).toBeGreaterThan(best - 1e-4);
          }
        }
      }
    });
  },
);

describe('MobileNetV2, which nothing was fitted on', () => {
  const errors = MEASURED.map(({ device, dtype, v2 }) => {
    const rates = ratesOf(device, dtype);
    return { device, dtype, rates, error: rooflineMs(V2, rates, dtype) / v2 - 1 };
  });

  test('is predicted within 30% everywhere but on one core of a Pixel 2 in int8', () => {
    const missed = errors.filter(({ error }) => Math.abs(error) > 0.3);
    expect(missed.map(({ device, dtype }) => `${device}, ${dtype}`)).toEqual([
      'Pixel 2, one large core, int8',
    ]);
  });

  test('is missed by as much as the devices say', () => {
    for (const { rates, error } of errors) expect(error).toBeCloseTo(rates.v2Error!, 2);
  });
});

describe('the devices', () => {
  test('of a Pixel 2 agree with a paper that nothing was fitted on', () => {
    // Krishnamoorthi 2018, arXiv:1806.08342, table 7: MobileNetV1 on one large core.
    const predict = (dtype: DType) =>
      rooflineMs(V1, ratesOf('Pixel 2, one large core', dtype), dtype);
    expect(Math.abs(predict('float32') / 155 - 1)).toBeLessThan(0.1);
    expect(Math.abs(predict('int8') / 68 - 1)).toBeLessThan(0.1);
  });

  test('of one figure give it back', () => {
    for (const { device, dtype, v1 } of MEASURED.filter(({ v1 }) => v1.length === 1)) {
      expect(rooflineMs(V1, ratesOf(device, dtype), dtype)).toBeCloseTo(v1[0]!, 1);
    }
    expect(rooflineMs(V1, ratesOf('Pixel 2, DSP', 'int8'), 'int8')).toBeCloseTo(16, 2);
    // Layer by layer as in the paper: side of the output, window, channels in, channels out.
    const cifar = [
      [32, 5, 3, 32],
      [16, 5, 32, 32],
      [8, 5, 32, 64],
      [1, 4, 64, 10],
    ].map(([side, size, from, to]) => {
      const weights = size! ** 2 * from! * to!;
      return { name: `${size}×${size}`, macs: side! ** 2 * weights, weights, activations: 0 };
    });
    expect(sum(cifar, 'macs') * 2).toBeCloseTo(24.6e6, -5);
    expect(rooflineMs(cifar, ratesOf('Cortex-M7, 216 MHz', 'int8'), 'int8')).toBeCloseTo(99.1, 1);
  });

  test('have a Raspberry Pi no faster than twice its fp64 Linpack, two operations a MAC', () => {
    const linpack = 8e9;
    expect(ratesOf('Raspberry Pi 4, four threads', 'float32').macsPerSecond).toBeLessThan(linpack);
  });

  test('each name their sources and what they were fitted on', () => {
    for (const { sources, fittedOn, rates } of DEVICES) {
      expect(sources.length).toBeGreaterThan(0);
      for (const { href } of sources) expect(() => new URL(href)).not.toThrow();
      expect(fittedOn).not.toBe('');
      expect(Object.keys(rates).length).toBeGreaterThan(0);
    }
  });
});
