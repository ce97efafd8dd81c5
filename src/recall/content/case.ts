import type { Evidence, Experiment } from '../../core/experiment';
import { accuracyFigures } from '../../core/metrics/wilson';
import type { AccuracyFigures, Report } from '../../core/report';
import type { Axis } from '../../charts/curve';
import { zeroShare } from '../proof/facts';
import type { Option } from './item';

/** One bar of a picture, with its interval where that is drawn. */
interface Bar {
  readonly label: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** How figures are drawn: which bars there are of some trials, and on which axis. */
export interface Figure {
  readonly title: string;
  /** Decimals of a value. */
  readonly digits: number;
  readonly axis: (bars: readonly Bar[]) => Axis;
  readonly bars: (evidence: Evidence, labels: readonly string[]) => readonly Bar[];
}

/** A picture in which something went wrong, and what puts it right. */
export interface Case {
  /** Never changes: kept progress refers to it. */
  readonly id: string;
  readonly title: string;
  /** What a colleague says of the picture. */
  readonly story: string;
  readonly experiment: Experiment;
  readonly figure: Figure;
  readonly question: string;
  readonly options: readonly Option[];
  readonly explanation: string;
  readonly remedy: {
    /** What the button says. */
    readonly action: string;
    /** Left out where the same runs are only drawn otherwise. */
    readonly experiment?: Experiment;
    readonly figure: Figure;
  };
  /** What the fault and the remedy are expected to show together. */
  readonly claim: string;
  /** Why they may show something else. */
  readonly otherwise: string;
  /** Whether figures bear the claim out: the reports of the fault's trials, then those of the remedy's. */
  readonly holds: (evidence: Evidence) => boolean;
}

const PERCENT = 100;

/** Accuracies from 0 to 100%, with their intervals. */
export const ACCURACY: Figure = accuracyFigure(
  'Test digits read right',
  ({ accuracy }) => accuracy.after,
);

/** Accuracies from 0 to 100% of the first images alone, without intervals. */
export function accuracyOfFirst(images: number): Figure {
  const { axis, bars, ...figure } = accuracyFigure(
    `First ${images} test digits read right`,
    (report) => firstImages(report, images),
  );
  const bare = (all: readonly Bar[]) => all.map(({ label, value }) => ({ label, value }));
  return { ...figure, axis, bars: (evidence, labels) => bare(bars(evidence, labels)) };
}

/** Accuracies without intervals, on an axis that begins just below the least of them. */
export const ACCURACY_CUT: Figure = {
  ...ACCURACY,
  axis(bars) {
    const least = Math.min(...bars.map(({ value }) => value));
    const most = Math.max(...bars.map(({ value }) => value));
    return { title: '%', min: Math.floor(10 * least - 1) / 10, max: Math.ceil(10 * most + 1) / 10 };
  },
  bars: (evidence, labels) =>
    ACCURACY.bars(evidence, labels).map(({ label, value }) => ({ label, value })),
};

/** The share of the kernel weights that are zero. */
export const ZEROS: Figure = {
  title: 'Kernel weights that are zero',
  digits: 1,
  axis: () => ({ title: '%', min: 0, max: 100 }),
  bars: (evidence, labels) =>
    evidence.map((report, i) => ({ label: labels[i]!, value: PERCENT * zeroShare(report) })),
};

/** Dense sizes. */
export const DENSE_BYTES: Figure = {
  title: 'Size of the file',
  digits: 1,
  axis: fromZero('KB of 1,000 bytes'),
  bars: (evidence, labels) =>
    evidence.map(({ size }, i) => ({ label: labels[i]!, value: size.after.dense / 1000 })),
};

/** Accuracy on the first images of the test set. */
export function firstImages({ predictions }: Report, images: number): AccuracyFigures {
  const first = predictions.slice(0, images);
  return accuracyFigures(first.filter(({ after, label }) => after === label).length, first.length);
}

/** An axis from 0 to beyond the largest bar. */
export function fromZero(title: string): Figure['axis'] {
  return (bars) => ({ title, min: 0, max: 1.05 * Math.max(...bars.map(({ value }) => value), 1) });
}

function accuracyFigure(title: string, of: (report: Report) => AccuracyFigures): Figure {
  return {
    title,
    digits: 1,
    axis: () => ({ title: '%', min: 0, max: 100 }),
    bars: (evidence, labels) =>
      evidence.map((report, i) => {
        const { accuracy, low, high } = of(report);
        return {
          label: labels[i]!,
          value: PERCENT * accuracy,
          low: PERCENT * low,
          high: PERCENT * high,
        };
      }),
  };
}
