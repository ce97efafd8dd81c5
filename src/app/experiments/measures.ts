import type { Better } from '../../core/metrics/pareto';
import { percent } from '../../core/words';
import { accuracyOf, type Run } from '../../lab/runs/run';
import { KILO, count, kilobytes, milliseconds, percentage } from '../../parts/format';

/** Something measured of a run, as the picture of all runs has it. */
export interface RunMeasure {
  /** As it is chosen, and the axis's title, with its unit. */
  readonly title: string;
  readonly axis: string;
  readonly better: Better;
  /** Where its axis ends at the latest, left out where there is no such value. */
  readonly most?: number;
  /** What a run is that does worse by it. */
  readonly worse: string;
  /** In the axis's unit, or undefined where it was not measured. */
  readonly of: (run: Run) => number | undefined;
  /** A value of the axis with its unit. */
  readonly format: (value: number) => string;
  /** Whether it was timed, and so differs by chance. */
  readonly timed?: true;
}

const BYTES = { better: 'smaller', format: (value: number) => kilobytes(value * KILO) } as const;

export const MEASURES = {
  dense: {
    ...BYTES,
    title: 'Dense size',
    axis: 'dense size, KB',
    worse: 'larger',
    of: ({ dense }) => dense / KILO,
  },
  deflated: {
    ...BYTES,
    title: 'Deflated size',
    axis: 'deflated size, KB',
    worse: 'larger when deflated',
    of: ({ deflated }) => deflated / KILO,
  },
  smallest: {
    ...BYTES,
    title: 'Smallest size',
    axis: 'size in the smallest encoding, KB',
    worse: 'larger in the smallest encoding',
    of: ({ smallest }) => smallest.bytes / KILO,
  },
  accuracy: {
    title: 'Accuracy',
    axis: 'read right, %',
    most: 100,
    better: 'larger',
    worse: 'less accurate',
    of: (run) => 100 * accuracyOf(run).accuracy,
    format: (value) => percentage(value / 100),
  },
  changed: {
    title: 'Changed answers',
    axis: 'changed answers, images',
    better: 'smaller',
    worse: 'further from the answers before',
    of: ({ changed }) => changed,
    format: (value) => `${count(value)} changed`,
  },
  latency: {
    title: 'Latency, batch 1',
    axis: 'latency at batch 1, ms',
    better: 'smaller',
    // Two runs are timed at two times: which one is slower, that does not say.
    worse: 'with a longer time',
    of: ({ latency }) => latency?.after.median,
    format: milliseconds,
    timed: true,
  },
  ratio: {
    title: 'Latency ratio',
    axis: 'latency at batch 1, after ÷ before',
    better: 'smaller',
    worse: 'slower',
    // What can't be told from no change counts as none.
    of: ({ latency }) => latency && (latency.measurable ? latency.ratio.median : 1),
    format: (value) => `${value.toFixed(2)} × before`,
    timed: true,
  },
  macs: {
    title: 'MACs',
    axis: 'multiply-accumulates an image, thousands',
    better: 'smaller',
    worse: 'of more MACs',
    of: ({ macs }) => macs / KILO,
    format: (value) => `${count(value * KILO)} MACs`,
  },
  zeros: {
    title: 'Pruned',
    axis: 'pruned, % of all kernel weights',
    most: 100,
    better: 'larger',
    worse: 'less pruned',
    of: ({ sparsity }) => 100 * sparsity,
    format: (value) => `${percent(value / 100)} of all kernel weights pruned`,
  },
} as const satisfies Record<string, RunMeasure>;

export type MeasureName = keyof typeof MEASURES;
