import type { LatencySide, LayerTime, Peaks } from '../report';
import { median, quantile } from './quantile';

/** What a layer does with a batch: multiply-accumulates, and bytes read and written. */
export interface LayerLoad {
  readonly name: string;
  readonly macs: number;
  readonly bytes: number;
}

/** A part below this share of a layer's time explains nothing. */
export const MIN_SHARE = 0.1;
/** A layer of which a launch takes as much is bound by it, whatever its work would take. */
const HALF = 0.5;
const MS = 1000;

/**
 * Median and quartiles of timings, each less another one of the same round: of a layer less the read
 * at its end, since only the last layer of a network is read. What the other's own spread hides comes
 * out as 0.
 *
 * @param timings in milliseconds, a value a round, as are `others`.
 */
export function less(timings: readonly number[], others: readonly number[]): LatencySide {
  const sorted = timings.map((ms, round) => Math.max(0, ms - others[round]!)).sort((a, b) => a - b);
  return { median: median(sorted), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/**
 * Amount a second of a probe, by the median of its timings less what a launch and its read take in the
 * same rounds; 0 where those hide it.
 */
export function rateOf(
  amount: number,
  timings: readonly number[],
  launches: readonly number[],
): number {
  const ms = less(timings, launches).median;
  return ms === 0 ? 0 : (amount / ms) * MS;
}

/**
 * What bounds a layer that was timed. Three parts of its time are compared: a launch, its arithmetic
 * at the peak, and its bytes at the peak of about as many; the last two are the roofs of the roofline
 * (Williams, Waterman, Patterson 2009, Communications of the ACM 52(4), 65–76), the second by what
 * the caches hold (Ilic, Pratas, Sousa 2014, IEEE Computer Architecture Letters 13(1), 21–24).
 *
 * A launch that is half of the time or more bounds it, else the largest part does, of equals the
 * first; none does where that is below a tenth.
 *
 * @param ms of the layer, and `launch` of one that does next to nothing, in milliseconds.
 * @returns the part, and its share of the time: of a roof, the share of the peak that was reached.
 * At most 1, though a layer may do better than the probe that the peak was measured with.
 */
export function measuredBound(
  { macs, bytes }: Omit<LayerLoad, 'name'>,
  ms: number,
  launch: number,
  peaks: Peaks,
): Pick<LayerTime, 'bound' | 'share'> {
  const share = (part: number) => (part === 0 ? 0 : Math.min(1, part / ms));
  const first = { bound: 'launch', share: share(launch) } as const;
  if (first.share >= HALF) return first;
  const others = [
    { bound: 'arithmetic', share: share(msAt(macs, peaks.macsPerSecond)) },
    { bound: 'memory', share: share(msAt(bytes, rateFor(bytes, peaks))) },
  ] as const;
  const largest = [first, ...others].reduce((a, b) => (b.share > a.share ? b : a));
  return largest.share < MIN_SHARE ? { ...largest, bound: 'none' } : largest;
}

/** A rate of 0 is one that could not be measured: it explains nothing. */
function msAt(amount: number, perSecond: number): number {
  return perSecond === 0 ? 0 : (amount / perSecond) * MS;
}

/** Bytes a second of the smallest probe that moves at least as many, or else of the largest. */
function rateFor(bytes: number, { moving }: Peaks): number {
  return (moving.find((probe) => probe.bytes >= bytes) ?? moving.at(-1))?.bytesPerSecond ?? 0;
}

/** A layer's timings, one a round like those of the read, and what bounds it. */
export function layerTime(
  load: LayerLoad,
  timings: readonly number[],
  reads: readonly number[],
  launch: number,
  peaks: Peaks,
): LayerTime {
  const side = less(timings, reads);
  return { name: load.name, ...side, ...measuredBound(load, side.median, launch, peaks) };
}
