import type { Item } from '../content/item';
import type { Progress } from '../keep/progress.svelte';
import { statusOf, type Status } from '../keep/status';
import { Turn } from './turn.svelte';

/** One reader going through the items: where they are, and what they have got. */
export class RecallSession {
  index = $state(0);
  readonly #turns: readonly Turn[];

  /** Opens at the first item that is not answered yet. `now` returns milliseconds since 1970. */
  constructor(
    readonly items: readonly Item[],
    progress: Progress,
    now: () => number,
  ) {
    this.#turns = items.map((item) => new Turn(item, progress, now));
    this.index = Math.max(
      0,
      this.#turns.findIndex(({ last }) => !last),
    );
  }

  get turn(): Turn {
    return this.#turns[this.index]!;
  }

  get statuses(): readonly Status[] {
    return this.#turns.map(({ last }) => statusOf(last));
  }

  /** How many items the last attempt got right. */
  get right(): number {
    return this.statuses.filter(({ mark }) => mark === 'right').length;
  }

  go(index: number): void {
    if (index in this.items) this.index = index;
  }
}
