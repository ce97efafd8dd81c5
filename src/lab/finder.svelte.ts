import { beginAlike, withStep, type Recipe, type Step } from '../core/recipe';
import type { SizeFigures } from '../core/report';
import type { Aim } from '../core/search/aim';
import { GRID, type SearchLayer } from '../core/search/options';
import {
  search,
  type SearchProgress,
  type SearchResult,
  type SearchTask,
} from '../core/search/search';
import type { Engine } from '../wire/client';
import { GUIDE_IMAGES } from '../wire/protocol';
import type { Lab } from './lab.svelte';

/** Guide images that a layer alone is probed on: one batch. */
const PROBE_IMAGES = 250;
/** Progress is told this often at most, in seconds. */
const PULSE = 0.2;

/** What is looked for, in which model, and for how long. */
export interface Wish {
  readonly model: string;
  readonly aim: Aim;
  readonly seconds: number;
}

/** A search and how far it has come. */
export interface Finding {
  readonly wish: Wish;
  readonly layers: readonly SearchLayer[];
  /** Steps of the reader's recipe that stay. */
  readonly kept: readonly Step[];
  readonly seconds: number;
  readonly progress?: SearchProgress;
  /** Once it has ended by itself. */
  readonly result?: SearchResult;
  /** The bytes of the model as trained, once anything was judged. */
  readonly before?: SizeFigures;
  /** Why it ended before its time: the reader's will, another model, or an error in words. */
  readonly ended?: 'cancelled' | 'moved' | { readonly error: string };
}

/** Steps that a search takes as they are. It sets pruning and codes itself, and trains nothing. */
const STAYING: readonly Step['kind'][] = ['batchnorm', 'equalize', 'correct', 'activations'];

/** What the fields say; a number may be missing. */
export interface AimDraft {
  readonly kind: Aim['kind'];
  readonly points: number | null;
  /** Undefined until the reader has said something. */
  readonly kilobytes: number | null | undefined;
  readonly seconds: number;
}

/** Searches for recipes in the background, one search at a time. */
export class Finder {
  draft: AimDraft = $state.raw({ kind: 'loss', points: 0.5, kilobytes: undefined, seconds: 60 });
  finding: Finding | undefined = $state.raw();
  private controller: AbortController | undefined;

  /** @param now seconds on a clock. */
  constructor(
    private readonly lab: Pick<Lab, 'recipe' | 'point'>,
    private readonly guide: Engine['guide'],
    private readonly now: () => number = () => performance.now() / 1000,
  ) {}

  get running(): boolean {
    const { finding } = this;
    return finding !== undefined && !finding.result && !finding.ended;
  }

  /** Starts a search, in place of one under way. */
  async start(wish: Wish, layers: readonly SearchLayer[]): Promise<void> {
    this.cancel();
    const controller = new AbortController();
    this.controller = controller;
    const { signal } = controller;
    const { recipe } = this.lab;
    const kept = recipe.steps.filter(({ kind }) => STAYING.includes(kind));
    let finding: Finding = { wish, layers, kept, seconds: 0 };
    const start = this.now();
    const tell = (change: Partial<Finding>) => {
      finding = { ...finding, seconds: this.now() - start, ...change };
      if (this.controller === controller) this.finding = finding;
    };
    tell({});
    const task: SearchTask = {
      layers,
      grid: GRID,
      aim: wish.aim,
      images: GUIDE_IMAGES,
      probeImages: PROBE_IMAGES,
      seconds: wish.seconds,
    };
    try {
      const result = await search(task, {
        ask: async (steps, question) => this.guide(recipeWith(finding, steps), question, signal),
        judge: async (steps) => {
          const { size, accuracy } = await this.lab.point(recipeWith(finding, steps), signal);
          tell({ before: size.before });
          return {
            bytes: size.after.deflate,
            images: accuracy.after.images,
            lost: accuracy.before.correct - accuracy.after.correct,
          };
        },
        clock: () => this.now() - start,
        tell: (progress) => {
          const before = finding.progress;
          const isNews = before?.best !== progress.best || before?.phase !== progress.phase;
          if (isNews || this.now() - start - finding.seconds > PULSE) tell({ progress });
        },
      });
      tell({ result });
    } catch (error) {
      if (signal.reason instanceof Moved) tell({ ended: 'moved' });
      else if (signal.aborted) tell({ ended: 'cancelled' });
      else tell({ ended: { error: (error as Error).message } });
    }
  }

  /** Ends a search of another network: two would take turns in the engine. */
  keepTo(recipe: Recipe): void {
    const { finding } = this;
    if (this.running && !beginAlike(recipeWith(finding!, []), recipe)) {
      this.controller?.abort(new Moved());
    }
  }

  /** Ends the search under way; what it has found stays. */
  cancel(): void {
    this.controller?.abort(new Error('The search was cancelled.'));
  }
}

/** Ends a search where the reader has gone on to another network. */
class Moved extends Error {}

/** The recipe of a search's steps, with those that stay. */
export function recipeWith(
  { wish, kept }: Pick<Finding, 'wish' | 'kept'>,
  steps: readonly Step[],
): Recipe {
  return [...kept, ...steps].reduce<Recipe>((all, step) => withStep(all, step.kind, step), {
    model: wish.model,
    steps: [],
  });
}
