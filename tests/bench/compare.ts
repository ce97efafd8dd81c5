import { quantile } from '../../src/core/metrics/quantile';
import type { Row, Spread } from './suite';

/** One way of doing the same thing, by name. */
export interface Way {
  readonly name: string;
  /** Makes ready what a round uses up; not timed. */
  prepare?(): void;
  /** Is done only when the work is: on a GPU, after something has been read back. */
  run(): void | Promise<void>;
  /** Throws away what the round made; not timed. */
  clean?(): void;
}

const WARM_UP_ROUNDS = 2;
/** A size is measured for at least this many rounds, then until its time is up. */
const MIN_ROUNDS = 11;
const MAX_ROUNDS = 101;

/**
 * Times every way once a round, in turn, so that a slow spell of the machine falls on all of them.
 * The first way is the one that the others are compared with, round by round.
 */
export async function compare(
  input: string,
  ways: readonly Way[],
  budgetMs: number,
): Promise<Row[]> {
  const timings: number[][] = [];
  for (let i = 0; i < WARM_UP_ROUNDS; i++) await round(ways);
  const end = performance.now() + budgetMs;
  while (timings.length < MIN_ROUNDS || (performance.now() < end && timings.length < MAX_ROUNDS)) {
    timings.push(await round(ways));
  }
  return ways.map(({ name }, way) => ({
    input,
    way: name,
    milliseconds: spread(timings.map((row) => row[way]!)),
    ratio: spread(timings.map((row) => row[way]! / row[0]!)),
    rounds: timings.length,
  }));
}

/** How long each way takes, in milliseconds. */
async function round(ways: readonly Way[]): Promise<number[]> {
  const milliseconds: number[] = [];
  for (const way of ways) {
    way.prepare?.();
    const start = performance.now();
    await way.run();
    milliseconds.push(performance.now() - start);
    way.clean?.();
  }
  return milliseconds;
}

function spread(values: number[]): Spread {
  const sorted = values.sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
  };
}
