import { beforeEach, expect, test } from 'vitest';
import type { Step } from '../../../../src/core/recipe';
import { CHALLENGES } from '../../../../src/recall/content/en/challenges';
import { Progress } from '../../../../src/recall/keep/progress.svelte';
import { Budget } from '../../../../src/recall/ways/budget/budget.svelte';
import { FakeBench } from '../../bench.svelte';
import { latency, reportOf } from '../../reports';

const [first] = CHALLENGES;
const INT8: Step = { kind: 'quantize', bits: 8, granularity: 'channel', scheme: 'symmetric' };

let bench: FakeBench;
let progress: Progress;
let budget: Budget;

beforeEach(() => {
  bench = new FakeBench();
  progress = new Progress(() => undefined);
  budget = new Budget(bench, progress, () => 7);
});

const measured = (steps: readonly Step[], correct = 980) =>
  bench.measured(reportOf({ label: '', steps }, { correct }));

test('what was measured before the challenge is taken does not meet it', () => {
  measured([INT8]);
  budget.keep();
  expect(budget.met).toBe(false);
  expect(progress.attempts).toEqual([]);
});

test('a report within every limit is kept, once, and does not wait for times that count for nothing', () => {
  budget.take();
  bench.busy = true;
  budget.keep();
  expect(progress.attempts).toEqual([]);
  measured([INT8]);
  budget.keep();
  budget.keep();
  expect(progress.attempts).toEqual([
    { item: first!.id, answer: { kind: 'done' }, confidence: null, correct: true, time: 7 },
  ]);
  expect(budget.statuses[0]!.mark).toBe('right');
});

test('a limit of time waits until the time is measured', () => {
  budget.go(CHALLENGES.findIndex(({ limits }) => limits.time));
  const { model, way } = budget.challenge;
  budget.take();
  bench.busy = true;
  const recipe = { model, steps: way.steps };
  const report = { ...reportOf({ label: '', steps: way.steps }, { dense: 399_000 }), recipe };
  bench.measured({ ...report, latency: [latency(1, 0.7, true)] });
  budget.keep();
  expect([budget.met, budget.lack]).toEqual([false, 'Measuring…']);
  bench.measured({ ...report, latency: [latency(1, 0.7, true), latency(100, 0.8, true)] });
  budget.keep();
  expect([budget.met, budget.lack]).toEqual([true, '']);
});

test('a limit missed by one image is not met', () => {
  budget.take();
  measured([INT8], 974);
  budget.keep();
  expect(budget.met).toBe(false);
  expect(budget.tried).toBe(true);
  expect(progress.attempts).toEqual([]);
});

test('an experiment, or another model, is no try', () => {
  budget.take();
  measured([INT8]);
  bench.borrowed = true;
  expect(budget.report).toBeUndefined();
  bench.borrowed = false;
  bench.recipe = { model: 'lenet-5', steps: [] };
  expect(budget.report).toBeUndefined();
});

test('figures of an earlier setting meet nothing: they are measured anew first', () => {
  budget.take();
  measured([INT8]);
  expect(budget.met).toBe(true);
  bench.recipe = { model: first!.model, steps: [{ kind: 'float16' }] };
  bench.busy = true;
  expect(budget.report).toBeUndefined();
  expect(budget.measuring).toBe(true);
  expect(budget.standings.map(({ figure }) => figure)).toEqual([undefined, undefined]);
  // A run that failed leaves the figures of the setting before.
  bench.busy = false;
  budget.keep();
  expect(budget.met).toBe(false);
  expect(progress.attempts).toEqual([]);
});

test('a way that was shown opens, and is no way of one’s own', () => {
  budget.take();
  budget.show();
  expect(bench.recipe).toEqual({ model: first!.model, steps: first!.way.steps });
  measured([INT8]);
  budget.keep();
  expect(progress.attempts.map(({ answer }) => answer.kind)).toEqual(['shown']);
});
