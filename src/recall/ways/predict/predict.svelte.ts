import { Forecast } from './prediction-turn.svelte';
import { PREDICTIONS } from '../../content/en/predictions';
import type { Progress } from '../../keep/progress.svelte';
import { statusOf, type Status } from '../../keep/status';

/** A reader going through the predictions: where they are, and what they have under way. */
export class Predict {
  index = $state(0);
  readonly forecasts: readonly Forecast[];

  /** Opens at the first that is not predicted yet. `now` returns milliseconds since 1970. */
  constructor(progress: Progress, now: () => number) {
    this.forecasts = PREDICTIONS.map((prediction) => new Forecast(prediction, progress, now));
    const open = this.forecasts.findIndex(({ attempt }) => !attempt);
    this.index = Math.max(0, open);
  }

  get forecast(): Forecast {
    return this.forecasts[this.index]!;
  }

  get statuses(): readonly Status[] {
    return this.forecasts.map(({ attempt }) => statusOf(attempt));
  }

  go(index: number): void {
    if (index in this.forecasts) this.index = index;
  }
}
