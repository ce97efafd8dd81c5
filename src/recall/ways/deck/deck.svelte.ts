import { inWords } from '../../keep/coming-due';
import type { Item } from '../../content/item';
import type { Rating } from '../../keep/attempt';
import type { Progress } from '../../keep/progress.svelte';
import { countsOf, intervals, standings, suggested, type Counts } from '../../keep/schedule';
import { Turn } from '../../card/turn.svelte';

/** New cards that are put to the reader in one sitting, unless they go on. */
export const NEW_AT_ONCE = 10;

/** One reader's sitting with the deck: what is due first, the longest due before all; then new cards. */
export class Deck {
  /** The card that is put to the reader, or undefined while there is none. */
  turn: Turn | undefined = $state.raw();
  /** What became of the card before, in words. */
  said = $state('');
  /** When the deck was looked at last: what is due is due by then. */
  #time = $state(0);
  #newAsked = $state(0);
  /** Ids of the cards asked before they were due, while the reader practises ahead. */
  #ahead: readonly string[] | undefined = $state.raw();
  readonly #all = $derived.by(() => standings(this.items, this.progress.attempts, this.#time));

  /** `now` returns milliseconds since 1970. */
  constructor(
    private readonly items: readonly Item[],
    private readonly progress: Progress,
    private readonly now: () => number,
  ) {
    this.next();
  }

  get counts(): Counts {
    return countsOf(this.#all);
  }

  /** How many of the new cards still come in this sitting, the one that is asked now included. */
  get newToCome(): number {
    const asksNew = this.#all.some(
      ({ item, state }) => state === 'new' && item === this.turn?.item,
    );
    return Math.min(this.counts.new, NEW_AT_ONCE - this.#newAsked + (asksNew ? 1 : 0));
  }

  /** In how many milliseconds, from when the deck was looked at, the next card comes due. */
  get wait(): number | undefined {
    const later = this.#all.filter(({ state }) => state === 'later').map(({ due }) => due);
    return later.length > 0 ? Math.min(...later) - this.#time : undefined;
  }

  /** After which time each rating brings the card back, once it is answered; in milliseconds. */
  get choices(): Record<Rating, number> | undefined {
    const attempt = this.turn?.attempt;
    return attempt && intervals(this.turn!.item, this.progress.attempts, attempt);
  }

  /** The rating that the answer suggests. */
  get suggestion(): Rating | undefined {
    const attempt = this.turn?.attempt;
    return attempt && suggested(attempt);
  }

  /** Rates the answer, and puts the next card. Nothing happens before there is an answer. */
  rate(rating: Rating): void {
    const { turn, choices } = this;
    if (!turn || !choices) return;
    turn.rate(rating);
    this.said = `${turn.item.concept}: ${rating}, again in ${inWords(choices[rating])}.`;
    this.next();
  }

  /** Goes on with what has come due, and with as many new cards again. */
  goOn(): void {
    this.#newAsked = 0;
    this.#ahead = undefined;
    this.next();
  }

  /** Goes on with cards that are not due yet, the soonest first, each once. */
  practiseAhead(): void {
    this.#ahead = [];
    this.next();
  }

  /** Sees what has come due in the meantime. */
  look(): void {
    this.#time = this.now();
  }

  private next(): void {
    this.look();
    const item = this.pick();
    this.turn = item && new Turn(item, this.progress, this.now, true);
  }

  private pick(): Item | undefined {
    const byDue = this.#all.toSorted((one, other) => one.due - other.due);
    const due = byDue.find(({ state }) => state === 'due');
    if (due) return due.item;
    if (this.newToCome > 0) {
      this.#newAsked++;
      return this.#all.find(({ state }) => state === 'new')?.item;
    }
    const asked = this.#ahead;
    if (!asked) return undefined;
    const ahead = byDue.find(({ item, state }) => state === 'later' && !asked.includes(item.id));
    if (ahead) this.#ahead = [...asked, ahead.item.id];
    return ahead?.item;
  }
}
