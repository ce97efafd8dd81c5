import type { LatencyFigures } from '../core/report';
import { time } from '../run/time';
import { isNarrow, latencyFigures, MAX_PAIRS, type TimingPair } from '../core/metrics/latency';

/** A timing lasts at least as long, in milliseconds, and as many steps of the clock. */
const SHORTEST_TIMING = 4;
const CLOCK_STEPS = 40;
const WARM_UP = 3;
/** Timings that agree on the number of repeats. */
const CALIBRATION = 3;
/** Longest that one batch size is measured, in milliseconds, beyond the least number of pairs. */
const LONGEST = 4_000;
/** Pairs in one place in memory before the networks are moved. */
const STAY = 14;
/** Two networks that take turns in three places each lie in every one, and before the other. */
const PLACES = 3;

/** Each side comes first, second and last as often as the others, and before each of them. */
const ORDERS = [
  ['before', 'after', 'control'],
  ['control', 'after', 'before'],
  ['after', 'control', 'before'],
  ['before', 'control', 'after'],
  ['after', 'before', 'control'],
  ['control', 'before', 'after'],
] as const;

/** Two networks to be timed on one batch of images. */
export interface Contest {
  /** Answer the batch, and return once the answer can be read. */
  before(): void;
  after(): void;
  /**
   * Put the weights of both elsewhere in memory. Two equal networks differ by up to 7% for where
   * they happen to lie, run after run, so no number of pairs in one place would tell.
   */
  move(): void;
  /** Awaited after every pair; may throw to cancel. */
  between(): Promise<void>;
  /** Waits until the tab is seen, and tells how often it has been hidden: browsers slow it down then. */
  seen(): Promise<number>;
}

/**
 * Times two networks in interleaved pairs, and the first against itself as a control, the order
 * changed from pair to pair and the weights moved from block to block, until the interval of the ratio
 * is narrow or a limit is reached. Compilation falls into the warm-up of each block.
 */
export async function measureLatency(batch: number, contest: Contest): Promise<LatencyFigures> {
  await warmUp(contest);
  const shortest = shortestTiming(SHORTEST_TIMING, CLOCK_STEPS);
  let repeats = repeatsFor(() => contest.before(), shortest);
  const rounds: TimingPair[][] = [];
  let discarded = 0;
  const start = performance.now();
  for (;;) {
    const blocks: TimingPair[][] = [];
    while (blocks.length < PLACES) {
      const hidden = await contest.seen();
      contest.move();
      await warmUp(contest);
      const block = await timeBlock(contest, repeats);
      if ((await contest.seen()) !== hidden) discarded += block.length;
      else if (isLongEnough(block, repeats, shortest)) blocks.push(block);
      else repeats *= 2;
    }
    for (let i = 0; i < STAY; i++) rounds.push(blocks.map((block) => block[i]!));
    const figures = latencyFigures(batch, rounds, discarded);
    const late = performance.now() - start > LONGEST;
    if (isNarrow(figures) || late || figures.pairs >= MAX_PAIRS) return figures;
  }
}

async function warmUp(contest: Contest): Promise<void> {
  for (let i = 0; i < WARM_UP; i++) {
    contest.before();
    contest.after();
    await contest.between();
  }
}

async function timeBlock(contest: Contest, repeats: number): Promise<TimingPair[]> {
  const works = {
    before: () => contest.before(),
    after: () => contest.after(),
    control: () => contest.before(),
  };
  const pairs: TimingPair[] = [];
  while (pairs.length < STAY) {
    const pair = { before: 0, after: 0, control: 0 };
    for (const side of ORDERS[pairs.length % ORDERS.length]!) {
      pair[side] = time(works[side], repeats);
    }
    pairs.push(pair);
    await contest.between();
  }
  return pairs;
}

/** Whether timings last: where the machine paused while the repeats were chosen, they do not. */
function isLongEnough(block: readonly TimingPair[], repeats: number, shortest: number): boolean {
  const long = block.filter(({ before }) => before * repeats >= shortest / 2);
  return (
    2 * long.length >= block.length &&
    block.every(({ before, after, control }) => Math.min(before, after, control) > 0)
  );
}

/** The step of this browser's clock in milliseconds: 0.005 to 16, by browser and its settings. */
function clockStep(): number {
  const start = performance.now();
  let now = start;
  while (now === start) now = performance.now();
  return now - start;
}

/** How long a timing has to last: so many milliseconds, and so many steps of the clock. */
export function shortestTiming(ms: number, steps: number): number {
  return Math.max(ms, steps * Math.min(...Array.from({ length: CALIBRATION }, clockStep)));
}

/** How many calls last long enough to be timed; a pause of the machine must not pass for one. */
export function repeatsFor(work: () => void, shortest: number): number {
  const isEnough = (repeats: number) => time(work, repeats) * repeats >= shortest;
  for (let repeats = 1; ; repeats *= 2) {
    if (Array.from({ length: CALIBRATION }).every(() => isEnough(repeats))) return repeats;
  }
}
