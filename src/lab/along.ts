import { stepOf, withoutTrainings, withStep, type Recipe } from '../core/recipe';
import { recipeKey } from '../core/recipe-key';
import type { Bits, Settings } from './settings.svelte';

/** What the reader has chosen for the steps that a curve is drawn along. */
export type Choices = Pick<Settings, 'prune' | 'levels' | 'quantize' | 'cluster'>;

/** A setting that a curve is drawn along. Its values are places on the curve's axis. */
export interface Along {
  /** Where points are measured, in ascending order. */
  readonly places: readonly number[];
  /** The ends of the axis. */
  readonly ends: readonly [min: number, max: number];
  /** The step put where every curve's recipe has it, so that equal curves have equal recipes. */
  base(recipe: Recipe, choices: Choices): Recipe;
  /** A base at a place. */
  at(base: Recipe, place: number): Recipe;
  /** Where a recipe may be, if it is on a curve at all. */
  candidates(recipe: Recipe): readonly number[];
  /** Moves the reader's own recipe there. */
  move(settings: Settings, place: number, moving: boolean): void;
}

/** The sparsity of a base, which means nothing, and how much of what is stored in codes. */
export const BASE_SPARSITY = 0.5;
export const BASE_BITS = 8;

/** How weights are stored, by place: to the right is smaller, as on the slider. */
export const STORED: readonly Bits[] = ['float32', 'float16', 8, 7, 6, 5, 4, 3, 2];

const PERCENTS = [...Array.from({ length: 20 }, (_, i) => 5 * i), 99];

/** Places are percents for sparsity, and for bits indices of `STORED`. */
export const ALONG: Readonly<Record<'sparsity' | 'bits', Along>> = {
  sparsity: {
    places: PERCENTS,
    ends: [0, 100],
    base: (recipe, { prune }) => withStep(recipe, 'prune', { ...prune, sparsity: BASE_SPARSITY }),
    at(base, place) {
      const prune = { ...stepOf(base, 'prune')!, sparsity: place / 100 };
      // As the slider does: where nothing is pruned there is no step.
      return withStep(base, 'prune', place > 0 || prune.layers ? prune : undefined);
    },
    candidates: (recipe) => [Number((100 * (stepOf(recipe, 'prune')?.sparsity ?? 0)).toFixed(4))],
    move: (settings, place, moving) => settings.setPrune({ sparsity: place / 100 }, moving),
  },
  bits: {
    places: [...STORED.keys()],
    ends: [0, STORED.length - 1],
    base: (recipe, { levels, quantize, cluster }) =>
      levels === 'even'
        ? withStep(recipe, 'quantize', { ...quantize, bits: BASE_BITS })
        : withStep(recipe, 'cluster', { ...cluster, clusters: 2 ** BASE_BITS }),
    at(base, place) {
      const bits = STORED[place]!;
      const quantize = stepOf(base, 'quantize');
      const cluster = stepOf(base, 'cluster');
      if (bits === 'float16') return withStep(base, 'float16', { kind: 'float16' });
      if (bits === 'float32') return withStep(base, quantize ? 'quantize' : 'cluster', undefined);
      return quantize
        ? withStep(base, 'quantize', { ...quantize, bits })
        : withStep(base, 'cluster', { ...cluster!, clusters: 2 ** bits });
    },
    candidates: () => [...STORED.keys()],
    move: (settings, place, moving) => settings.setBits(STORED[place]!, moving),
  },
};

export type SettingName = keyof typeof ALONG;

/** What a curve of the reader's recipe is drawn of: the recipe without trainings, the setting aside. */
export function baseOf(setting: SettingName, recipe: Recipe, choices: Choices): Recipe {
  return ALONG[setting].base(withoutTrainings(recipe), choices);
}

/** Where a recipe, its trainings aside, lies on the curve of a base; undefined where it is on no such. */
export function placeOf(setting: SettingName, base: Recipe, recipe: Recipe): number | undefined {
  const { at, candidates } = ALONG[setting];
  const key = recipeKey(withoutTrainings(recipe));
  return candidates(recipe).find((place) => recipeKey(at(base, place)) === key);
}
