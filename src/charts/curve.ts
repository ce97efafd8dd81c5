/** One line of a chart, from point to point. */
export interface Curve {
  /** The token of its colour: see tokens.css. */
  readonly color: string;
  readonly style: 'marked' | 'thin' | 'dashed' | 'dotted';
  readonly points: readonly (readonly [x: number, y: number])[];
  /** What surrounds the line, in the same colour. */
  readonly band?: readonly (readonly [x: number, low: number, high: number])[];
}

/** An axis with its title, and its ends, which are fixed so that a growing line does not move it. */
export interface Axis {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  /** In place of round numbers. */
  readonly ticks?: readonly { readonly at: number; readonly label: string }[];
}

/** From a value to its place in the picture, in percent from its left or its top. */
export interface Scales {
  across(x: number): number;
  down(y: number): number;
}

/** The places of values between the ends of two axes. */
export function scalesOf(x: Axis, y: Axis): Scales {
  return {
    across: (value) => (100 * (value - x.min)) / (x.max - x.min),
    down: (value) => (100 * (y.max - value)) / (y.max - y.min),
  };
}

/** Round numbers on an axis, so many at most: multiples of 1, 2 or 5 times a power of ten. */
export function ticksOf({ min, max }: Axis, most: number): number[] {
  const least = (max - min) / (most - 1);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least)!;
  const first = Math.ceil(min / step);
  return Array.from({ length: Math.floor(max / step) - first + 1 }, (_, i) => (first + i) * step);
}
