import { ticksOf, type Axis, type Curve } from '../../charts/curve';
import { knee } from '../../core/metrics/knee';
import { stepOf, typeOf, type Step } from '../../core/recipe';
import { prunedOf } from '../../core/steps/prune';
import { percent } from '../../core/words';
import { ALONG, BASE_BITS, BASE_SPARSITY, STORED, type SettingName } from '../../lab/along';
import type { Series } from '../../lab/points.svelte';
import type { SweptCurve, SweptPoint } from '../../lab/sweep.svelte';
import { KILO, count, kilobytes, percentage } from '../../parts/format';

/** A setting in words. */
interface SettingWords {
  /** As it is chosen, and as a column is headed. */
  readonly choice: string;
  readonly column: string;
  readonly ticks: Axis['ticks'];
  /** Title of the axis of a curve. */
  title(curve: Pick<SweptCurve, 'base'> | undefined): string;
  /** A place in words. */
  value(place: number): string;
  /** In the words of a base's step: what stands for the setting, and what it runs through. */
  readonly through: { readonly [K in Step['kind']]?: readonly [stands: string, runs: string] };
}

export const SETTINGS: Readonly<Record<SettingName, SettingWords>> = {
  sparsity: {
    choice: 'share pruned',
    column: 'Pruned',
    ticks: [0, 20, 40, 60, 80, 100].map((at) => ({ at, label: `${at}` })),
    title(curve) {
      const step = curve && stepOf(curve.base, 'prune');
      return step ? `pruned, % of ${prunedOf(step)}` : 'pruned, %';
    },
    value: (place) => `${place}%`,
    through: { prune: [percent(BASE_SPARSITY), '0–99%'] },
  },
  bits: {
    choice: 'code length',
    column: 'Stored in',
    ticks: STORED.map((bits, at) => ({ at, label: `${bits}`.replace('float', '') })),
    title: () => 'bits a weight, 32 and 16 in floating point',
    value: (place) =>
      typeof STORED[place] === 'number' ? `${STORED[place]} bits` : STORED[place]!,
    through: {
      quantize: [`${BASE_BITS} bits`, '2–8 bits'],
      cluster: [`${2 ** BASE_BITS} values`, '4–256 values'],
    },
  },
};

/** Lines of earlier curves, the newest first. */
export const FAINT: readonly Curve['style'][] = ['thin', 'dashed', 'dotted'];
const SIZE_TICKS = 4;

/** What a curve is of: "prune 0–99% by magnitude over the whole network, then quantize to 8 bits, …". */
export function curveWords({ setting, base }: Pick<SweptCurve, 'setting' | 'base'>): string {
  const words = base.steps.map((step) => {
    const [stands, runs] = SETTINGS[setting].through[step.kind] ?? ['', ''];
    // The first one: single layers, which may have values of their own, come last.
    return typeOf(step).describe(step).replace(stands, runs);
  });
  return words.join(', then ');
}

/** Accuracy and deflated bytes at a place, on the straight line between the points measured next to it. */
export function valueAt(
  { points }: Pick<SweptCurve, 'points'>,
  place: number,
): { readonly accuracy: number; readonly deflate: number; readonly measured: boolean } | undefined {
  const right = points.findIndex((point) => point.place >= place);
  const b = points[right];
  if (!b || (right === 0 && b.place > place)) return undefined;
  const a = points[right - 1] ?? b;
  const share = b.place === place ? 1 : (place - a.place) / (b.place - a.place);
  const between = (from: number, to: number) => (share === 1 ? to : from + share * (to - from));
  return {
    accuracy: between(a.accuracy.accuracy, b.accuracy.accuracy),
    deflate: between(a.size.deflate, b.size.deflate),
    measured: share === 1,
  };
}

/** "90%, 79.7% right, 59.2 KB deflated"; between points there is no figure yet. */
export function placeWords(curve: SweptCurve, place: number): string {
  const name = SETTINGS[curve.setting].value(place);
  const value = valueAt(curve, place);
  if (!value?.measured) return `${name}, between measured points`;
  return `${name}, ${percentage(value.accuracy)} right, ${kilobytes(value.deflate)} deflated`;
}

/** How many of a curve's points were measured: those that the reader's own runs added do not count. */
function measuredOf({ setting, points }: SweptCurve): {
  readonly done: number;
  readonly of: number;
} {
  const { places } = ALONG[setting];
  const done = points.filter(({ place }) => places.includes(place)).length;
  return { done, of: places.length };
}

/** The knee of a curve that is whole, or undefined where it has none. */
export function kneeOf(curve: SweptCurve): SweptPoint | undefined {
  const { done, of } = measuredOf(curve);
  if (done < of || isFlat(curve)) return undefined;
  const found = knee(curve.points.map(({ place, accuracy }) => [place, accuracy.accuracy]));
  return found === undefined ? undefined : curve.points[found];
}

/** What a curve says, in a sentence. */
export function verdictWords(curve: SweptCurve | undefined, series: Series | undefined): string {
  if (!curve) return 'Nothing is drawn yet.';
  const { done, of } = measuredOf(curve);
  if (series?.state === 'running') return 'Drawing the curve …';
  if (series?.state === 'failed') return `${done} of ${of} points were measured. ${series.message}`;
  if (done < of) return `${done} of ${of} points were measured, then it was cancelled.`;
  const found = kneeOf(curve);
  if (found) return `The knee: ${placeWords(curve, found.place)}.`;
  return isFlat(curve)
    ? 'No knee: no difference in accuracy is larger than its 95% intervals.'
    : 'No knee: no point stands out above the straight line from end to end.';
}

interface Picture {
  readonly curves: readonly Curve[];
  readonly y: Axis;
}

/** Both pictures of a curve, and the earlier ones in them; `unit` is that of the size, in bytes. */
export function picturesOf(
  setting: SettingName,
  curves: readonly SweptCurve[],
): {
  readonly x: Axis;
  readonly accuracy: Picture;
  readonly size: Picture & { readonly unit: number };
} {
  const [min, max] = ALONG[setting].ends;
  const { title, ticks } = SETTINGS[setting];
  const [newest, ...earlier] = curves;
  const right = ({ place, accuracy }: SweptPoint) => [place, 100 * accuracy.accuracy] as const;
  const sizes = curves.flatMap(({ points }) => points.flatMap(({ size }) => Object.values(size)));
  // Bytes where kilobytes would be fractions.
  const unit = sizes.length > 0 && Math.max(...sizes) < KILO ? 1 : KILO;
  const deflate = ({ place, size }: SweptPoint) => [place, size.deflate / unit] as const;
  const dense = ({ place, size }: SweptPoint) => [place, size.dense / unit] as const;
  const faint = (of: (point: SweptPoint) => readonly [number, number]): Curve[] =>
    earlier.map(({ points }, i) => ({
      color: 'ink-faint',
      style: FAINT[i]!,
      points: points.map(of),
    }));
  const points = newest?.points ?? [];
  return {
    x: { title: title(newest), ticks, min, max },
    accuracy: {
      curves: [
        ...faint(right),
        {
          color: 'after',
          style: 'marked',
          points: points.map(right),
          band: points.map(({ place, accuracy: { low, high } }) => [place, 100 * low, 100 * high]),
        },
      ],
      y: { title: '% right', min: 0, max: 100 },
    },
    size: {
      curves: [
        ...faint(deflate),
        { color: 'after', style: 'thin', points: points.map(dense) },
        { color: 'after', style: 'marked', points: points.map(deflate) },
      ],
      y: {
        title: unit === KILO ? 'KB' : 'bytes',
        min: 0,
        max: roundedUp(Math.max(unit, ...sizes) / unit),
      },
      unit,
    },
  };
}

/** The points of a curve as rows of a table. */
export function sweptRows({ setting, points }: SweptCurve): readonly (readonly string[])[] {
  return points.map(({ place, accuracy: { accuracy: right, low, high }, size }) => [
    SETTINGS[setting].value(place),
    percentage(right),
    `${percentage(low)}–${percentage(high)}`,
    count(size.dense),
    count(size.deflate),
  ]);
}

/** Whether the intervals of the best and the worst point overlap. */
function isFlat({ points }: SweptCurve): boolean {
  const low = Math.max(...points.map(({ accuracy }) => accuracy.low));
  return low <= Math.min(...points.map(({ accuracy }) => accuracy.high));
}

/** The next value up where an axis that begins at 0 can end. */
function roundedUp(value: number): number {
  const step = ticksOf({ title: '', min: 0, max: value }, SIZE_TICKS)[1] ?? value;
  return step * Math.ceil(value / step);
}
