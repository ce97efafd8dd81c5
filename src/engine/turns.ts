import { repeatsFor, shortestTiming, type Contest } from './stopwatch';
import { time } from '../run/time';

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
  const turns = works.map((work) => ({ work, repeats: 1, timings: [] as number[] }));
  // Twice, since the first ones come while the browser still compiles what all of them run.
  for (const turn of [...turns, ...turns]) {
    turn.repeats = repeatsFor(turn.work, shortest);
    await between();
  }
  for (let round = 0; round < ROUNDS;) {
    const hidden = await seen();
    for (const turn of round % 2 ? turns.toReversed() : turns) {
      turn.timings[round] = time(turn.work, turn.repeats);
      await between();
    }
    if ((await seen()) === hidden) round++;
  }
  return turns.map(({ timings }) => timings);
}
