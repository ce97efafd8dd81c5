import type { Step } from '../recipe';
import { compare, keeps, type Aim } from './aim';
import { Combiner } from './combine';
import { damageOf } from './damage';
import { optionsOf, uniformOptions, uniformSteps, type Grid, type SearchLayer } from './options';
import { probeLayers } from './probe';
import { Sizes } from './sizes';
import { Spent, Candidates, type Ask, type Plan, type Candidate } from './trials';
import { tryUniform } from './uniform';

/** What is to be searched, and how long. */
export interface SearchTask {
  readonly layers: readonly SearchLayer[];
  readonly grid: Grid;
  readonly aim: Aim;
  /** Guide images: those that a trial reads, and those that a layer alone is probed on. */
  readonly images: number;
  readonly probeImages: number;
  readonly seconds: number;
}

/** The figures of steps on the images that networks are judged on. */
interface Judgement {
  readonly bytes: number;
  readonly images: number;
  readonly lost: number;
}

/** What a search asks for on its way. Whatever these throw ends it. */
export interface SearchHooks {
  readonly ask: Ask;
  readonly judge: (steps: readonly Step[]) => Promise<Judgement>;
  /** Seconds since it began. */
  readonly clock: () => number;
  readonly tell: (progress: SearchProgress) => void;
}

export type SearchPhase = 'sizes' | 'uniform' | 'layers' | 'combining' | 'judging';

/** How far a search has come. */
export interface SearchProgress {
  readonly phase: SearchPhase;
  /** Questions asked so far, and how many steps were tried by them. */
  readonly asked: number;
  readonly tried: number;
  /** Those that keep the aim's limit on the guide images. */
  readonly kept: readonly Candidate[];
  /** The best of them, as far as none was refused. */
  readonly best?: Candidate;
  readonly bestUniform?: Candidate;
}

/** A trial that was judged, too, and keeps the limit. */
export interface Judged extends Candidate {
  readonly test: Judgement;
}

export interface SearchResult {
  readonly found?: Judged;
  readonly uniform?: Judged;
  /** Trials that kept the limit on the guide images and broke it where they were judged. */
  readonly refused: number;
  /** Whether nothing was left to be tried before the time was up. */
  readonly complete: boolean;
}

/** The part of the time that trials may take; the rest is for judging. */
const TRYING = 0.88;
/** Moves in a row that lead nowhere before what was found is judged. */
const PATIENCE = 24;

/**
 * Looks for the steps that serve the aim best, each layer with an option of the grid of its own, guided
 * by what each layer bears alone. In this order:
 *
 * 1. the deflated bytes of each layer's options are counted; they add up;
 * 2. the best uniform steps are sought, so that the result is never worse than the best tried: for a
 *    limit on the size that holds on the guide images only;
 * 3. each layer is pruned and quantized alone, and the damages are added up, as if they did not know
 *    of each other (as in Zhou et al. 2018, "Adaptive quantization for deep neural network", AAAI);
 * 4. of the choices that are undominated by those sums, some are tried; then whatever differs from
 *    the best in one layer or in two;
 * 5. the best by the guide images is judged on the others. Where it breaks the limit there, it is
 *    refused, and what serves the aim best of the rest takes its place: see `Trials.refuse`.
 */
export async function search(task: SearchTask, hooks: SearchHooks): Promise<SearchResult> {
  return new Search(task, hooks).run();
}

/** The uniform steps that change the least. */
function mildest(layers: readonly SearchLayer[], { sparsities, bits, granularities }: Grid): Plan {
  const option = {
    sparsity: sparsities[0]!,
    bits: bits.at(-1)!,
    granularity: granularities.at(-1)!,
  };
  return {
    steps: uniformSteps(option, 'layer'),
    uniform: true,
    options: uniformOptions(layers, option),
  };
}

class Search {
  readonly #trials: Candidates;
  #phase: SearchPhase = 'sizes';
  #asked = 0;
  readonly #judged = new Map<Candidate, Judgement>();

  constructor(
    private readonly task: SearchTask,
    private readonly hooks: SearchHooks,
  ) {
    this.#trials = new Candidates(task.aim, task.images, (...question) => this.#ask(...question));
  }

  async run(): Promise<SearchResult> {
    let complete = true;
    try {
      await this.#try();
    } catch (error) {
      if (!(error instanceof Spent)) throw error;
      complete = false;
    }
    this.#enter('judging');
    const uniform = await this.#judgeBest('uniform');
    const best = await this.#judgeBest('all');
    const found = uniform && best && compare(this.task.aim, uniform, best) < 0 ? uniform : best;
    return { found: found ?? uniform, uniform, refused: this.#trials.refused, complete };
  }

  async #try(): Promise<void> {
    const { layers, grid, probeImages } = this.task;
    const ask: Ask = (...question) => this.#ask(...question);
    const trials = this.#trials;
    // Whatever the time is, it is enough for one that loses little.
    await trials.try(mildest(layers, grid));
    const sizes = await Sizes.count(layers, grid, ask);
    this.#enter('uniform');
    do await tryUniform(trials, layers, grid, sizes);
    while (!(await this.#holds('uniform')));
    this.#enter('layers');
    const probes = await probeLayers(layers, grid, probeImages, ask);
    this.#enter('combining');
    const options = optionsOf(grid);
    const costs = probes.map((own, layer) =>
      options.map((option) => ({
        bytes: sizes.of(layer, option),
        damage: damageOf(own, option),
      })),
    );
    const combiner = new Combiner(trials, layers, options, costs, sizes.rest);
    do await combiner.tryFront();
    while (!(await this.#holds('all')));
    for (let patience = PATIENCE, left = true; left;) {
      left = await combiner.tryMoves(patience);
      if (await this.#holds('all')) patience *= 2;
      else left = true;
    }
  }

  /** Whether the best keeps the limit on the images that it is judged on, too; if not, it is refused. */
  async #holds(which: 'uniform' | 'all'): Promise<boolean> {
    const { aim } = this.task;
    const best = which === 'all' ? this.#trials.best : this.#trials.bestUniform;
    // The size is the same on all images.
    if (!best || aim.kind === 'size') return true;
    const holds = keeps(aim, await this.#judge(best));
    if (holds) this.#trials.hold(best);
    else this.#trials.refuse(best);
    return holds;
  }

  async #judgeBest(which: 'uniform' | 'all'): Promise<Judged | undefined> {
    while (!(await this.#holds(which)));
    const best = which === 'all' ? this.#trials.best : this.#trials.bestUniform;
    return best && { ...best, test: await this.#judge(best) };
  }

  async #judge(trial: Candidate): Promise<Judgement> {
    const judgement = this.#judged.get(trial) ?? (await this.hooks.judge(trial.steps));
    this.#judged.set(trial, judgement);
    return judgement;
  }

  async #ask(...question: Parameters<Ask>): ReturnType<Ask> {
    const { hooks, task } = this;
    if (hooks.clock() >= TRYING * task.seconds) throw new Spent();
    const figures = await hooks.ask(...question);
    this.#asked++;
    this.#tell();
    return figures;
  }

  #enter(phase: SearchPhase): void {
    this.#phase = phase;
    this.#tell();
  }

  #tell(): void {
    const { count, kept, best, bestUniform } = this.#trials;
    const [phase, asked] = [this.#phase, this.#asked];
    this.hooks.tell({ phase, asked, tried: count, kept, best, bestUniform });
  }
}
