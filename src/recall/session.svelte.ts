import type { Item } from './item';
import type { Answer, Attempt, Confidence, Progress } from './progress.svelte';
import { answers, statusOf, type Status } from './status';

/** What the reader has entered for one item and not yet committed. */
class Draft {
  option = $state<number | null>(null);
  confidence = $state<Confidence | null>(null);
  text = $state('');
  /** Whether an item that has been answered is being answered anew. */
  again = $state(false);
}

/** One reader going through the items: where they are, what they enter, and what they have got. */
export class RecallSession {
  readonly items: readonly Item[];
  index = $state(0);
  #drafts: readonly Draft[];
  #progress: Progress;
  #now: () => number;

  /** Opens at the first item that is not answered yet. `now` returns milliseconds since 1970. */
  constructor(items: readonly Item[], progress: Progress, now: () => number) {
    this.items = items;
    this.#progress = progress;
    this.#now = now;
    this.#drafts = items.map(() => new Draft());
    this.index = Math.max(
      0,
      items.findIndex((item) => !this.#last(item)),
    );
  }

  get item(): Item {
    return this.items[this.index]!;
  }

  get draft(): Draft {
    return this.#drafts[this.index]!;
  }

  /** The attempt whose feedback is due, or undefined while the item is to be answered. */
  get attempt(): Attempt | undefined {
    return this.draft.again ? undefined : this.#last(this.item);
  }

  get statuses(): readonly Status[] {
    return this.items.map((item) => statusOf(this.#last(item)));
  }

  /** How many items the last attempt got right. */
  get right(): number {
    return this.statuses.filter(({ mark }) => mark === 'right').length;
  }

  go(index: number): void {
    if (index in this.items) this.index = index;
  }

  /** Commits what has been entered: the option, or the text to be compared with the checklist. */
  commit(): void {
    const { item, draft } = this;
    if (draft.confidence === null) return;
    if (item.kind === 'explain') {
      const marks = item.checklist.map(() => false);
      this.#record({ kind: 'marks', marks, text: draft.text }, draft.confidence, false);
    } else if (draft.option !== null) {
      const correct = item.options[draft.option]?.correct ?? false;
      this.#record({ kind: 'option', option: draft.option }, draft.confidence, correct);
    }
  }

  /** Shows the answer of a card without an attempt at it. */
  show(): void {
    this.#record({ kind: 'shown' }, null, false);
  }

  /** Marks one concept of the checklist as said, or not. */
  mark(concept: number, said: boolean): void {
    const { attempt } = this;
    if (attempt?.answer.kind !== 'marks') return;
    const marks = attempt.answer.marks.map((mark, index) => (index === concept ? said : mark));
    this.#progress.amend({
      ...attempt,
      answer: { ...attempt.answer, marks },
      correct: marks.every(Boolean),
    });
  }

  /** Lets the reader answer the current item anew; a free answer starts from the last text. */
  retry(): void {
    const { attempt, draft } = this;
    draft.option = null;
    draft.confidence = null;
    draft.text = attempt?.answer.kind === 'marks' ? attempt.answer.text : '';
    draft.again = true;
  }

  #last(item: Item): Attempt | undefined {
    return this.#progress.attempts.findLast((attempt) => answers(item, attempt));
  }

  #record(answer: Answer, confidence: Confidence | null, correct: boolean): void {
    const attempt = { item: this.item.id, answer, confidence, correct, time: this.#now() };
    this.#progress.record(attempt);
    this.draft.again = false;
  }
}
