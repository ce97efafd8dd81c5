import { Forecast } from '../predict/prediction-turn.svelte';
import type { Answer } from '../../keep/attempt';
import type { Progress } from '../../keep/progress.svelte';
import { STOPS } from '../../content/en/tour';
import { TOUR } from '../../keep/tour';

/** A reader on the tour: three predictions, one after the other. */
export class Tour {
  readonly forecasts: readonly Forecast[];
  index = $state(0);

  /**
   * Goes on at the first prediction that is not made yet, or (`anew`) begins from nothing. `now`
   * returns milliseconds since 1970.
   */
  constructor(
    private readonly progress: Progress,
    private readonly now: () => number,
    anew: boolean,
  ) {
    this.forecasts = STOPS.map((stop) => new Forecast(stop, progress, now));
    if (anew) this.forecasts.forEach((forecast) => forecast.retry());
    const open = this.forecasts.findIndex(({ attempt }) => !attempt);
    this.index = open < 0 ? this.forecasts.length - 1 : open;
  }

  get forecast(): Forecast {
    return this.forecasts[this.index]!;
  }

  get isLast(): boolean {
    return this.index === this.forecasts.length - 1;
  }

  /** To the next prediction, once this one is made. */
  next(): void {
    if (this.forecast.attempt && !this.isLast) this.index++;
  }

  finish(): void {
    this.end({ kind: 'done' }, true);
  }

  skip(): void {
    this.end({ kind: 'shown' }, false);
  }

  private end(answer: Answer, correct: boolean): void {
    this.progress.record({ item: TOUR, answer, confidence: null, correct, time: this.now() });
  }
}
