/** One line of a chart, from point to point. */
export interface Curve {
  /** The token of its colour: see tokens.css. */
  readonly color: string;
  readonly style: 'marked' | 'thin' | 'dashed';
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** An axis with its title, and its ends, which are fixed so that a growing line does not move it. */
export interface Axis {
  readonly title: string;
  readonly min: number;
  readonly max: number;
}
