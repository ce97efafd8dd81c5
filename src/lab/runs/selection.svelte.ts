import { SvelteSet } from 'svelte/reactivity';

/** What the reader looks at among the runs: kept while other views are shown. */
export class Selection {
  /** The id of the run that was chosen last, or undefined. */
  chosen: string | undefined = $state();
  /** Ids of the runs that are compared. */
  readonly compared = new SvelteSet<string>();
  /** Keys of the nodes of the tree whose branches are hidden. */
  readonly folded = new SvelteSet<string>();
}
