/** What the bench measures: a suite compares a few ways of doing the same. */
export interface Suite {
  readonly name: string;
  /** Yields its rows as they are measured. */
  rows(): AsyncGenerator<Row>;
}

/** Median and quartiles. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** One way of doing it, on one input. */
export interface Row {
  readonly input: string;
  readonly way: string;
  readonly milliseconds: Spread;
  /** How many times as long as the first way took in the same round. */
  readonly ratio: Spread;
  readonly rounds: number;
}
