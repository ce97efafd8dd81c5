/** One group of bars: before and after, each with its interval where it has one. */
export interface Bars {
  readonly label: string;
  readonly before?: number;
  readonly after?: number;
  readonly beforeInterval?: readonly [low: number, high: number];
  readonly afterInterval?: readonly [low: number, high: number];
}
