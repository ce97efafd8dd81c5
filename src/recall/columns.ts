import type { LatencyFigures, Report } from '../core/report';
import {
  bytesPerWeight,
  classesPredicted,
  deflateRatio,
  denseRatio,
  distinctCodes,
  largestErrorInScales,
  pointsLost,
  scaleRange,
  shapes,
  timing,
  zeroShare,
} from './facts';

/** One kind of figure that a report holds, as it is shown in a table. */
export interface Column {
  readonly title: string;
  readonly unit?: string;
  value(report: Report): string;
  /** A smaller second line: an interval, a verdict. */
  detail?(report: Report): string;
  /** A share from 0 to 1 that is also drawn as a bar. */
  bar?(report: Report): number;
}

const NONE = '–';

const columns = {
  denseBytes: {
    title: 'Dense size',
    unit: 'bytes',
    value: ({ size }) => whole(size.after.dense),
  },
  deflateBytes: {
    title: 'Deflated size',
    unit: 'bytes',
    value: ({ size }) => whole(size.after.deflate),
  },
  denseRatio: {
    title: 'Dense size',
    unit: 'times smaller',
    value: (report) => decimal(denseRatio(report), 2),
  },
  deflateRatio: {
    title: 'Deflated size',
    unit: 'times smaller',
    value: (report) => decimal(deflateRatio(report), 2),
  },
  bytesPerWeight: {
    title: 'Kernel weight',
    unit: 'bytes each',
    value: (report) => decimal(bytesPerWeight(report), 2),
  },
  accuracy: {
    title: 'Accuracy',
    unit: '%, 95% interval',
    value: ({ accuracy }) => decimal(100 * accuracy.after.accuracy, 1),
    detail: ({ accuracy: { after } }) => range(100 * after.low, 100 * after.high, 1),
    bar: ({ accuracy }) => accuracy.after.accuracy,
  },
  pointsLost: {
    title: 'Accuracy lost',
    unit: 'points',
    value: (report) => decimal(pointsLost(report), 1),
  },
  zeros: {
    title: 'Zeros',
    unit: '% of weights',
    value: ({ sparsity }) => decimal(100 * sparsity.achieved, 1),
    bar: ({ sparsity }) => sparsity.achieved,
  },
  zerosLeft: {
    title: 'Zeros left',
    unit: '% of weights',
    value: (report) => decimal(100 * zeroShare(report), 1),
    bar: zeroShare,
  },
  shapes: {
    title: 'Kernel shapes',
    value: (report) => shapes(report).join('\n'),
  },
  scale: {
    title: 'Scale',
    unit: 'smallest, largest',
    value: (report) => {
      const scales = scaleRange(report);
      return scales ? `${scales.min.toPrecision(3)}\n${scales.max.toPrecision(3)}` : NONE;
    },
  },
  errorInScales: {
    title: 'Largest error',
    unit: 'scales',
    value: (report) => {
      const error = largestErrorInScales(report);
      return error === undefined ? NONE : decimal(error, 3);
    },
  },
  distinct: {
    title: 'Distinct codes',
    unit: 'in a kernel, at most',
    value: (report) => {
      const codes = distinctCodes(report);
      return codes === undefined ? NONE : whole(codes);
    },
  },
  classes: {
    title: 'Classes predicted',
    value: (report) => `${classesPredicted(report)} of ${report.confusion.length}`,
  },
  timeOfImage: {
    title: 'Time, one image',
    unit: '÷ before, 95% interval',
    value: (report) => ratio(timing(report, 'image')),
    detail: (report) => verdict(timing(report, 'image')),
  },
  timeOfBatch: {
    title: 'Time, batch',
    unit: '÷ before, 95% interval',
    value: (report) => ratio(timing(report, 'batch')),
    detail: (report) => verdict(timing(report, 'batch')),
  },
} satisfies Record<string, Column>;

export type ColumnName = keyof typeof columns;

/** Every kind of figure that a question may show. */
export const COLUMNS: Readonly<Record<ColumnName, Column>> = columns;

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function decimal(value: number, digits: number): string {
  // Adding 0 turns −0 into 0, so that no change never reads "−0.0".
  const rounded = Number(value.toFixed(digits)) + 0;
  return rounded.toFixed(digits).replace('-', '−');
}

function range(low: number, high: number, digits: number): string {
  return `${decimal(low, digits)}–${decimal(high, digits)}`;
}

function ratio(timed: LatencyFigures | undefined): string {
  return timed ? decimal(timed.ratio.median, 2) : 'not measured';
}

function verdict(timed: LatencyFigures | undefined): string {
  if (!timed) return '';
  const interval = range(timed.ratio.low, timed.ratio.high, 2);
  if (!timed.measurable) return `${interval}, no measurable change`;
  return `${interval}, ${timed.ratio.median < 1 ? 'faster' : 'slower'}`;
}
