import { DEVICES, type FittedRates, type Source } from '../core/metrics/devices';
import {
  boundOf,
  rooflineMs,
  type Bound,
  type DType,
  type LayerWork,
} from '../core/metrics/roofline';
import type { LatencyFigures } from '../core/report';
import { factor, latencyVerdict } from '../parts/verdict';
import { milliseconds } from '../parts/format';
import { duration, NO_CELL, type Cell, type Pair, type QuantityRow } from './quantity';

export interface DeviceRow extends QuantityRow {
  readonly sources: readonly Source[];
}

/** What this page measures, to stand above the devices. */
export function measuredRow(latency: LatencyFigures | undefined): DeviceRow {
  const label = 'This page, one image';
  if (!latency) {
    const unknown = { before: NO_CELL, after: NO_CELL, change: '–', sources: [] };
    return { label, origin: 'not measured yet', ...unknown };
  }
  const { before, after } = latency;
  const cell = (value: number) => ({ value, text: `${milliseconds(value)}, float32` });
  return {
    label,
    origin: 'measured here',
    before: cell(before.median),
    after: cell(after.median),
    change: latencyVerdict(latency),
    sources: [],
  };
}

/**
 * Predicted latency on every device: before in float32, after in `dtype`, or in float32 where no int8
 * figure of the device is published.
 */
export function deviceRows(work: Pair<readonly LayerWork[]>, dtype: DType): DeviceRow[] {
  return DEVICES.map(({ name, rates, fittedOn, sources }) => {
    const before = predict(work.before, rates, 'float32');
    const after = predict(work.after, rates, rates[dtype] ? dtype : 'float32');
    return {
      label: name,
      origin: `simulated; fitted on ${fittedOn}; ${checkWords(rates)}`,
      before,
      after,
      change: changeWords(before, after),
      sources,
    };
  });
}

/** What bounds a layer of the network after, on each device whose three rates are known. */
export interface BoundRow {
  readonly layer: string;
  readonly bounds: readonly Bound[];
}

/** Devices and, layer by layer, what bounds it there: in `dtype` where the device has it. */
export function boundRows(
  layers: readonly LayerWork[],
  dtype: DType,
): { readonly devices: readonly string[]; readonly rows: readonly BoundRow[] } {
  const devices = DEVICES.flatMap(({ name, rates }) => {
    const used: DType = rates[dtype] ? dtype : 'float32';
    const known = rates[used];
    return known?.launchSeconds === undefined ? [] : [{ name, known, used }];
  });
  return {
    devices: devices.map(({ name, used }) => `${name}, ${used}`),
    rows: layers.map((layer) => ({
      layer: layer.name,
      bounds: devices.map(({ known, used }) => boundOf(layer, known, used)),
    })),
  };
}

/** A launch that both figures leave out would bring them closer, so their ratio is a bound too. */
function changeWords(before: SimulatedTime, after: SimulatedTime): string {
  if (before.value === undefined || after.value === undefined) return '–';
  const words = factor(before.value, after.value, 'faster', 'slower');
  return before.bound && before.value !== after.value ? `at most ${words}` : words;
}

interface SimulatedTime extends Cell {
  /** Whether the latency is at least this. */
  readonly bound: boolean;
}

type RatesByType = Readonly<Partial<Record<DType, FittedRates>>>;

function predict(layers: readonly LayerWork[], rates: RatesByType, dtype: DType): SimulatedTime {
  const known = rates[dtype];
  if (!known) return { value: undefined, text: `no ${dtype} figure`, bound: false };
  const value = rooflineMs(layers, known, dtype);
  const bound = known.launchSeconds === undefined;
  return { value, text: `${bound ? 'at least ' : ''}${duration(value)}, ${dtype}`, bound };
}

/** How far the rates are off on what they were not fitted on. */
function checkWords(rates: RatesByType): string {
  const errors = (['float32', 'int8'] as const).flatMap((dtype) => {
    const error = rates[dtype]?.v2Error;
    return error === undefined ? [] : [`${signedPercent(error)} in ${dtype}`];
  });
  return errors.length > 0 ? `off by ${errors.join(', ')} on MobileNetV2` : 'checked on no other';
}

function signedPercent(fraction: number): string {
  const amount = Math.round(Math.abs(fraction) * 100);
  const sign = amount === 0 ? '' : fraction < 0 ? '−' : '+';
  return `${sign}${amount}%`;
}
