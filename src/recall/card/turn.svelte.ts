import type { Item } from '../content/item';
import type { Answer, Attempt, Confidence, Rating } from '../keep/attempt';
import type { Progress } from '../keep/progress.svelte';
import { answers } from '../keep/status';

/** One item put to the reader: what they enter, and the attempt that came of it. */
export class Turn {
  option = $state<number | null>(null);
  confidence = $state<Confidence | null>(null);
  text = $state('');
  #asking = $state(false);

  /**
   * `anew` asks although the item has been answered before. `now` returns milliseconds since 1970.
   */
  constructor(
    readonly item: Item,
    private readonly progress: Progress,
    private readonly now: () => number,
    anew = false,
  ) {
    this.#asking = anew;
  }

  /** The last attempt at the item, whether it is being asked again or not. */
  get last(): Attempt | undefined {
    return this.progress.attempts.findLast((attempt) => answers(this.item, attempt));
  }

  /** The attempt whose feedback is due, or undefined while the item is to be answered. */
  get attempt(): Attempt | undefined {
    return this.#asking ? undefined : this.last;
  }

  /** Commits what has been entered: the option, or the text to be compared with the checklist. */
  commit(): void {
    const { item, option, confidence } = this;
    if (confidence === null) return;
    if (item.kind === 'explain') {
      const marks = item.checklist.map(() => false);
      this.record({ kind: 'marks', marks, text: this.text }, confidence, false);
    } else if (option !== null) {
      const correct = item.options[option]?.correct ?? false;
      this.record({ kind: 'option', option }, confidence, correct);
    }
  }

  /** Shows the answer of a card without an attempt at it. */
  show(): void {
    this.record({ kind: 'shown' }, null, false);
  }

  /** Marks one concept of the checklist as said, or not. */
  mark(concept: number, said: boolean): void {
    const { attempt } = this;
    if (attempt?.answer.kind !== 'marks') return;
    const marks = attempt.answer.marks.map((mark, index) => (index === concept ? said : mark));
    this.progress.amend({
      ...attempt,
      answer: { ...attempt.answer, marks },
      correct: marks.every(Boolean),
    });
  }

  /** Rates how well the answer came to mind. */
  rate(rating: Rating): void {
    if (this.attempt) this.progress.amend({ ...this.attempt, rating });
  }

  /** Lets the reader answer anew; a free answer starts from the last text. */
  retry(): void {
    const { attempt } = this;
    this.option = null;
    this.confidence = null;
    this.text = attempt?.answer.kind === 'marks' ? attempt.answer.text : '';
    this.#asking = true;
  }

  private record(answer: Answer, confidence: Confidence | null, correct: boolean): void {
    const attempt = { item: this.item.id, answer, confidence, correct, time: this.now() };
    this.progress.record(attempt);
    this.#asking = false;
  }
}
