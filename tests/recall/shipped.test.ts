import '../gradients';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Experiment, Trial } from '../../src/core/experiment';
import type { LatencyFigures, Report } from '../../src/core/report';
import type { Examination } from '../../src/engine/examination';
import { BANK } from '../../src/recall/bank';
import { examineShipped } from '../shipped';
import { HOOKS } from '../hooks';
import { STEADY } from './reports';

/**
 * Latency as identical networks have it. A test asserts no time: what is tested here is that every
 * other figure of the experiment bears its claim out.
 */
const SAME: Omit<LatencyFigures, 'batch'> = {
  pairs: 41,
  before: { median: 1, low: 0.9, high: 1.1 },
  after: { median: 1, low: 0.9, high: 1.1 },
  ratio: { median: 1, low: 0.98, high: 1.02 },
  ...STEADY,
  measurable: false,
};
const LATENCY = [
  { batch: 1, ...SAME },
  { batch: 100, ...SAME },
];

const exams = new Map<string, Examination>();

beforeAll(async () => {
  for (const model of new Set(BANK.map(({ experiment }) => experiment.model))) {
    exams.set(model, await examineShipped(model));
  }
});

afterAll(() => exams.forEach((exam) => exam.dispose()));

async function measure({ model, measure }: Experiment, { steps }: Trial): Promise<Report> {
  let last: Report | undefined;
  await exams.get(model)!.run({ model, steps }, measure === 'file' ? 'file' : 'accuracy', {
    ...HOOKS,
    report: (report) => (last = report),
  });
  return { ...last!, latency: LATENCY };
}

test.each(BANK)('question $number, $concept: the shipped model bears it out', async (item) => {
  const { trials } = item.experiment;
  const reports: Report[] = [];
  for (const trial of trials) reports.push(await measure(item.experiment, trial));
  const seen = reports.map(
    ({ accuracy, size }, i) =>
      `${trials[i]!.label}: ${accuracy.after.correct} right, ${size.after.dense} bytes`,
  );
  expect(item.holds(reports), `${item.claim}\n${seen.join('\n')}`).toBe(true);
});
