import { expect, test } from 'vitest';
import { COLUMNS, type ColumnName } from '../../src/recall/columns';
import { pruned, quantized, TRAINED } from '../../src/recall/bank/trials';
import { latency, reportOf } from './reports';

const trained = reportOf(TRAINED);
const int8 = reportOf(
  { label: 'int8', steps: [quantized(8, 'channel')] },
  { correct: 974, latency: [latency(1, 1.012, false), latency(100, 0.6, true)] },
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
});

test('shares are drawn as bars from 0 to 1', () => {
  expect(COLUMNS.accuracy.bar?.(int8)).toBe(0.974);
  expect(COLUMNS.zeros.bar?.(half)).toBe(0.5);
});
