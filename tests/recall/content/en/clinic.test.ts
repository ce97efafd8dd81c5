import '../../../gradients';
import { describe, expect, test } from 'vitest';
import { firstImages } from '../../../../src/recall/content/case';
import { CASES } from '../../../../src/recall/content/en/clinic';
import type { Experiment } from '../../../../src/core/experiment';
import { reportOf } from '../../reports';
import { measureAll } from '../../shipped';

const run = async (experiment?: Experiment) => (experiment ? measureAll(experiment) : []);

test.each(CASES)('$id: the fault and its remedy show on the shipped models', async (one) => {
  const fault = await run(one.experiment);
  const remedy = await run(one.remedy.experiment);
  const all = [...fault, ...remedy];
  const seen = all.map(({ accuracy }) => accuracy.after.correct).join(', ');
  expect(one.holds(all), `${one.claim} Read right: ${seen}`).toBe(true);
  const labels = [...one.experiment.trials, ...(one.remedy.experiment?.trials ?? [])].map(
    ({ label }) => label,
  );
  expect(new Set(labels).size).toBe(labels.length);
  for (const [figure, evidence] of [
    [one.figure, fault],
    [one.remedy.figure, all],
  ] as const) {
    const bars = figure.bars(evidence, labels);
    const axis = figure.axis(bars);
    expect(bars.length).toBeGreaterThan(1);
    for (const { value } of bars) {
      expect(value).toBeGreaterThanOrEqual(axis.min);
      expect(value).toBeLessThanOrEqual(axis.max);
    }
    // One picture is faulty in just this.
    if (one.id !== 'clinic-cut-axis' || figure !== one.figure) expect(axis.min).toBe(0);
  }
});

const said = (label: number, after: number, index: number) => ({ index, label, before: 0, after });

test('a fault that does not show, or a remedy that does not help, bears nothing out', () => {
  for (const { experiment, remedy, holds } of CASES) {
    const trials = [...experiment.trials, ...(remedy.experiment?.trials ?? [])];
    expect(holds([])).toBe(false);
    const reports = trials.map((trial) => ({
      ...reportOf(trial, { correct: 500, zeros: 0 }),
      predictions: [said(1, 1, 0)],
    }));
    expect(holds(reports)).toBe(false);
  }
});

test('accuracy on the first images is counted from their predictions', () => {
  const base = reportOf({ label: '', steps: [] });
  const said = (label: number, after: number, index: number) => ({
    index,
    label,
    before: 0,
    after,
  });
  const predictions = [said(1, 1, 0), said(2, 3, 1), said(4, 4, 2), said(5, 6, 3)];
  expect(firstImages({ ...base, predictions }, 3)).toMatchObject({ correct: 2, images: 3 });
});

describe('the diagnoses', () => {
  test('have one key each, in positions spread evenly', () => {
    const keys = CASES.map(({ options }) => options.findIndex(({ correct }) => correct));
    for (const { options } of CASES) {
      expect(options.filter(({ correct }) => correct)).toHaveLength(1);
      expect([3, 4]).toContain(options.length);
      const lengths = options.map(({ text }) => text.length);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(8);
      expect(new Set(options.map(({ feedback }) => feedback)).size).toBe(options.length);
    }
    const counts = [0, 1, 2, 3].map((at) => keys.filter((key) => key === at).length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(2);
  });

  test('have a key that is seldom the longest', () => {
    const longest = CASES.filter(({ options }) => {
      const most = Math.max(...options.map(({ text }) => text.length));
      return options.find(({ correct }) => correct)!.text.length === most;
    });
    expect(longest.length).toBeLessThanOrEqual(2);
  });
});
