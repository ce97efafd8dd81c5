import type { EncodingName } from '../../core/encode/encodings';
import type { LatencyFigures, Report } from '../../core/report';
import {
  bytesPerWeight,
  classesPredicted,
  classesShown,
  deflateRatio,
  denseRatio,
  distinctCodes,
  encodedBytes,
  largestErrorInScales,
  pointsLost,
  scaleRange,
  shapes,
  timesByBatch,
  timing,
  zeroMiss,
  zeroShare,
} from './facts';
import { decimal, whole } from '../../parts/format';

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
const NOT_MEASURED = 'not measured';

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
  csrBytes: encoded('CSR', 'csr'),
  bitmaskBytes: encoded('Bitmask', 'bitmask'),
  huffmanBytes: encoded('Huffman', 'huffman'),
  gapsBytes: encoded('Gaps, Huffman', 'relativeHuffman'),
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
    unit: '% of kernel weights',
    value: ({ sparsity }) => decimal(100 * sparsity.achieved, 1),
    bar: ({ sparsity }) => sparsity.achieved,
  },
  zerosLeft: {
    title: 'Zeros left',
    unit: '% of kernel weights',
    value: (report) => decimal(100 * zeroShare(report), 1),
    bar: zeroShare,
  },
  prunedWeights: {
    title: 'Pruned',
    unit: 'weights',
    value: ({ sparsity }) => whole(sparsity.pruned),
  },
  macs: {
    title: 'Multiplications',
    unit: 'an image',
    value: ({ macs }) => whole(macs.after),
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
  zeroMiss: {
    title: '0 would miss a code by',
    unit: 'scales, computed, were z not rounded',
    value: (report) => {
      const miss = zeroMiss(report);
      return miss === undefined ? NONE : decimal(miss, 2);
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
    value: (report) => `${classesPredicted(report)} of ${classesShown(report)}`,
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
  timeByBatch: {
    title: 'Time an image',
    unit: 'ms, by batch',
    value: (report) => {
      const times = timesByBatch(report, 'after');
      if (times.length === 0) return NOT_MEASURED;
      return times.map(({ batch, ms }) => `${batch}:\u00a0${ms.toPrecision(2)}`).join('\n');
    },
  },
  timeBounds: {
    title: 'Bound by',
    unit: 'each layer, one image',
    value: ({ layers }) => {
      const alone = layers?.find(({ batch }) => batch === 1);
      return (
        alone?.after.map(({ name, bound }) => `${name}:\u00a0${bound}`).join('\n') ?? NOT_MEASURED
      );
    },
  },
} satisfies Record<string, Column>;

export type ColumnName = keyof typeof columns;

/** Every kind of figure that a question may show. */
export const COLUMNS: Readonly<Record<ColumnName, Column>> = columns;

function encoded(title: string, encoding: EncodingName): Column {
  return {
    title,
    unit: 'bytes',
    value: (report) => {
      const bytes = encodedBytes(report, encoding);
      return bytes === undefined ? NONE : whole(bytes);
    },
  };
}

function range(low: number, high: number, digits: number): string {
  return `${decimal(low, digits)}–${decimal(high, digits)}`;
}

function ratio(timed: LatencyFigures | undefined): string {
  return timed ? decimal(timed.ratio.median, 2) : NOT_MEASURED;
}

function verdict(timed: LatencyFigures | undefined): string {
  if (!timed) return '';
  if (timed.identical) return 'identical';
  const interval = range(timed.ratio.low, timed.ratio.high, 2);
  if (!timed.measurable) return `${interval}, no measurable change`;
  return `${interval}, ${timed.ratio.median < 1 ? 'faster' : 'slower'}`;
}
