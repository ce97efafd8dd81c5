import '../../gradients';
import { afterAll, expect, test } from 'vitest';
import { pruned, quantized } from '../../../src/recall/bank/trials';
import { check } from '../../../src/recall/hand/check';
import { questionsOf } from '../../../src/recall/hand/questions';
import type { Report } from '../../../src/core/report';
import { Exams } from '../exams';
import { reportOf } from '../reports';

const exams = new Exams();
afterAll(() => exams.dispose());

const ask = (id: string, report: Report) =>
  questionsOf(report).find((one) => one.id === `hand-run-${id}`);
const answer = (id: string, report: Report) => ask(id, report)?.answer;

test('the answers are the figures that the page counted', async () => {
  const report = await exams.measure(
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
  const report = await exams.measure(
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
