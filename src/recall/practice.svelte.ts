import type { Progress } from './keep/progress.svelte';
import type { PlaceName } from './ways/ways';

/** A reader who practises: the way that is open, and what each way has under way. */
export class Practice {
  /** What is open, or undefined where a way is to be chosen. */
  way: PlaceName | undefined = $state();
  /** Where the glossary is open over the way, and what it was opened from; undefined while it is not. */
  words: { readonly at?: string; readonly from?: HTMLElement } | undefined = $state.raw();
  /** How many of a way's own buttons give the reader's setup back now. */
  waysBack = $state(0);
  private readonly kept: Record<string, unknown> = {};

  /** `now` returns milliseconds since 1970. */
  constructor(
    readonly progress: Progress,
    readonly now: () => number,
  ) {}

  /** Opens the glossary, at a term where its id is given. The way stays as it is underneath. */
  openWords(at?: string, from?: HTMLElement): void {
    this.words = { at, from };
  }

  /** What was made under a name, made when it is first asked for: it outlives the view of its way. */
  keep<T>(name: string, make: () => T): T {
    if (!(name in this.kept)) {
      // Under a root of its own: what a view derives stands still once the view is gone.
      $effect.root(() => {
        this.kept[name] = make();
      });
    }
    return this.kept[name] as T;
  }
}
