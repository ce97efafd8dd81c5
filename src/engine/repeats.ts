import { time } from '../run/time';

/** Timings that agree on the number of repeats. */
const CALIBRATION = 3;

/** How many calls make up one timing, so that it lasts long enough for the clock. */
export class Repeats {
  private constructor(
    private calls: number,
    private readonly shortest: number,
  ) {}

  /**
   * As many calls as a work needs to last `shortest` milliseconds; a pause of the machine must not pass
   * for one.
   */
  static of(work: () => void, shortest: number): Repeats {
    const isEnough = (calls: number) => time(work, calls) * calls >= shortest;
    for (let calls = 1; ; calls *= 2) {
      if (Array.from({ length: CALIBRATION }).every(() => isEnough(calls))) {
        return new Repeats(calls, shortest);
      }
    }
  }

  /** Milliseconds one call of a work takes, on average over the repeats. */
  time(work: () => void): number {
    return time(work, this.calls);
  }

  /**
   * Whether a timing shows that the calls are too few: it did not last half as long as it was to. No
   * timing is too short by chance; the machine paused while the calls were counted.
   *
   * @param ms what `time` returned.
   */
  tooFewFor(ms: number): boolean {
    return ms * this.calls < this.shortest / 2;
  }

  /** Makes every timing from here on one of twice as many calls. */
  double(): void {
    this.calls *= 2;
  }
}

/** How long a timing has to last: so many milliseconds, and so many steps of the clock. */
export function shortestTiming(ms: number, steps: number): number {
  return Math.max(ms, steps * Math.min(...Array.from({ length: CALIBRATION }, clockStep)));
}

/** The step of this browser's clock in milliseconds: 0.005 to 16, by browser and its settings. */
function clockStep(): number {
  const start = performance.now();
  let now = start;
  while (now === start) now = performance.now();
  return now - start;
}
