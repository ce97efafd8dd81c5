import { MIN_SHARE } from '../core/metrics/layer-times';
import type { LatencyFigures, LayerTime, LayerTimes } from '../core/report';
import { milliseconds } from '../parts/format';
import type { Pair } from './quantity';

const GIGA = 1e9;

/** One layer of one network, its times in milliseconds an image. */
interface LayerSide {
  readonly side: 'before' | 'after';
  readonly time: string;
  readonly quartiles: string;
  /** Of the sum of all layers, in words. */
  readonly part: string;
  readonly bound: string;
  /** How much of its time that explains, in words. */
  readonly share: string;
  /** Median and quartiles as shares of the axis. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** All layers of both networks at one batch size. */
export interface LayerChart {
  readonly title: string;
  /** Right end of the axis, in words. */
  readonly end: string;
  readonly rows: readonly { readonly name: string; readonly sides: readonly LayerSide[] }[];
  /** Milliseconds an image in words: the layers' sum, and the whole network where it was timed. */
  readonly sum: Pair<string>;
  readonly whole: Pair<string>;
  /** Both in a sentence. */
  readonly words: string;
}

/** The chart of one batch size; `latency` holds what the whole network takes. */
export function layerChart(times: LayerTimes, latency: readonly LatencyFigures[]): LayerChart {
  const { batch, before, after } = times;
  const end = Math.max(...[...before, ...after].map(({ high }) => high));
  const sums = { before: sum(before), after: sum(after) };
  const whole = latency.find((figures) => figures.batch === batch);
  const ms = (value: number | undefined) =>
    value === undefined ? 'not timed' : milliseconds(value / batch);
  const pairs = {
    sum: { before: ms(sums.before), after: ms(sums.after) },
    whole: { before: ms(whole?.before.median), after: ms(whole?.after.median) },
  };
  const side = (which: 'before' | 'after', layer: LayerTime): LayerSide => ({
    side: which,
    time: ms(layer.median),
    quartiles: `${ms(layer.low)} to ${ms(layer.high)}`,
    part: share(layer.median / sums[which]),
    bound: layer.bound,
    share: share(layer.share),
    median: layer.median / end,
    low: layer.low / end,
    high: layer.high / end,
  });
  return {
    title: batch === 1 ? 'Each layer alone, one image' : `Each layer alone, ${batch} images`,
    end: ms(end),
    rows: before.map((layer, i) => ({
      name: layer.name,
      sides: [side('before', layer), side('after', after[i]!)],
    })),
    ...pairs,
    words:
      `An image takes all layers together ${pairs.sum.before} before and ${pairs.sum.after} after, ` +
      `and the whole network ${pairs.whole.before} and ${pairs.whole.after}.`,
  };
}

/** How it was found what bounds a layer, with the peaks of this machine. */
export function boundWords(times: readonly LayerTimes[]): string {
  const macs = times.map(({ peaks }) => peaks.macsPerSecond / GIGA);
  const bytes = times.flatMap(({ peaks }) =>
    peaks.moving.map(({ bytesPerSecond }) => bytesPerSecond / GIGA),
  );
  return (
    'What bounds a layer is what explains most of its time: its launch, timed with a layer that does ' +
    `next to nothing (${range(times.map(({ launch }) => launch))} ms); its arithmetic, at the speed of ` +
    `a large matMul (${range(macs)} billion multiplications a second); or its memory traffic, at the ` +
    `speed of a ReLU that moves about as many bytes (${range(bytes)} GB a second). All were timed in ` +
    `turns. It is none of them where each explains less than ${share(MIN_SHARE)}: the rest is how the ` +
    'program does its work.'
  );
}

/** Least to greatest, with three significant digits. */
function range(values: readonly number[]): string {
  const [least, greatest] = [Math.min(...values), Math.max(...values)].map((value) =>
    value.toLocaleString('en', { maximumSignificantDigits: 3 }),
  );
  return least === greatest ? least! : `${least} to ${greatest}`;
}

function sum(layers: readonly LayerTime[]): number {
  return layers.reduce((total, { median }) => total + median, 0);
}

function share(fraction: number): string {
  const percent = Math.round(fraction * 100);
  return percent === 0 && fraction > 0 ? '<1%' : `${percent}%`;
}
