import type { Recipe } from '../core/recipe';
import { sameRecipe } from '../core/recipe-key';

/** How long a recipe rests before it can be gone back to, in milliseconds: see `Workshop.writeLink`. */
const REST = 300;
/** Recipes that are remembered, the latest. */
const KEPT = 100;

/** The recipes that the reader was at, one after the other, and which of them is the present one. */
export class Undo {
  private entries: readonly Recipe[] = $state.raw([]);
  private at = $state(-1);
  private visited = -Infinity;

  /** `now` returns milliseconds. */
  constructor(private readonly now: () => number) {}

  get previous(): Recipe | undefined {
    return this.entries[this.at - 1];
  }

  get next(): Recipe | undefined {
    return this.entries[this.at + 1];
  }

  /**
   * Notes a recipe at rest; what had been undone is forgotten. One that came only just after the
   * one before takes its place: a slider moved by key rests at each value for a moment.
   */
  visit(recipe: Recipe): void {
    if (same(recipe, this.entries[this.at])) return;
    const hasty = this.now() - this.visited < REST && this.at > 0;
    const before = this.entries.slice(0, this.at + (hasty ? 0 : 1));
    this.entries = (same(recipe, before.at(-1)) ? before : [...before, recipe]).slice(-KEPT);
    this.at = this.entries.length - 1;
    this.visited = this.now();
  }

  /** Makes the one before the present one, and returns it; or undefined where there is none. */
  back(): Recipe | undefined {
    return this.go(-1);
  }

  /** The same for what was undone last. */
  forward(): Recipe | undefined {
    return this.go(1);
  }

  private go(steps: number): Recipe | undefined {
    const recipe = this.entries[this.at + steps];
    if (recipe) this.at += steps;
    this.visited = -Infinity;
    return recipe;
  }
}

function same(a: Recipe, b: Recipe | undefined): boolean {
  return b !== undefined && sameRecipe(a, b);
}
