import { getContext } from 'svelte';
import type { Experiment } from '../../core/experiment';
import type { Recipe } from '../../core/recipe';
import type { Report } from '../../core/report';
import type { Practice } from '../practice.svelte';
import type { Proof } from './proof';

/** What the page lends to those who practise: its experiments, and what the reader has measured. */
export interface Bench {
  /** What is set on the page now; an experiment's while `borrowed`. */
  readonly recipe: Recipe;
  /**
   * The newest report of the reader's own recipe. While it is being measured, parts are missing, and
   * it may still speak of the recipe before.
   */
  readonly report: Report | undefined;
  /** Whether a run is under way. */
  readonly busy: boolean;
  /** Whether an experiment has the place of the reader's own recipe, which waits. */
  readonly borrowed: boolean;
  /** Whether the reader's own network is being trained. */
  readonly training: boolean;
  /** How the experiment that was asked for last stands. */
  readonly proof: Proof;
  /** Runs an experiment in place of the reader's recipe; `id` comes back in `proof`. */
  prove(id: string, experiment: Experiment): void;
  /** Brings the reader's own recipe back. */
  restore(): void;
  /** Takes a recipe as the reader's own, and measures it. */
  open(recipe: Recipe): void;
  /** What people call a model. */
  nameOf(model: string): string;
  /** Hands a text to the reader as a file. */
  download(text: string, name: string): void;
}

/** The keys under which the recall panel's components find what they share. */
export const BENCH = Symbol('bench');
export const PRACTICE = Symbol('practice');

/** The bench of the component that is being made. */
export function useBench(): Bench {
  return getContext<Bench>(BENCH);
}

/** The practice of the component that is being made. */
export function usePractice(): Practice {
  return getContext<Practice>(PRACTICE);
}
