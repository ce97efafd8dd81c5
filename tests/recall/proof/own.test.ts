import { beforeEach, expect, test } from 'vitest';
import type { Step } from '../../../src/core/recipe';
import { qat } from '../../../src/core/steps/finetune';
import { initialStep } from '../../../src/core/steps/step';
import { standings } from '../../../src/recall/proof/goals';
import { isBeingMeasured, ownLack, ownReport } from '../../../src/recall/proof/own';
import { FakeBench } from '../bench.svelte';
import { latency, reportOf } from '../reports';

const MODEL = 'lenet-300-100';
const INT8: Step = { kind: 'quantize', bits: 8, granularity: 'channel', scheme: 'symmetric' };

let bench: FakeBench;
/** What is needed where the size is limited. */
const sizes = () =>
  standings({ bytes: { of: 'dense', most: 300_000 } }, ownReport(bench, bench.recipe.model));

beforeEach(() => {
  bench = new FakeBench();
  bench.measured(reportOf({ label: '', steps: [INT8] }));
});

test('a report of what is set is the reader’s own', () => {
  expect(ownReport(bench, MODEL)).toBe(bench.report);
  expect(ownLack(bench, MODEL, sizes())).toBe('');
});

test.each<{ readonly steps: readonly Step[] }>([
  { steps: [] },
  { steps: [{ ...INT8, bits: 7 }] },
  { steps: [{ ...INT8, granularity: 'tensor' }] },
  { steps: [{ kind: 'equalize' }, INT8] },
])('a report of what was set before is not, once $steps are', ({ steps }) => {
  bench.recipe = { model: MODEL, steps };
  bench.busy = true;
  expect(ownReport(bench, MODEL)).toBeUndefined();
  expect(isBeingMeasured(bench, MODEL)).toBe(true);
  expect(ownLack(bench, MODEL, sizes())).toBe('Measuring…');
  bench.busy = false;
  expect(ownLack(bench, MODEL, sizes())).toMatch(/^It could not be measured/);
});

test('a report without the training that was asked for is not, and says what is missing', () => {
  bench.recipe = { model: MODEL, steps: [...bench.recipe.steps, initialStep(qat)] };
  bench.busy = false;
  bench.report = { ...bench.report!, untrained: 300_000 };
  expect(ownReport(bench, MODEL)).toBeUndefined();
  expect(ownLack(bench, MODEL, sizes())).toMatch(/^A training of your setup waits/);
});

test('an experiment’s report, and one of another model, is not', () => {
  bench.borrowed = true;
  expect(ownReport(bench, MODEL)).toBeUndefined();
  expect(ownLack(bench, MODEL, sizes())).toMatch(/^An experiment/);
  bench.borrowed = false;
  expect(ownReport(bench, 'lenet-5')).toBeUndefined();
  expect(isBeingMeasured(bench, 'lenet-5')).toBe(false);
  expect(ownLack(bench, 'lenet-5', sizes())).toMatch(/^Another network/);
});

test('a report on its way is judged as soon as it has what is needed', () => {
  bench.busy = true;
  expect(ownReport(bench, MODEL)).toBe(bench.report);
  expect(ownLack(bench, MODEL, sizes())).toBe('');
  const timed = { time: { of: 'batch', share: 0.9 } } as const;
  expect(ownLack(bench, MODEL, standings(timed, bench.report))).toBe('Measuring…');
  bench.report = { ...bench.report!, latency: [latency(100, 0.5, true)] };
  expect(ownLack(bench, MODEL, standings(timed, bench.report))).toBe('');
});
