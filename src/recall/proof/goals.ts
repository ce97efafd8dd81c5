import type { Report } from '../../core/report';
import { pointsLost, timing } from './facts';
import { counted, KILO, kilobytes, milliseconds, points } from '../../parts/format';

/** What a network after must not exceed; every limit that is there counts. */
export interface Limits {
  /** Bytes, in the encoding that is said. */
  readonly bytes?: { readonly of: 'dense' | 'deflate'; readonly most: number };
  /** Accuracy lost, in percentage points. */
  readonly points?: number;
  /** The time of a batch, as a share of what the network as trained takes on the same machine. */
  readonly time?: { readonly of: 'image' | 'batch'; readonly share: number };
}

/** One limit, and how a report stands to it. */
export interface LimitStanding {
  readonly name: string;
  readonly limit: string;
  /** Undefined while it is not measured. */
  readonly figure: string | undefined;
  readonly met: boolean;
  /** What is missing, where it is not met. */
  readonly missing: string;
}

/** Bytes that kilobytes are told to. */
const TENTH = KILO / 10;

/** Every limit with what a report says to it; undefined: nothing is measured yet. */
export function standings(limits: Limits, report: Report | undefined): LimitStanding[] {
  const all: LimitStanding[] = [];
  if (limits.bytes) all.push(bytesStanding(limits.bytes, report));
  if (limits.points !== undefined) all.push(pointsStanding(limits.points, report));
  if (limits.time) all.push(timeStanding(limits.time, report));
  return all;
}

/** Whether a report meets every limit. */
export function meets(limits: Limits, report: Report | undefined): boolean {
  return standings(limits, report).every(({ met }) => met);
}

function bytesStanding(
  { of, most }: NonNullable<Limits['bytes']>,
  report: Report | undefined,
): LimitStanding {
  const bytes = report?.size.after[of];
  const over = bytes === undefined ? 0 : bytes - most;
  return {
    name: of === 'dense' ? 'Dense size' : 'Deflated size',
    limit: `at most ${kilobytes(most)}`,
    figure: bytes === undefined ? undefined : kilobytes(bytes),
    met: bytes !== undefined && over <= 0,
    missing: over > 0 ? `${over < TENTH ? counted(over, 'byte') : kilobytes(over)} too much` : '',
  };
}

function pointsStanding(most: number, report: Report | undefined): LimitStanding {
  const lost = report && pointsLost(report);
  // Points are counted in images, so what is left of a sum of floats is no loss.
  const over = lost === undefined ? 0 : Math.round(1e6 * (lost - most)) / 1e6;
  return {
    name: 'Accuracy lost',
    limit: `at most ${points(most)}`,
    figure: lost === undefined ? undefined : points(lost),
    met: lost !== undefined && over <= 0,
    missing: over > 0 ? `${points(over)} too much` : '',
  };
}

function timeStanding(
  { of, share }: NonNullable<Limits['time']>,
  report: Report | undefined,
): LimitStanding {
  const timed = report && timing(report, of);
  const name =
    of === 'image' ? 'Time of an image' : `Time of a batch${timed ? ` of ${timed.batch}` : ''}`;
  if (!timed) {
    return {
      name,
      limit: `at most ${percent(share)} of the time as trained`,
      figure: undefined,
      met: false,
      missing: '',
    };
  }
  const { before, after, ratio, identical, measurable } = timed;
  const missing = !measurable
    ? identical
      ? 'identical'
      : 'no measurable change'
    : ratio.median > share
      ? `${milliseconds((ratio.median - share) * before.median)} too much`
      : '';
  return {
    name,
    limit: `at most ${milliseconds(share * before.median)}, ${percent(share)} of the time as trained`,
    figure:
      `${milliseconds(after.median)}, ${percent(ratio.median)} ` +
      `(${percent(ratio.low)} to ${percent(ratio.high)})`,
    met: missing === '',
    missing,
  };
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
