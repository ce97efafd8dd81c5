import { LATENCY_BATCHES } from '../core/metrics/latency';
import { quantile } from '../core/metrics/quantile';
import type { Int8Figures, LatencyFigures } from '../core/report';
import { list } from '../core/words';
import { latencyVerdict } from '../parts/verdict';
import { kilobytes, milliseconds } from '../parts/format';

/** The share of the timings that the axis holds: a few pauses of the machine would hide the rest. */
const SHOWN = 0.98;
const HEADROOM = 1.05;

/** One row of a strip plot; places are shares of the axis, from its left end. */
interface Strip {
  readonly side: 'before' | 'after' | 'control';
  readonly name: string;
  readonly points: readonly number[];
  readonly median: number;
}

/** Every timing of one batch size. */
export interface Strips {
  readonly title: string;
  /** Right end of the axis, in milliseconds an image. */
  readonly end: number;
  readonly rows: readonly Strip[];
  /** Timings beyond the right end, where they are drawn. */
  readonly beyond: number;
  readonly words: string;
}

const NAMES = { before: 'before', after: 'after', control: 'before again' } as const;

/** Milliseconds an image by batch size, from the smallest to the largest. */
export interface CurvePoint {
  readonly batch: number;
  readonly before: number;
  readonly after: number;
}

/** The curve over batch sizes, or undefined where there are too few to draw one. */
export function curveOf(latency: readonly LatencyFigures[]): CurvePoint[] | undefined {
  if (latency.length <= LATENCY_BATCHES.length) return undefined;
  return latency
    .map(({ batch, before, after }) => ({
      batch,
      before: before.median / batch,
      after: after.median / batch,
    }))
    .sort((a, b) => a.batch - b.batch);
}

/** The strip plots of what every measurement times, whatever else was timed. */
export function usualOf(latency: readonly LatencyFigures[]): LatencyFigures[] {
  return latency.filter(({ batch }) => LATENCY_BATCHES.includes(batch));
}

/** What keeping codes on the GPU does to its bytes and to the latency. */
export function int8Words({ layers, weightBytes, latency }: Int8Figures): string {
  return (
    `The weights of ${list(layers, 'and')}, kept on the GPU as int8 codes and decoded where they are ` +
    `used, take ${kilobytes(weightBytes.int8)} there instead of ${kilobytes(weightBytes.float32)}: ` +
    `${latencyVerdict(latency)}. The program is another one than TensorFlow.js's, so a difference ` +
    'is not int8’s alone.'
  );
}

/** The strip plot of one measurement. */
export function stripsOf(figures: LatencyFigures): Strips {
  const { batch, timings, pairs, identical } = figures;
  const all = [...timings.before, ...timings.after, ...timings.control].sort((a, b) => a - b);
  const end = quantile(all, SHOWN) * HEADROOM;
  const sides = identical ? (['before'] as const) : (['before', 'after', 'control'] as const);
  const rows = sides.map((side): Strip => {
    const sorted = [...timings[side]].sort((a, b) => a - b);
    return {
      side,
      name: identical ? 'both' : NAMES[side],
      points: timings[side].map((ms) => Math.min(ms / end, 1)),
      median: quantile(sorted, 0.5) / end,
    };
  });
  const medians = rows
    .map(({ name, median }) => `${name} ${milliseconds((median * end) / batch)}`)
    .join(', ');
  return {
    title: batch === 1 ? 'One image at a time' : `${batch} images at a time`,
    end: end / batch,
    rows,
    beyond: all.filter((ms) => ms > end).length,
    words: identical
      ? `${pairs} timings of the one network, median an image: ${medians}.`
      : `${pairs} pairs, medians an image: ${medians}.`,
  };
}
