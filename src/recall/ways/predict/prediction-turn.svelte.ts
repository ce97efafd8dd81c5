import { foretells, type CurvePrediction, type PredictionItem } from '../../content/prediction';
import type { Attempt, Confidence } from '../../keep/attempt';
import type { Progress } from '../../keep/progress.svelte';
import { shapeOf } from '../../content/shapes';

/** What a reader draws or chooses, and commits to before anything is run. */
export class PredictionTurn {
  /** Heights drawn so far, one a place; the first is given. */
  values: readonly (number | undefined)[] = $state.raw([]);
  option: number | null = $state(null);
  confidence: Confidence | null = $state(null);
  private again = $state(false);

  /** `now` returns milliseconds since 1970. */
  constructor(
    readonly prediction: PredictionItem,
    private readonly progress: Progress,
    private readonly now: () => number,
  ) {
    this.clear();
  }

  /** The prediction that was committed, or undefined while it is to be made. */
  get attempt(): Attempt | undefined {
    if (this.again) return undefined;
    return this.progress.attempts.findLast((attempt) => foretells(this.prediction, attempt));
  }

  /** The first place that is not drawn yet, or −1. */
  get undrawn(): number {
    return this.values.findIndex((value) => value === undefined);
  }

  draw(place: number, value: number): void {
    if (place === 0 || !(place in this.values)) return;
    this.values = this.values.with(place, value);
  }

  /** The height of the nearest place before that is drawn: where a pencil would go on. */
  resting(place: number): number {
    return this.values.slice(0, place).findLast((value) => value !== undefined) ?? 0;
  }

  /** Records what has been entered, and whether it could be: whether nothing is missing. */
  commit(): boolean {
    const { prediction, confidence, option } = this;
    if (confidence === null) return false;
    const record = (answer: Attempt['answer'], correct: boolean) => {
      const item = prediction.id;
      this.progress.record({ item, answer, confidence, correct, time: this.now() });
      this.again = false;
      return true;
    };
    if (prediction.kind === 'draw') {
      const numbers = this.values.filter((value) => value !== undefined);
      if (numbers.length < this.values.length) return false;
      const right = shapeOf(pointsOf(prediction, numbers), prediction.y.max) === prediction.shape;
      return record({ kind: 'numbers', numbers }, right);
    }
    if (option === null) return false;
    return record({ kind: 'option', option }, prediction.options[option]?.correct ?? false);
  }

  /** Lets the reader predict anew, from nothing. */
  retry(): void {
    this.clear();
    this.again = true;
  }

  private clear(): void {
    const { prediction } = this;
    this.option = null;
    this.confidence = null;
    this.values =
      prediction.kind === 'draw'
        ? prediction.x.places.map((_, place) => (place === 0 ? prediction.y.start : undefined))
        : [];
  }
}

/** A curve as points; places beyond its values are left out. */
export function pointsOf(
  { x }: CurvePrediction,
  values: readonly (number | undefined)[],
): (readonly [x: number, y: number])[] {
  return x.places.flatMap(({ at }, place) => {
    const value = values[place];
    return value === undefined ? [] : [[at, value] as const];
  });
}
