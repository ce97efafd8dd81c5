import type { Evidence, Experiment } from '../core/experiment';
import type { LayerPicture } from '../core/pictures/layer-picture';
import { withStep, type Recipe, type Step } from '../core/recipe';
import type { Report } from '../core/report';
import { Superseded, type Engine } from '../wire/client';
import type { Answers, Measure, Question, TuningCommand, TuningProgress } from '../wire/protocol';
import { Pace } from './pace.svelte';
import { Undo } from './undo.svelte';

/** How far a series of runs has come. */
export type TrialRuns =
  | { readonly state: 'idle' }
  | { readonly state: 'running' | 'done'; readonly reports: Evidence }
  | { readonly state: 'failed'; readonly message: string };

/**
 * The recipe being edited and what was measured of it. A change while a control moves asks for a
 * preview; a control at rest for everything.
 */
export class Lab {
  recipe: Recipe = $state.raw({ model: '', steps: [] });
  /** The newest report; it may still speak of an earlier recipe while `busy`. */
  report: Report | undefined = $state.raw();
  /** The newest report of a recipe of the reader's own. */
  ownReport: Report | undefined = $state.raw();
  /** What the layers look like in the newest report. */
  pictures: readonly LayerPicture[] = $state.raw([]);
  busy = $state(false);
  /** Whether the size and accuracy of the recipe are yet to be found; they come before the latency. */
  judging = $state(false);
  /** How the training under way goes, or undefined. */
  tuning: TuningProgress | undefined = $state.raw();
  error: string | undefined = $state();
  trials: TrialRuns = $state.raw({ state: 'idle' });
  /** The stages of Deep Compression, as far as they were run. */
  stages: TrialRuns = $state.raw({ state: 'idle' });
  /** The reader's own recipes at rest. */
  readonly undo = new Undo(() => performance.now());
  readonly pace: Pace;
  /** Hears every full report of a recipe of the reader's own. */
  onrun: (report: Report) => void = () => undefined;
  /** The reader's own recipe while an experiment has taken its place. */
  private own: Recipe | undefined = $state.raw();
  /** Counts what the reader has asked for, so that an experiment notices when it is over. */
  private requests = 0;
  /** Counts runs: one that ends after a newer one has begun says nothing of the lab's state. */
  private runs = 0;
  /** Whether the newest run is a preview: a control has not come to rest. */
  private previewed = false;

  constructor(
    private readonly engine: Pick<Engine, 'run' | 'point' | 'ask' | 'steer' | 'exportFile'>,
    recipe: Recipe,
    recordedPace: (model: string) => number = () => Infinity,
  ) {
    this.recipe = recipe;
    this.pace = new Pace(recordedPace);
  }

  /** Whether `restore` would bring back a recipe of the reader's own. */
  get borrowed(): boolean {
    return this.own !== undefined;
  }

  /**
   * Puts in a step, replaces it, or takes it out (undefined). `moving`: the control is not at rest;
   * `asked`: the reader has asked for the trainings of the recipe, however long.
   */
  change<K extends Step['kind']>(
    kind: K,
    step: Extract<Step, { kind: K }> | undefined,
    moving: boolean,
    asked = false,
  ): void {
    this.open(withStep(this.recipe, kind, step), moving ? 'preview' : 'full', asked);
  }

  /** Measures everything of a recipe that was only previewed: the control is at rest where it was before. */
  settle(): void {
    if (this.previewed) this.open(this.recipe);
  }

  /** Has the training under way wait, go on, or end and keep the best. */
  steer(command: TuningCommand): void {
    this.engine.steer(command);
  }

  /** Measures a recipe that the reader does not look at, as soon as no run is under way. */
  point(recipe: Recipe, signal: AbortSignal): Promise<Report> {
    return this.engine.point(recipe, signal);
  }

  /** Asks the network before, and the one after as it was run last, about an image of 28 × 28 bytes. */
  ask<Q extends Question>(question: Q, image: Uint8Array): Promise<Answers[Q]> {
    return this.engine.ask(question, this.recipe.model, image);
  }

  /** The network after, as a file. */
  exportFile(): Promise<Uint8Array> {
    return this.engine.exportFile();
  }

  /**
   * Gives the training under way up: the recipe is again what it was without, or the reader's own where
   * an experiment was training.
   */
  cancelTuning(): void {
    if (this.own) this.restore();
    else if (this.tuning) this.change(this.tuning.stage, undefined, false);
  }

  /**
   * Takes a whole recipe, from a link or the model picker, and measures it: without its trainings where
   * they would take long and are not `asked` for.
   */
  open(recipe: Recipe, measure: Measure = 'full', asked = false): void {
    this.requests++;
    this.own = undefined;
    this.interruptSeries();
    void this.measure(recipe, measure, asked).catch(() => undefined);
  }

  /** Trains as the recipe says, however long that takes, and measures what comes of it. */
  train(): void {
    void this.measure(this.recipe, 'full', true).catch(() => undefined);
  }

  /** Measures the recipe again, its latency at many batch sizes and that of each layer. */
  measureCurve(): void {
    void this.measure(this.recipe, 'curve').catch(() => undefined);
  }

  /** Measures the recipe again, after an error. */
  retry(): void {
    void this.measure(this.recipe, 'full').catch(() => undefined);
  }

  /** Runs the trials of an experiment one after the other; the last one stays on the page. */
  async prove({ model, trials, measure }: Experiment): Promise<void> {
    this.own ??= this.recipe;
    const recipes = trials.map(({ steps }) => ({ model, steps }));
    await this.series(recipes, measure, (trials) => (this.trials = trials));
  }

  /**
   * Runs the recipes of Deep Compression's stages one after the other, each with the bytes of its
   * file; the last one stays on the page, the reader's own.
   */
  async compressDeeply(recipes: readonly Recipe[]): Promise<void> {
    this.own = undefined;
    await this.series(recipes, 'file', (stages) => (this.stages = stages));
  }

  /** Brings back the recipe that an experiment replaced. */
  restore(): void {
    if (this.own) this.open(this.own);
  }

  /** Goes back to the recipe before this one, if there is one: from an experiment to the reader's own. */
  goBack(): void {
    if (this.own) return this.restore();
    const recipe = this.undo.back();
    if (recipe) this.open(recipe);
  }

  /** Goes to the recipe that was gone back from, if there is one. */
  goForward(): void {
    const recipe = this.undo.forward();
    if (recipe) this.open(recipe);
  }

  private interruptSeries(): void {
    if (this.trials.state === 'running') this.trials = { state: 'idle' };
    if (this.stages.state === 'running') this.stages = { state: 'idle' };
  }

  private async series(
    recipes: readonly Recipe[],
    measure: Measure,
    tell: (trials: TrialRuns) => void,
  ): Promise<void> {
    const request = ++this.requests;
    let reports: Evidence = [];
    this.interruptSeries();
    try {
      for (const recipe of recipes) {
        tell({ state: 'running', reports });
        const report = await this.measure(recipe, measure, true);
        // The reader may have moved on just when the run had ended.
        if (request !== this.requests) return;
        reports = [...reports, report];
      }
      tell({ state: 'done', reports });
      // What stays on the page gets its latency too.
      if (measure === 'accuracy' || measure === 'file')
        void this.measure(this.recipe, 'full', true).catch(() => undefined);
    } catch (error) {
      if (!(error instanceof Superseded) && request === this.requests) {
        tell({ state: 'failed', message: (error as Error).message });
      }
    }
  }

  private async measure(recipe: Recipe, measure: Measure, asked = false): Promise<Report> {
    const run = ++this.runs;
    const own = (measure === 'full' || measure === 'curve') && !this.borrowed;
    if (own) this.undo.visit(recipe);
    this.previewed = measure === 'preview';
    this.recipe = recipe;
    this.busy = true;
    this.judging = true;
    this.tuning = undefined;
    this.error = undefined;
    try {
      const hear = (partial: Report, pictures?: readonly LayerPicture[]) => {
        this.report = partial;
        if (own) this.ownReport = partial;
        if (run === this.runs) this.judging = false;
        this.tuning = undefined;
        if (pictures) this.pictures = pictures;
      };
      const limit = asked ? undefined : this.pace.limit(recipe);
      const report = await this.engine.run(recipe, measure, hear, limit);
      if (run === this.runs) this.busy = false;
      if (own) this.onrun(report);
      return report;
    } catch (error) {
      if (!(error instanceof Superseded) && run === this.runs) {
        this.busy = false;
        this.judging = false;
        this.tuning = undefined;
        this.error = (error as Error).message;
        // What is on the page was measured of another recipe.
        this.report = undefined;
      }
      throw error;
    }
  }
}
