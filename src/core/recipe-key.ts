import type { Recipe } from './recipe';
import { formatStep } from './step-text';

/**
 * A text that equal recipes have in common and no others, for example
 * `#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.9)`. Kept runs have it as their id, so that it
 * stays as it is whatever an address comes to hold.
 */
export function recipeKey({ model, steps }: Recipe): string {
  const head = `#v=1&model=${model}`;
  return steps.length === 0 ? head : `${head}&steps=${steps.map(formatStep).join('+')}`;
}

/** Whether two recipes do the same to the same model. */
export function sameRecipe(a: Recipe, b: Recipe): boolean {
  return recipeKey(a) === recipeKey(b);
}
