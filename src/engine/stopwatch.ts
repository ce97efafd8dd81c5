import type { LatencyFigures } from '../core/report';
import {
  isNarrow,
  latencyFigures,
  MAX_PAIRS,
  MIN_PAIRS,
  type TimingPair,
} from '../core/metrics/latency';

/** A timing lasts at least as long, in milliseconds, and as many steps of the clock. */
const SHORTEST_TIMING = 4;
const CLOCK_STEPS = 40;
const WARM_UP = 3;
/** Timings that agree on the number of repeats. */
const CALIBRATION = 3;
/** Longest that one batch size is measured, in milliseconds, beyond the least number of pairs. */
const LONGEST = 4_000;
/** Pairs between two looks at the interval. */
const STRIDE = 10;

/**
 * Times one batch on two networks in interleaved pairs, the order swapped from pair to pair, until
 * the interval of the ratio is narrow or a limit is reached. `before` and `after` each answer one
 * batch and return once the answer can be read; compilation falls into the warm-up. Awaits `between`
 * after every pair, which may throw to cancel.
 */
export async function measureLatency(
  batch: number,
  before: () => void,
  after: () => void,
  between: () => Promise<void>,
): Promise<LatencyFigures> {
  for (let i = 0; i < WARM_UP; i++) {
    before();
    after();
    await between();
  }
  const repeats = repeatsFor(before);
  const pairs: TimingPair[] = [];
  const start = performance.now();
  for (;;) {
    if (pairs.length % 2 === 0) {
      const first = time(before, repeats);
      pairs.push({ before: first, after: time(after, repeats) });
    } else {
      const first = time(after, repeats);
      pairs.push({ before: time(before, repeats), after: first });
    }
    await between();
    if (pairs.length < MIN_PAIRS || pairs.length % STRIDE !== 1) continue;
    const figures = latencyFigures(batch, pairs);
    const late = performance.now() - start > LONGEST;
    if (isNarrow(figures) || late || pairs.length >= MAX_PAIRS) return figures;
  }
}

/** The step of this browser's clock in milliseconds: 0.005 to 16, by browser and its settings. */
function clockStep(): number {
  const start = performance.now();
  let now = start;
  while (now === start) now = performance.now();
  return now - start;
}

/** How many calls last long enough to be timed; a pause of the machine must not pass for one. */
function repeatsFor(work: () => void): number {
  const steps = Array.from({ length: CALIBRATION }, clockStep);
  const shortest = Math.max(SHORTEST_TIMING, CLOCK_STEPS * Math.min(...steps));
  for (let repeats = 1; ; repeats *= 2) {
    const timings = Array.from({ length: CALIBRATION }, () => time(work, repeats));
    if (Math.min(...timings) * repeats >= shortest) return repeats;
  }
}

/** Milliseconds one call takes, on average over the repeats. */
function time(work: () => void, repeats: number): number {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) work();
  return (performance.now() - start) / repeats;
}
