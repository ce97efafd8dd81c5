/** How a curve goes from its first place on. */
export type CurveShape = 'flat' | 'cliff' | 'straight' | 'early' | 'rises';

/** What a curve of each shape does. */
export const SHAPES: Readonly<Record<CurveShape, string>> = {
  flat: 'stays about level',
  cliff: 'stays level, then falls off a cliff',
  straight: 'falls about evenly',
  early: 'falls early, then levels off',
  rises: 'rises',
};

/** A curve that moves by no more than this share of the axis is level. */
const LEVEL = 0.05;
/** A cliff begins late: after so much of the way there is less than this share of the fall behind it. */
const BEGUN = 0.1;
const LATE = 0.4;
/** An early fall is over before the last quarter of the way: more than this share of the fall. */
const OVER = 0.9;

/**
 * The shape of a curve through points of ascending x, on an axis of the given height. It is told by
 * where the curve first has a tenth and nine tenths of its whole fall behind it.
 */
export function shapeOf(
  points: readonly (readonly [x: number, y: number])[],
  height: number,
): CurveShape {
  const [start = [0, 0], end = start] = [points[0], points.at(-1)];
  const heights = points.map(([, y]) => y);
  const fall = start[1] - Math.min(...heights);
  const rise = Math.max(...heights) - start[1];
  if (Math.max(fall, rise) <= LEVEL * height) return 'flat';
  if (rise > fall) return 'rises';
  const way = (share: number) =>
    (reaches(points, start[1] - share * fall) - start[0]) / (end[0] - start[0]);
  if (way(BEGUN) >= LATE) return 'cliff';
  return way(OVER) <= 0.75 ? 'early' : 'straight';
}

/** The first x at which a curve has come down to y. */
function reaches(points: readonly (readonly [x: number, y: number])[], y: number): number {
  const at = points.findIndex((point) => point[1] <= y);
  const [before, after] = [points[at - 1], points[at]];
  if (!before || !after) return points[0]![0];
  const share = (before[1] - y) / (before[1] - after[1]);
  return before[0] + share * (after[0] - before[0]);
}

/** How far a drawn curve is from the measured one, in the unit of their axis. */
export interface Gap {
  readonly mean: number;
  /** The place where it is largest. */
  readonly place: number;
  readonly largest: number;
}

/** The gap over all places but the first, which was given. Both curves have every place. */
export function gapOf(drawn: readonly number[], measured: readonly number[]): Gap {
  const gaps = drawn.map((value, place) => Math.abs(value - measured[place]!)).slice(1);
  const largest = Math.max(...gaps);
  return {
    mean: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
    place: gaps.indexOf(largest) + 1,
    largest,
  };
}
