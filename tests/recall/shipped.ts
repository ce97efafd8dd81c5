import type { Experiment } from '../../src/core/experiment';
import type { Recipe } from '../../src/core/recipe';
import type { LatencyFigures, Report } from '../../src/core/report';
import type { Examination } from '../../src/engine/examination';
import { memoryStore } from '../checkpoints';
import { HOOKS } from '../hooks';
import { examineShipped } from '../shipped';
import { latency, STEADY } from './reports';

/**
 * Latency as identical networks have it. A test asserts no time: what is tested here is that every
 * other figure of an experiment bears its claim out.
 */
const SAME: Omit<LatencyFigures, 'batch'> = {
  pairs: 41,
  before: { median: 1, low: 0.9, high: 1.1 },
  after: { median: 1, low: 0.9, high: 1.1 },
  ratio: { median: 1, low: 0.98, high: 1.02 },
  ...STEADY,
  measurable: false,
};

const exams = new Map<string, Promise<Examination>>();
const reports = new Map<string, Promise<Report>>();
const { store } = memoryStore();

/**
 * The report of a recipe on a shipped model; only smaller layers are said to take less time. What was
 * measured once is told again, and trainings that recipes begin with alike are done once.
 */
export function measure(
  recipe: Recipe,
  asked: Experiment['measure'] = 'accuracy',
): Promise<Report> {
  const counted = asked === 'file' ? 'file' : 'accuracy';
  const key = `${counted} ${JSON.stringify(recipe)}`;
  if (!reports.has(key)) reports.set(key, examine(recipe, counted));
  return reports.get(key)!;
}

async function examine(recipe: Recipe, counted: 'file' | 'accuracy'): Promise<Report> {
  const { model } = recipe;
  if (!exams.has(model)) exams.set(model, examineShipped(model, store));
  const exam = await exams.get(model)!;
  let last: Report | undefined;
  await exam.run(recipe, counted, { ...HOOKS, report: (report) => (last = report) });
  const { macs } = last!;
  const work = macs.after / macs.before;
  return {
    ...last!,
    latency: [1, 100].map((batch) =>
      // A single image also waits for launches, which do not get fewer.
      work < 1 ? latency(batch, batch === 1 ? (1 + work) / 2 : work, true) : { batch, ...SAME },
    ),
  };
}

/** The reports of an experiment. */
export async function measureAll({ model, trials, measure: asked }: Experiment): Promise<Report[]> {
  const reports: Report[] = [];
  for (const { steps } of trials) reports.push(await measure({ model, steps }, asked));
  return reports;
}

/** What was measured, for a failing test to say. */
export function seen({ trials }: Experiment, reports: readonly Report[]): string {
  return reports
    .map(
      ({ accuracy, size }, i) =>
        `${trials[i]!.label}: ${accuracy.after.correct} right, ${size.after.dense} bytes`,
    )
    .join('\n');
}
