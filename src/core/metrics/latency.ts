import type { LatencyFigures, LatencySide, MedianInterval } from '../report';
import { fairCoinTail } from './binomial';
import { median, quantile } from './quantile';

/**
 * The same batch timed on both networks, and once more on the one before, one right after the other,
 * in milliseconds a batch.
 */
export interface TimingPair {
  readonly before: number;
  readonly after: number;
  /** The network before again: what differs between these two is the machine. */
  readonly control: number;
}

/** Batch sizes that latency is measured at: one image, as an app asks, and many, as a server does. */
export const LATENCY_BATCHES: readonly number[] = [1, 100];

/** Those of the curve that shows what batching does, the two of every measurement among them. */
export const CURVE_BATCHES: readonly number[] = [1, 4, 16, 64, 100, 256];

/** Pairs below which no measurement is taken as settled. */
export const MIN_PAIRS = 41;

/** Pairs at which a measurement ends even though its interval is still wide. */
export const MAX_PAIRS = 121;

/**
 * The smallest relative difference that is called one. One network timed against itself, in 42
 * interleaved pairs, came out up to 2% apart on a calm machine and 4% on a busy one: caches and
 * places in memory can favour one of two networks wherever they are moved.
 */
const RESOLUTION = 0.05;

/** Half-width, relative to the median ratio, at which an interval is narrow enough to stop. */
const NARROW = 0.05;

/** Fewer values have no 95% interval of the median: even their whole range covers it less often. */
const FEWEST_FOR_INTERVAL = 6;

/**
 * Medians, quartiles and the paired ratio of one interleaved measurement.
 *
 * The ratio is judged by its blocks, not by its pairs: what a place in memory favours, and a slow spell
 * of the machine, all pairs of a block share, so that they say it only once (batch means: Law 2015,
 * Simulation Modeling and Analysis, 9.5.3). Where a block's order was drawn by chance, and so that
 * before and after have each other's chances, two equal networks come out either way round equally
 * often in every block, however the machine's speed changes meanwhile (Fisher 1935, The Design of
 * Experiments, II), which is all that `medianInterval` asks.
 *
 * @param blocks the pairs that were timed in one place in memory, one right after the other, for each
 * place.
 * @param discarded pairs that were thrown away.
 * @throws RangeError for fewer than 6 blocks, and for a timing that is not above 0 ms (a batch too
 * short for the clock: time several of them in one go).
 */
export function latencyFigures(
  batch: number,
  blocks: readonly (readonly TimingPair[])[],
  discarded = 0,
): LatencyFigures {
  const pairs = blocks.flat();
  for (const [i, { before, after, control }] of pairs.entries()) {
    if (!(before > 0 && after > 0 && control > 0)) {
      throw new RangeError(
        `Timings must be above 0 ms, pair ${i} is ${before} and ${after}, its control ${control}.`,
      );
    }
  }
  const timings = {
    before: pairs.map(({ before }) => before),
    after: pairs.map(({ after }) => after),
    control: pairs.map(({ control }) => control),
  };
  const ratio = medianInterval(blocks.map((block) => middleRatio(block, 'after')));
  const control = medianInterval(blocks.map((block) => middleRatio(block, 'control')));
  return {
    batch,
    pairs: pairs.length,
    before: side(timings.before),
    after: side(timings.after),
    ratio,
    control,
    measurable: isMeasurable(ratio) && !isMeasurable(control) && isBeyond(ratio, control),
    discarded,
    timings,
  };
}

/** The median of a block's ratios to the network before: a pause that falls on few pairs leaves it. */
function middleRatio(block: readonly TimingPair[], of: 'after' | 'control'): number {
  return median(block.map((pair) => pair[of] / pair.before).sort((a, b) => a - b));
}

/** Whether a ratio is further from 1 than what the machine alone makes of two equal networks. */
function isBeyond({ median }: MedianInterval, { low, high }: MedianInterval): boolean {
  return median < Math.min(low, 1 / high) || median > Math.max(high, 1 / low);
}

/**
 * Median and quartiles of a network that was timed alone, for its own sake: the one after is the very
 * same, so there is no ratio to be measured.
 *
 * @param timings in milliseconds a batch.
 */
export function identicalFigures(
  batch: number,
  timings: readonly number[],
  discarded = 0,
): LatencyFigures {
  const both = side(timings);
  const one = { median: 1, low: 1, high: 1 };
  return {
    batch,
    pairs: timings.length,
    before: both,
    after: both,
    ratio: one,
    control: one,
    identical: true,
    measurable: false,
    discarded,
    timings: { before: timings, after: [], control: [] },
  };
}

/**
 * The sample median with a 95% interval of the true one that assumes nothing of the distribution:
 * from the l-th smallest to the l-th largest value, with the largest l for which
 * P(Binomial(n, ½) < l) ≤ 2.5%. It covers the median in at least 95% of samples, ties included
 * (Conover 1999, Practical Nonparametric Statistics, 3.2; David and Nagaraja 2003, Order
 * Statistics, 7.1).
 *
 * @throws RangeError for fewer than 6 values.
 */
export function medianInterval(values: readonly number[]): MedianInterval {
  const n = values.length;
  if (n < FEWEST_FOR_INTERVAL) {
    throw new RangeError(
      `A 95% interval of the median needs at least ${FEWEST_FOR_INTERVAL} values, got ${n}.`,
    );
  }
  const sorted = values.toSorted((a, b) => a - b);
  let rank = 1;
  while (fairCoinTail(n, rank) <= 0.025) rank++;
  return { median: median(sorted), low: sorted[rank - 1]!, high: sorted[n - rank]! };
}

/** Whether a ratio can be told from 1: by its interval, and by more than 5%. */
export function isMeasurable(ratio: MedianInterval): boolean {
  return (ratio.low > 1 || ratio.high < 1) && Math.abs(ratio.median - 1) > RESOLUTION;
}

/**
 * Whether enough has been measured: at least `MIN_PAIRS`, and an interval whose half-width is at
 * most 5% of the median.
 */
export function isNarrow({ ratio, pairs }: Pick<LatencyFigures, 'ratio' | 'pairs'>): boolean {
  return pairs >= MIN_PAIRS && (ratio.high - ratio.low) / 2 <= NARROW * ratio.median;
}

function side(timings: readonly number[]): LatencySide {
  const sorted = timings.toSorted((a, b) => a - b);
  return { median: median(sorted), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}
