import { describe, expect, test } from 'vitest';
import type { LatencyFigures, Report } from '../../src/core/report';
import {
  accuracyVerdict,
  deflateVerdict,
  latencyVerdict,
  pairedVerdict,
  sizeVerdict,
} from '../../src/parts/verdict';

const sizes = (before: number, after: number) => ({
  size: { before: { dense: before, deflate: before }, after: { dense: after, deflate: after } },
});

/** Only the figures that the words are made of. */
/** Answers of 1,000 images; without a change said, those that the accuracy tells went one way. */
const answers = (
  before: number,
  after: number,
  change: Partial<Report['accuracy']['change']> = {},
) =>
  ({
    accuracy: {
      before: { accuracy: before, images: 1000 },
      after: { accuracy: after, images: 1000 },
      change: {
        gained: Math.max(0, Math.round(1000 * (after - before))),
        lost: Math.max(0, Math.round(1000 * (before - after))),
        changed: 0,
        pValue: 1,
        ...change,
      },
    },
  }) as Report;

const latency = (median: number, measurable: boolean, control = 1) =>
  ({
    ratio: { median, low: median, high: median },
    control: { median: control, low: control, high: control },
    measurable,
  }) as LatencyFigures;

describe('words for the change', () => {
  test('of bytes say how many times smaller or larger, and no change as such', () => {
    expect(sizeVerdict(sizes(1_066_440, 269_480))).toBe('3.96× smaller');
    expect(deflateVerdict(sizes(300, 20))).toBe('15.0× smaller');
    expect(sizeVerdict(sizes(100, 150))).toBe('1.50× larger');
    expect(sizeVerdict(sizes(100, 100))).toBe('the same');
  });

  test('of accuracy are in percentage points with their sign', () => {
    expect(accuracyVerdict(answers(0.99, 0.986))).toBe('−0.4 points');
    expect(accuracyVerdict(answers(0.98, 0.99))).toBe('+1 point');
    expect(accuracyVerdict(answers(0.989, 0.989))).toBe('the same');
  });

  test('of accuracy are of the images that a preview read, whatever the others were', () => {
    const preview = (gained: number, lost: number) =>
      ({
        accuracy: {
          before: { correct: 995, images: 1000, accuracy: 0.995 },
          after: { correct: 248, images: 250, accuracy: 0.992 },
          change: { gained, lost, changed: 2, pValue: 1 },
        },
      }) as unknown as Report;
    expect(accuracyVerdict(preview(0, 0))).toBe('the same on 250 so far');
    expect(accuracyVerdict(preview(0, 1))).toBe('−0.4 points on 250 so far');
  });

  test('of answers tell equal answers, flips that could be chance, and flips that could not', () => {
    expect(pairedVerdict(answers(0.99, 0.99))).toBe('Every image gets the same answer as before.');
    expect(pairedVerdict(answers(0.99, 0.99, { changed: 2 }))).toBe(
      '2 answers changed, none between right and wrong.',
    );
    expect(
      pairedVerdict(answers(0.99, 0.988, { changed: 4, gained: 1, lost: 3, pValue: 0.625 })),
    ).toBe('3 newly wrong, 1 newly right: this could be chance (p = 0.63).');
    expect(
      pairedVerdict(answers(0.99, 0.9, { changed: 90, gained: 0, lost: 90, pValue: 1e-20 })),
    ).toBe('90 newly wrong, 0 newly right: too uneven to be chance (p < 0.001).');
  });

  test('of latency claim nothing that cannot be told from no change', () => {
    expect(latencyVerdict(latency(0.7, false))).toBe('no measurable change');
    expect(latencyVerdict(latency(0.5, true))).toBe('2.00× faster');
    expect(latencyVerdict(latency(1.25, true))).toBe('1.25× slower');
    expect(latencyVerdict(latency(1.25, false, 1.1))).toBe('too unsteady to tell');
    expect(latencyVerdict({ ...latency(1, false), identical: true })).toBe('identical');
  });
});
