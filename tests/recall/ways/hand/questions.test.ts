import '../../../gradients';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pruned, quantized } from '../../../../src/recall/proof/trials';
import { check } from '../../../../src/recall/ways/hand/check';
import { questionsOf } from '../../../../src/recall/ways/hand/questions';
import { stepOf, type Recipe } from '../../../../src/core/recipe';
import type { Report } from '../../../../src/core/report';
import { reportOf } from '../../reports';
import { measure } from '../../shipped';

const ask = (id: string, report: Report) =>
  questionsOf(report).find((one) => one.id === `hand-run-${id}`);
const answer = (id: string, report: Report) => ask(id, report)?.answer;

test('the answers are the figures that the page counted', async () => {
  const report = await measure(
    { model: 'lenet-300-100', steps: [pruned(0.9), quantized(8, 'channel')] },
    'file',
  );
  const row = (name: string) => report.ledger!.rows.find(({ encoding }) => encoding === name)!;
  expect(answer('kept', report)).toBe(26_620);
  expect(answer('bitmask', report)).toBe(row('bitmask').bytes);
  expect(answer('dense', report)).toBe(report.tensors[0]!.denseBytes);
  expect(answer('dense', report)).toBe(784 * 300 + 4 * 300);
  expect(answer('scale', report)).toBe(report.tensors[0]!.scales!.max);
  expect(answer('error', report)! * 1.0001).toBeGreaterThan(report.tensors[0]!.maxError);
  const { after, change } = report.accuracy;
  expect(answer('interval', report)).toBeCloseTo(50 * (after.high - after.low), 10);
  expect(answer('paired', report) ?? 0).toBe(change.gained + change.lost);
  expect(ask('bitmask', report)!.worked).toContain(row('bitmask').bytes.toLocaleString('en'));
});

test('bytes of odd bits and of zero-points are those of the ledger too', async () => {
  const report = await measure(
    {
      model: 'lenet-5',
      steps: [pruned(0.5), { ...quantized(5, 'channel'), scheme: 'asymmetric' }],
    },
    'file',
  );
  const bitmask = report.ledger!.rows.find(({ encoding }) => encoding === 'bitmask')!;
  expect(answer('bitmask', report)).toBe(bitmask.bytes);
  const largest = report.tensors.reduce((a, b) => (b.weights > a.weights ? b : a));
  expect(answer('dense', report)).toBe(largest.denseBytes);
});

test('figures by hand: 976 of 1,000 right, 980 before', () => {
  const trial = { label: '', steps: [pruned(0.5), quantized(4, 'tensor')] };
  const report = reportOf(trial, { correct: 976 });
  expect(answer('lost', report)).toBeCloseTo(0.4, 12);
  expect(answer('paired', report)).toBe(4);
  // 1,066,440 ÷ (133,100 + 12 + 1,640).
  expect(answer('ratio', report)).toBeCloseTo(7.9141, 4);
  // 1.96 · √(0.976 · 0.024 ÷ 1000 + 3.8415 ÷ 4,000,000) ÷ 1.0038415 = 0.009641.
  expect(answer('interval', report)).toBeCloseTo(0.9641, 3);
  const scale = ask('scale', report)!;
  // 7 × 0.00987.
  expect(scale.question).toContain('is 0.06909. Which scale do symmetric codes of 4 bits get?');
  expect(check({ ...scale, traps: [] }, '0.00987')!.right).toBe(true);
  expect(check({ ...scale, traps: [] }, '0.0046')!.right).toBe(false);
});

/** What a reader reckons with the figures that stand in a question, by its id. */
const RECKONED: Record<string, (...given: number[]) => number> = {
  kept: (percent = 0, all = 0) => (1 - percent / 100) * all,
  error: (scale = 0) => scale / 2,
  ratio: (before = 0, after = 0) => before / after,
  lost: (before = 0, images = 0, after = 0) => (100 * (before - after)) / images,
  paired: (lost = 0, gained = 0) => lost + gained,
  interval: (right = 0, images = 0) =>
    196 * Math.sqrt(((right / images) * (1 - right / images)) / images),
};

/** The figures of a question, without those in the name of its kernel. */
function figuresIn(question: string): number[] {
  const told = question.replace(/kernel \w+/, '').match(/\d[\d,]*(\.\d+)?/g) ?? [];
  return told.map((figure) => Number(figure.replaceAll(',', '')));
}

test.each<[name: string, model: string, steps: Recipe['steps']]>([
  ['dead channels', 'lenet-300-100', [pruned(0.99), quantized(2, 'channel', 'asymmetric')]],
  ['one unit a layer', 'lenet-5', [pruned(0.99, 'layer', 'structured'), quantized(8, 'tensor')]],
  ['a dead layer', 'ds-cnn', [pruned(0.99), quantized(8, 'tensor')]],
])('at the ends of what can be set, who reckons right is right: %s', async (_, model, steps) => {
  const report = await measure({ model, steps }, 'file');
  const row = report.ledger!.rows.find(({ encoding }) => encoding === 'bitmask');
  const largest = report.tensors.reduce((a, b) => (b.weights > a.weights ? b : a));
  const codes = stepOf(report.recipe, 'quantize');
  const levels =
    codes && (codes.scheme === 'symmetric' ? 2 ** (codes.bits - 1) : 2 ** codes.bits) - 1;
  for (const { id, question, answer, tolerance } of questionsOf(report)) {
    const name = id.slice('hand-run-'.length);
    const figures = figuresIn(question);
    if (name === 'dense') expect(answer).toBe(largest.denseBytes);
    else if (name === 'bitmask') expect(answer).toBe(row?.bytes);
    else {
      const reckoned = name === 'scale' ? figures[0]! / levels! : RECKONED[name]!(...figures);
      expect(tolerance.accepts(reckoned, answer), `${question} ${reckoned}`).toBe(true);
    }
    // The scale of a channel of zeros is 1, and stands for nothing.
    if (name === 'scale' || name === 'error')
      expect(answer).toBeLessThan(model === 'ds-cnn' ? 5 : 0.5);
  }
});

test('of a network that is all zeros, no scale is asked for', () => {
  const steps = [pruned(1), quantized(8, 'tensor')];
  const report = reportOf({ label: '', steps }, { zeros: 1 });
  expect(ask('scale', report)).toBeUndefined();
  expect(ask('error', report)).toBeUndefined();
});

test('the share that is pruned has as many decimals as it takes to tell what is left', () => {
  const report = reportOf({ label: '', steps: [pruned(0.5)] });
  const asked = (pruned: number, all: number) =>
    ask('kept', { ...report, sparsity: { requested: 0, achieved: pruned / all, pruned } });
  expect(asked(239_580, 266_200)!.question).toContain('pruned 90.0% of 266,200');
  expect(asked(263_432, 266_200)!.question).toContain('pruned 98.96% of 266,200');
  expect(asked(430_320, 430_500)!.question).toContain('pruned 99.9582% of 430,500');
  expect(asked(1000, 1000)!.question).toContain('pruned 100.0% of 1,000');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat(1e6), (pruned, kept) => {
      const { question, answer, tolerance } = asked(pruned, pruned + kept)!;
      expect(answer).toBe(kept);
      const reckoned = RECKONED.kept!(...figuresIn(question));
      expect(tolerance.accepts(reckoned, answer), question).toBe(true);
    }),
  );
});

test('which weights a scale fits is said: those that are left, or all where their codes are pruned', () => {
  const after = ask('scale', reportOf({ label: '', steps: [pruned(0.9), quantized(8, 'tensor')] }));
  expect(after!.question).toContain('the largest |w| of what is left is');
  const codes = [pruned(0.9, 'global', 'codes'), quantized(8, 'tensor', 'asymmetric')];
  const before = ask('scale', reportOf({ label: '', steps: codes }));
  expect(before!.question).toContain('max − min of all weights, pruned or not, is');
});

test('near 0 and 1, where the rough interval is not near Wilson’s, it is not asked for', () => {
  const of = (correct: number) => reportOf({ label: '', steps: [pruned(0.5)] }, { correct });
  expect(ask('interval', of(998))).toBeDefined();
  for (const correct of [0, 1, 999, 1000]) expect(ask('interval', of(correct))).toBeUndefined();
});

test('an untouched network has no questions, and each run only those that it can answer', () => {
  const ids = (steps: Parameters<typeof reportOf>[0]['steps']) =>
    questionsOf(reportOf({ label: '', steps }, { correct: 970 })).map(({ id }) => id.slice(9));
  expect(ids([])).toEqual([]);
  expect(ids([pruned(0.9)])).toEqual(['kept', 'ratio', 'lost', 'paired', 'interval']);
  expect(ids([quantized(8, 'tensor')])).toEqual([
    'dense',
    'scale',
    'error',
    'ratio',
    'lost',
    'paired',
    'interval',
  ]);
});

test('the questions give no answer away, and the worked solution ends in it', () => {
  const trial = { label: '', steps: [pruned(0.9), quantized(8, 'channel')] };
  for (const { question, worked, tolerance, answer } of questionsOf(reportOf(trial))) {
    expect(question).toMatch(/\?$|negative\.$/);
    expect(tolerance.accepts(answer, answer)).toBe(true);
    expect(worked.length).toBeGreaterThan(20);
  }
});
