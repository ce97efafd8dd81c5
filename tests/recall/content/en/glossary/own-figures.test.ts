import '../../../../gradients';
import { beforeAll, describe, expect, test } from 'vitest';
import type { EncodingName } from '../../../../../src/core/encode/encodings';
import type { Step } from '../../../../../src/core/recipe';
import type { Report } from '../../../../../src/core/report';
import { TERMS } from '../../../../../src/recall/content/en/glossary/terms';
import { pruned, quantized, TRAINED } from '../../../../../src/recall/proof/trials';
import { latency, reportOf } from '../../../reports';
import { measure } from '../../../shipped';

/** What a term makes of a report: its value, and its text. */
function own(id: string, report: Report) {
  return TERMS.find((term) => term.id === id)!.formula!.own!.worked(report);
}
const value = (id: string, report: Report) => own(id, report)?.value;

test('what is nearly all is not told as all', () => {
  const report = reportOf({ label: '', steps: [pruned(0.99, 'layer', 'structured')] });
  const sparsity = { requested: 0.99, achieved: 430_320 / 430_500, pruned: 430_320 };
  expect(own('sparsity', { ...report, sparsity })!.text).toBe(
    '430,320 of 430,500 kernel weights are pruned: 99.9582%.',
  );
});

describe('of shipped models', () => {
  const RECIPES: Record<string, { model: string; steps: Step[] }> = {
    'float32, as trained': { model: 'lenet-300-100', steps: [] },
    '90% pruned, 8 bits a channel': {
      model: 'lenet-300-100',
      steps: [pruned(0.9), quantized(8, 'channel')],
    },
    '3 bits a tensor, one layer float32': {
      model: 'lenet-5',
      steps: [{ ...quantized(3, 'tensor'), layers: { conv2: 'float32' } }],
    },
    'asymmetric 5 bits of a network with depthwise kernels': {
      model: 'ds-cnn',
      steps: [{ ...quantized(5, 'channel'), scheme: 'asymmetric' }],
    },
    'half the neurons gone, float16': {
      model: 'lenet-300-100',
      steps: [pruned(0.5, 'layer', 'structured'), { kind: 'float16' }],
    },
    'a codebook of 12': {
      model: 'lenet-5',
      steps: [pruned(0.8), { kind: 'cluster', clusters: 12, init: 'linear' }],
    },
  };
  const reports = new Map<string, Report>();
  beforeAll(async () => {
    for (const [name, recipe] of Object.entries(RECIPES)) {
      reports.set(name, await measure(recipe, 'file'));
    }
  });

  describe.each(Object.keys(RECIPES))('%s', (name) => {
    const bytes = (report: Report, encoding: EncodingName) =>
      report.ledger!.rows.find((row) => row.encoding === encoding)?.bytes;

    test('sizes are those that the page counts', () => {
      const report = reports.get(name)!;
      expect(value('dense-size', report)).toBe(report.size.after.dense);
      expect(value('dense-size', report)).toBe(bytes(report, 'dense'));
      expect(value('bitmask', report)).toBe(bytes(report, 'bitmask'));
      expect(value('csr', report)).toBe(bytes(report, 'csr'));
      expect(value('relative-index', report)).toBe(bytes(report, 'relativeIndex'));
      expect(value('deflate', report)).toBe(report.size.after.deflate);
    });

    test('the interval and the paired test are those that the page tells', () => {
      const report = reports.get(name)!;
      const { after, change } = report.accuracy;
      expect(value('confidence-interval', report)).toBeCloseTo((after.high - after.low) / 2, 14);
      expect(value('mcnemars-test', report) ?? 1).toBe(change.pValue);
      expect(value('top-1-accuracy', report)).toBe(after.accuracy);
      expect(value('macs', report)).toBe(report.macs.after);
    });

    test('no weight moves by more than the bound, and words lie where the entropy says', () => {
      const report = reports.get(name)!;
      const coded = report.tensors.filter(({ scales }) => scales);
      expect(value('rounding-error', report) !== undefined).toBe(coded.length > 0);
      const bound = value('rounding-error', report) ?? 0;
      for (const { maxError } of coded) expect(maxError).toBeLessThan(bound * 1.0001);
      const words = value('huffman-code', report);
      if (words === undefined) return;
      expect(words).toBeGreaterThanOrEqual(report.ledger!.entropyBytes!);
    });
  });

  test('exactly round(s·n) weights are told as pruned', () => {
    const report = reports.get('90% pruned, 8 bits a channel')!;
    // 90% of 784 × 300 + 300 × 100 + 100 × 10.
    expect(own('sparsity', report)).toEqual({
      text: '239,580 of 266,200 kernel weights are pruned: 90.0%.',
      value: 239_580,
    });
    expect(own('dense-size', report)!.text).toBe(
      '266,200 (266,200 × 8 bits of weights) + 1,640 (scales) + 1,640 (biases) = ' +
        '269,480 bytes.',
    );
    expect(value('per-channel', report)).toBe(410);
  });
});

test('the scale is told beside the range that it spans', () => {
  const report = reportOf({ label: '', steps: [quantized(8, 'tensor')] });
  // 127 × 0.00987 = 1.25349.
  expect(own('scale', report)).toEqual({
    text:
      'In dense_0, symmetric at 8 bits, the scale is 0.00987: the largest |w| is 1.25, and ' +
      '1.25 ÷ 127 = 0.00987.',
    value: 0.00987,
  });
  const asymmetric = { ...quantized(4, 'channel'), scheme: 'asymmetric' as const };
  // 15 × 0.00987 = 0.14805.
  expect(own('scale', reportOf({ label: '', steps: [asymmetric] }))!.text).toContain(
    'the widest of 300 channels has the scale 0.00987: max − min, zero among them, is 0.148, and ' +
      '0.148 ÷ 15',
  );
});

test('scales that were trained are not told to follow from the largest weight', () => {
  const report = reportOf({ label: '', steps: [quantized(2, 'channel')] });
  const tuning = { stage: 'qat', end: 'finished', images: 1, seconds: 1, backend: 'cpu' } as const;
  const trained = { ...report, tunings: [{ ...tuning, points: [] }] };
  expect(own('scale', trained)).toBe(undefined);
  expect(own('rounding-error', trained)).toBe(undefined);
});

test('Wilson’s interval agrees with a published example', () => {
  // 81 of 263: 0.2553 to 0.3662 (Newcombe 1998, table I, method 3).
  const base = reportOf(TRAINED);
  const after = { ...base.accuracy.after, correct: 81, images: 263, accuracy: 81 / 263 };
  const report = { ...base, accuracy: { ...base.accuracy, after } };
  expect(value('confidence-interval', report)).toBeCloseTo((0.3662 - 0.2553) / 2, 4);
  expect(own('confidence-interval', report)!.text).toContain('25.5% to 36.6%');
});

test('McNemar’s p is that of a fair coin', () => {
  const base = reportOf(TRAINED);
  const change = { gained: 1, lost: 5, changed: 6, pValue: 0 };
  const report = { ...base, accuracy: { ...base.accuracy, change } };
  // 2·(1 + 6) ÷ 2⁶.
  expect(value('mcnemars-test', report)).toBeCloseTo(0.21875, 12);
  expect(own('mcnemars-test', report)!.text).toBe(
    '1 image gained, 5 lost: p = 0.22. Chance alone often splits them as unevenly.',
  );
});

test('the ratio of latencies is told with its interval, and not before it is measured', () => {
  const trial = { label: '', steps: [] };
  expect(own('latency', reportOf(trial))).toBe(undefined);
  expect(own('latency', reportOf(trial, { latency: [latency(1, 1.01, false)] }))!.text).toBe(
    '1.00 ms before, 1.00 ms after; the median of 41 ratios is 1.01 (0.97 to 1.05): ' +
      'no measurable change.',
  );
  const same = { ...latency(1, 1, false), identical: true as const };
  expect(own('latency', reportOf(trial, { latency: [same] }))!.text).toBe(
    '1.00 ms before and after: the same network.',
  );
});

test('an untouched network has its dense bytes, and no zeros or scales yet', () => {
  const report = reportOf(TRAINED);
  expect(value('dense-size', report)).toBe(1_066_440);
  expect(value('compression-ratio', report)).toBe(1);
  for (const id of ['scale', 'sparsity', 'per-tensor', 'rounding-error', 'mcnemars-test']) {
    expect(own(id, report), id).toBe(undefined);
  }
  // 266,200 MACs for 1,066,440 bytes.
  expect(value('memory-bound', report)).toBeCloseTo(0.2496, 4);
});
