import { Repeats, shortestTiming } from './repeats';
import type { Contest } from './stopwatch';

/** A timing lasts at least as long, in milliseconds, and as many steps of the clock. */
const SHORTEST_TIMING = 2;
const CLOCK_STEPS = 20;
/** Turns that each work has. Few, since there are dozens of works. */
const ROUNDS = 9;

/**
 * Times works in turns, forwards and backwards, so that a machine that slows down or warms up does so
 * for all of them. What comes first, while programs are compiled, is not counted.
 *
 * @returns milliseconds a call, for each work a value a round. A round in which the tab was hidden is
 * thrown away and timed again.
 */
export async function timeInTurns(
  works: readonly (() => void)[],
  { between, seen }: Pick<Contest, 'between' | 'seen'>,
): Promise<number[][]> {
  const shortest = shortestTiming(SHORTEST_TIMING, CLOCK_STEPS);
  const turns: { work: () => void; repeats: Repeats; timings: number[] }[] = [];
  // Twice, since the first ones come while the browser still compiles what all of them run.
  for (let i = 0; i < 2; i++) {
    for (const [at, work] of works.entries()) {
      turns[at] = { work, repeats: Repeats.of(work, shortest), timings: [] };
      await between();
    }
  }
  for (let round = 0; round < ROUNDS;) {
    const hidden = await seen();
    for (const turn of round % 2 ? turns.toReversed() : turns) {
      let ms = turn.repeats.time(turn.work);
      while (turn.repeats.tooFewFor(ms)) {
        turn.repeats.double();
        ms = turn.repeats.time(turn.work);
      }
      turn.timings[round] = ms;
      await between();
    }
    if ((await seen()) === hidden) round++;
  }
  return turns.map(({ timings }) => timings);
}
