import { describe, expect, test } from 'vitest';
import { deviceRows, measuredRow } from '../../src/app/devices';
import type { LayerWork } from '../../src/core/metrics/roofline';
import { measured } from './latency';

const conv = (macs: number): LayerWork => ({ name: 'conv', macs, weights: 100, activations: 100 });
const work = { before: [conv(1e9)], after: [conv(0.5e9)] };
const row = (name: string, dtype: 'float32' | 'int8') =>
  deviceRows(work, dtype).find(({ label }) => label === name)!;

describe('what the page measures', () => {
  test('is called measured, and its change only where it can be told', () => {
    expect(measuredRow(measured(2, 1))).toMatchObject({
      origin: 'measured here',
      before: { value: 2, text: '2.00 ms, float32' },
      change: '2.00× faster',
    });
    expect(measuredRow(measured(2, 1.99, false)).change).toBe('no measurable change');
  });

  test('has no figures until it is measured', () => {
    expect(measuredRow(undefined)).toMatchObject({ origin: 'not measured yet', change: '–' });
  });
});

describe('the devices', () => {
  test('are each called simulated, with what they were fitted on and a source', () => {
    for (const { origin, sources } of deviceRows(work, 'int8')) {
      expect(origin).toMatch(/^simulated; fitted on /);
      expect(sources.length).toBeGreaterThan(0);
    }
  });

  test('gain by fewer MACs in float32, and by int8 kernels besides', () => {
    const phone = 'Pixel 3, four threads';
    expect(row(phone, 'float32').change).toBe('2.00× faster');
    expect(row(phone, 'int8').after.text).toMatch(/, int8$/);
    expect(row(phone, 'int8').after.value).toBeLessThan(row(phone, 'float32').after.value!);
  });

  test('gain nothing where the work is the same', () => {
    const same = deviceRows({ before: work.before, after: work.before }, 'float32');
    expect(same.find(({ label }) => label === 'Pixel 3, GPU')!.change).toBe('the same');
  });

  test('stay in float32 where no int8 figure is published', () => {
    expect(row('Pixel 3, GPU', 'int8').after.text).toMatch(/, float32$/);
  });

  test('say where there is no figure, and that one without launches is a bound', () => {
    const dsp = row('Pixel 2, DSP', 'int8');
    expect(dsp.before).toMatchObject({ value: undefined, text: 'no float32 figure' });
    expect(dsp.after.text).toMatch(/^at least .* ms, int8$/);
    expect(dsp.change).toBe('–');
    expect(row('Raspberry Pi 4, four threads', 'float32').change).toBe('at most 2.00× faster');
  });

  test('say how far off they are on MobileNetV2', () => {
    expect(row('Pixel 2, one large core', 'int8').origin).toMatch(
      /; off by −15% in float32, −33% in int8 on MobileNetV2$/,
    );
    expect(row('Cortex-M7, 216 MHz', 'int8').origin).toMatch(/; checked on no other$/);
  });
});
