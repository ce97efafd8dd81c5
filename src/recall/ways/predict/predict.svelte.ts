import { PredictionTurn } from './prediction-turn.svelte';
import { PREDICTIONS } from '../../content/en/predictions';
import type { Progress } from '../../keep/progress.svelte';
import { statusOf, type Status } from '../../keep/status';

/** A reader going through the predictions: where they are, and what they have under way. */
export class Predict {
  index = $state(0);
  readonly turns: readonly PredictionTurn[];

  /** Opens at the first that is not predicted yet. `now` returns milliseconds since 1970. */
  constructor(progress: Progress, now: () => number) {
    this.turns = PREDICTIONS.map((prediction) => new PredictionTurn(prediction, progress, now));
    const open = this.turns.findIndex(({ attempt }) => !attempt);
    this.index = Math.max(0, open);
  }

  get turn(): PredictionTurn {
    return this.turns[this.index]!;
  }

  get statuses(): readonly Status[] {
    return this.turns.map(({ attempt }) => statusOf(attempt));
  }

  go(index: number): void {
    if (index in this.turns) this.index = index;
  }
}
