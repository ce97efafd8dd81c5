import { expect, test } from 'vitest';
import type { Bound } from '../../../src/core/metrics/roofline';
import type { LayerTimes } from '../../../src/core/report';
import { COLUMNS, type ColumnName } from '../../../src/recall/proof/columns';
import { pruned, quantized, TRAINED } from '../../../src/recall/proof/trials';
import { latency, reportOf } from '../reports';

function layerTimes(batch: number, bound: Bound): LayerTimes {
  const layer = { median: 1, low: 1, high: 1, share: 0.5 };
  const after = [
    { name: 'fc1', bound, ...layer },
    { name: 'fc2', bound: 'launch' as const, ...layer },
  ];
  const peaks = { macsPerSecond: 0, moving: [] };
  return { batch, rounds: 41, launch: 0.1, read: 0.1, peaks, before: [], after };
}

const trained = reportOf(TRAINED);
const int8 = reportOf(
  { label: 'int8', steps: [quantized(8, 'channel')] },
  {
    correct: 974,
    macs: 90_173,
    zeroMiss: 0.3125,
    latency: [latency(100, 0.6, true), latency(1, 1.012, false)],
    layers: [layerTimes(100, 'arithmetic'), layerTimes(1, 'memory')],
    encoded: { csr: 762_383, huffman: 237_551, relativeHuffman: 266_874 },
  },
);
const half = reportOf({ label: '50%', steps: [pruned(0.5)] }, { correct: 981 });

test.each<[ColumnName, string, string]>([
  ['denseBytes', '1,066,440', '269,480'],
  ['deflateBytes', '959,796', '242,532'],
  ['denseRatio', '1.00', '3.96'],
  ['deflateRatio', '1.00', '3.96'],
  ['bytesPerWeight', '4.00', '1.00'],
  ['accuracy', '98.0', '97.4'],
  ['pointsLost', '0.0', '0.6'],
  ['zeros', '0.0', '0.0'],
  ['zerosLeft', '0.0', '0.0'],
  ['shapes', '784×300\n300×100\n100×10', '784×300\n300×100\n100×10'],
  ['scale', '–', '0.00123\n0.00987'],
  ['errorInScales', '–', '0.500'],
  ['distinct', '–', '255'],
  ['classes', '2 of 10', '2 of 10'],
  ['zeroMiss', '–', '0.31'],
  ['csrBytes', '–', '762,383'],
  ['bitmaskBytes', '–', '–'],
  ['huffmanBytes', '–', '237,551'],
  ['gapsBytes', '–', '266,874'],
  ['prunedWeights', '0', '0'],
  ['macs', '266,200', '90,173'],
  ['timeByBatch', 'not measured', '1:\u00a01.0\n100:\u00a00.010'],
  ['timeBounds', 'not measured', 'fc1:\u00a0memory\nfc2:\u00a0launch'],
  ['timeOfImage', 'not measured', '1.01'],
  ['timeOfBatch', 'not measured', '0.60'],
])('%s reads %s as trained and %s in int8', (name, before, after) => {
  expect(COLUMNS[name].value(trained)).toBe(before);
  expect(COLUMNS[name].value(int8)).toBe(after);
});

test('a gain in accuracy is a negative loss, with a minus sign', () => {
  expect(COLUMNS.pointsLost.value(half)).toBe('−0.1');
});

test('no change in accuracy never reads as minus zero', () => {
  const worse = { ...trained.accuracy.after, correct: 980.2 };
  const report = { ...trained, accuracy: { ...trained.accuracy, after: worse } };
  expect(COLUMNS.pointsLost.value(report)).toBe('0.0');
});

test('zeros left are counted, whether a mask holds them or not', () => {
  const grown = reportOf({ label: 'grown', steps: [pruned(0.9)] }, { achieved: 0, zeros: 0.26 });
  expect(COLUMNS.zerosLeft.value(grown)).toBe('26.0');
  expect(COLUMNS.zerosLeft.bar?.(grown)).toBeCloseTo(0.26, 12);
});

test('intervals and verdicts go with the figures', () => {
  expect(COLUMNS.accuracy.detail?.(int8)).toBe('96.4–98.4');
  expect(COLUMNS.timeOfImage.detail?.(int8)).toBe('0.97–1.05, no measurable change');
  expect(COLUMNS.timeOfBatch.detail?.(int8)).toBe('0.56–0.64, faster');
  expect(COLUMNS.timeOfImage.detail?.(half)).toBe('');
  const same = { ...latency(1, 1, false), identical: true as const };
  expect(COLUMNS.timeOfImage.detail?.(reportOf(TRAINED, { latency: [same] }))).toBe('identical');
});

test('shares are drawn as bars from 0 to 1', () => {
  expect(COLUMNS.accuracy.bar?.(int8)).toBe(0.974);
  expect(COLUMNS.zeros.bar?.(half)).toBe(0.5);
});
