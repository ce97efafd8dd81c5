/** One group of bars: before and after, each with its interval where it has one. */
export interface Bars {
  readonly label: string;
  readonly before?: number;
  readonly after?: number;
  readonly beforeInterval?: readonly [low: number, high: number];
  readonly afterInterval?: readonly [low: number, high: number];
}

/** Room beyond the longest bar or whisker, as a share of its length. */
const MARGIN = 0.05;

/** Where an axis ends that all bars and whiskers have room on, or undefined where none has a length. */
export function endOf(rows: readonly Bars[]): number | undefined {
  const ends = rows.flatMap(({ before, after, beforeInterval, afterInterval }) => [
    before ?? 0,
    after ?? 0,
    beforeInterval?.[1] ?? 0,
    afterInterval?.[1] ?? 0,
  ]);
  const end = Math.max(0, ...ends) * (1 + MARGIN);
  return end > 0 ? end : undefined;
}
