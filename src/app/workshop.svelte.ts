import { formatLink, parseLink } from '../core/link';
import type { Recipe } from '../core/recipe';
import { sameRecipe } from '../core/recipe-key';
import { Engine } from '../wire/client';
import type { Place } from '../core/place';
import type { Digits } from '../tasks/digits/splits';
import { list } from '../core/words';
import { spawnWorker } from './spawn-worker';
import { Lab } from '../lab/lab.svelte';
import type { History } from '../lab/runs/history.svelte';
import { Settings } from '../lab/settings.svelte';
import { cardOf, CARDS } from '../shelf/cards';

/** How long a recipe rests before it is written into the address, in milliseconds. */
const REST = 300;
/** Parts of a link that are named one by one. */
const MAX_PROBLEMS = 4;

const MODELS = CARDS.map(({ id }) => id);
/** The layers of each model that a recipe may name. */
const KERNELS = Object.fromEntries(CARDS.map(({ id, kernels }) => [id, kernels]));

/** Images a second at which a model was trained beforehand. */
function recordedPace(model: string): number {
  const { recipe, trainedSeconds } = cardOf(model);
  return recipe.images / trainedSeconds;
}

/** The page's parts joined: the engine, the lab, and what the engine tells beside its reports. */
export class Workshop {
  place: Place | undefined = $state.raw();
  digits: Digits | undefined = $state.raw();
  /** What the engine is doing, in words. */
  doing = $state('Starting the engine');
  /** What the person should know: parts of a link that could not be read, a restarted engine. */
  notices: readonly string[] = $state.raw([]);
  /** The recipe as the address has it, in words that are not the page's own. */
  private linked: Recipe | undefined;
  private opened: Promise<History> | undefined;
  readonly lab: Lab;
  private readonly engine: Engine;
  readonly settings: Settings;

  constructor() {
    this.engine = new Engine(spawnWorker, {
      onPlace: (place) => (this.place = place),
      onDigits: (digits) => (this.digits = digits),
      onProgress: (doing) => (this.doing = doing),
      onTuning: (progress) => (this.lab.tuning = progress),
      onRestart: (reason) => {
        this.notify(`${reason} A new one takes over; your settings are as you left them.`);
        // What answers questions and writes the file went with the worker.
        if (!this.lab.busy) this.lab.retry();
      },
    });
    this.lab = new Lab(this.engine, this.readLink(), recordedPace);
    this.settings = new Settings(this.lab);
    this.lab.onrun = (report) => {
      this.lab.pace.hear(report);
      // Where its code can't be fetched, a run is not kept, and the runs' view says so.
      void this.history().then(
        (history) => history.add(report),
        () => undefined,
      );
    };
  }

  /** The runs that are kept; their code is fetched when the first has ended. */
  history(): Promise<History> {
    this.opened ??= import('../lab/runs/history.svelte')
      .then(({ openHistory }) => openHistory(KERNELS))
      .catch((error: unknown) => {
        this.opened = undefined;
        throw error;
      });
    return this.opened;
  }

  /** Measures what the link says, and again whenever the link changes. */
  start(): () => void {
    const follow = () => {
      const { recipe, borrowed } = this.lab;
      const linked = this.readLink();
      // What an address holds beside the recipe has nothing measured again.
      if (borrowed || !sameRecipe(linked, recipe)) this.lab.open(linked);
    };
    const see = () => this.engine.setVisible(!document.hidden);
    see();
    this.lab.open(this.lab.recipe);
    addEventListener('hashchange', follow);
    document.addEventListener('visibilitychange', see);
    return () => {
      removeEventListener('hashchange', follow);
      document.removeEventListener('visibilitychange', see);
    };
  }

  /**
   * Keeps the address in step with the reader's own recipe, once it rests: browsers refuse an
   * address that changes all the time. What a link said stays until something is changed.
   */
  writeLink(): (() => void) | undefined {
    const { recipe, borrowed } = this.lab;
    if (borrowed || recipe === this.linked) return undefined;
    const timer = setTimeout(() => {
      // Gone back to, it is written like any other.
      this.linked = undefined;
      history.replaceState(null, '', formatLink(recipe));
    }, REST);
    return () => clearTimeout(timer);
  }

  /** See `Engine.guide`. */
  readonly guide: Engine['guide'] = (...question) => this.engine.guide(...question);

  /** Opens another model with the reader's settings, and says which of them were left out. */
  openModel(model: string): void {
    const left = this.settings.openModel(model);
    if (left.length === 0) return;
    this.notify(
      `${cardOf(model).name} is opened without ${list(left, 'and')}: that belongs to the network before. ` +
        'Undo brings it back.',
    );
  }

  dismiss(notice: string): void {
    this.notices = this.notices.filter((other) => other !== notice);
  }

  private notify(notice: string): void {
    if (!this.notices.includes(notice)) this.notices = [...this.notices, notice];
  }

  private readLink(): Recipe {
    const { recipe, problems } = parseLink(location.hash, {
      models: MODELS,
      defaultModel: CARDS[0].id,
      layersOf: (model) => KERNELS[model],
    });
    const more = problems.length - MAX_PROBLEMS;
    this.notices = [
      ...problems.slice(0, MAX_PROBLEMS),
      ...(more > 0 ? [`${more} more parts of the link could not be read.`] : []),
    ];
    this.linked = recipe;
    return recipe;
  }
}
