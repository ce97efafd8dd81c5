import { PredictionTurn } from '../predict/prediction-turn.svelte';
import type { Answer } from '../../keep/attempt';
import type { Progress } from '../../keep/progress.svelte';
import { STOPS } from '../../content/en/tour';
import { TOUR } from '../../keep/tour';

/** A reader on the tour: three predictions, one after the other. */
export class Tour {
  readonly turns: readonly PredictionTurn[];
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
    this.turns = STOPS.map((stop) => new PredictionTurn(stop, progress, now));
    if (anew) this.turns.forEach((turn) => turn.retry());
    const open = this.turns.findIndex(({ attempt }) => !attempt);
    this.index = open < 0 ? this.turns.length - 1 : open;
  }

  get turn(): PredictionTurn {
    return this.turns[this.index]!;
  }

  get isLast(): boolean {
    return this.index === this.turns.length - 1;
  }

  /** To the next prediction, once this one is made. */
  next(): void {
    if (this.turn.attempt && !this.isLast) this.index++;
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
