import type { LayerPicture } from '../core/pictures/layer-picture';
import type { Recipe } from '../core/recipe';
import type { Report } from '../core/report';
import type { GuideFigures, GuideQuestion } from '../core/search/guide';
import type { Place } from '../core/place';
import type {
  Answers,
  Measure,
  Question,
  Request,
  Response,
  TuningCommand,
  TuningProgress,
} from './protocol';
import type { Digits } from '../tasks/digits/splits';

/** Thrown into a run that a newer one has replaced. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** What the page learns of the engine beside the answers to its runs. */
export interface EngineEvents {
  onPlace(place: Place): void;
  onDigits(digits: Digits): void;
  onProgress(doing: string): void;
  /** How a run's training goes. */
  onTuning(progress: TuningProgress): void;
  /** The worker was replaced by a new one, and why. */
  onRestart(reason: string): void;
}

/** Hears a report, and with one of a run's the pictures of the layers. */
type OnReport = (report: Report, pictures?: readonly LayerPicture[]) => void;

interface Job {
  /** One that was put off comes again under a new one: the worker was told to cancel the old one. */
  id: number;
  readonly recipe: Recipe;
  readonly measure: Measure;
  readonly question?: GuideQuestion;
  /** See `Request`. */
  readonly limit?: number;
  readonly onReport: OnReport;
  /** Takes the answer that its measure gives. */
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  restarts: number;
  /** The newest report of it, or what was asked of the guide images. */
  answer?: Report | GuideFigures;
  /** Ends a point early. */
  readonly signal?: AbortSignal;
}

/** Longest silence of a working worker, in milliseconds; compiling shaders can take seconds. */
const PATIENCE = 20_000;
/** How many times as long a new worker may take to be downloaded. */
const DOWNLOAD = 6;
/** How long a control rests before points are measured again, in milliseconds. */
const REST = 300;

/**
 * The page's side of the worker. One run at a time, the newest wins: a run under way is cancelled
 * for a newer one, except a preview, which is short and would otherwise never end while a control
 * moves. Points of curves are measured while there is nothing else to do: a run puts them off. A
 * worker that falls silent, dies or loses its GPU is replaced, and the run repeated once.
 */
export class Engine {
  private worker: Worker | undefined;
  /** Whether the worker has said anything yet. */
  private heard = false;
  private running: Job | undefined;
  private waiting: Job | undefined;
  /** Points still to be measured, the next one first. */
  private readonly points: Job[] = [];
  private rest: ReturnType<typeof setTimeout> | undefined;
  private exporting:
    | { readonly resolve: (bytes: Uint8Array) => void; readonly reject: (error: Error) => void }
    | undefined;
  /** What the networks were asked and have not answered. */
  private readonly asked = new Map<
    number,
    {
      readonly resolve: (answer: Answers[Question]) => void;
      readonly reject: (error: Error) => void;
    }
  >();
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private lastId = 0;
  private visible = true;

  constructor(
    private readonly spawn: () => Worker,
    private readonly events: EngineEvents,
    private readonly patience = PATIENCE,
  ) {}

  /**
   * Runs a recipe; trainings that have more than `limit` images still to see are left out. `onReport` hears every report on the way, the promise resolves with the last.
   * Rejects with `Superseded` when a newer run takes its place, else with an error for people.
   */
  run(recipe: Recipe, measure: Measure, onReport: OnReport, limit?: number): Promise<Report> {
    return new Promise((resolve, reject) => {
      const id = ++this.lastId;
      this.waiting?.reject(new Superseded());
      this.waiting = { id, recipe, measure, limit, onReport, resolve, reject, restarts: 0 };
      if (!this.running) this.startWaiting();
      else if (this.running.measure !== 'preview')
        this.post({ type: 'cancel', id: this.running.id });
    });
  }

  /**
   * Measures a point of a curve, the trainings of its recipe left out, as soon as no run is under way.
   * Points are measured in the order asked for. Rejects with the signal's reason once it is aborted, else
   * with an error for people.
   */
  point(recipe: Recipe, signal: AbortSignal): Promise<Report> {
    return this.later({ recipe, measure: 'point' }, signal);
  }

  /** Asks what a recipe makes of the guide images, in the same way and order as points are measured. */
  guide(recipe: Recipe, question: GuideQuestion, signal: AbortSignal): Promise<GuideFigures> {
    return this.later({ recipe, measure: 'guide', question }, signal);
  }

  private later<Answer>(
    work: Pick<Job, 'recipe' | 'measure' | 'question'>,
    signal: AbortSignal,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const id = ++this.lastId;
      const onReport = () => undefined;
      const job = { ...work, id, onReport, resolve, reject, restarts: 0, signal };
      this.points.push(job);
      signal.addEventListener('abort', () => this.drop(job), { once: true });
      if (!this.running && this.rest === undefined) this.startWaiting();
    });
  }

  /** Says whether the tab is seen: nothing is timed while it is not. */
  setVisible(visible: boolean): void {
    this.visible = visible;
    this.post({ type: 'visibility', visible });
  }

  /** The file of the network that the last run made. Rejects with an error for people. */
  exportFile(): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.exporting?.reject(new Superseded());
      this.exporting = { resolve, reject };
      if (this.worker) this.post({ type: 'export' });
      else this.refuseExport('The engine is not running.');
    });
  }

  /**
   * Asks both networks of a model about an image of 28 × 28 bytes: as trained, and as the last run of
   * the reader's made it. A run under way answers between its steps. Rejects with an error for people.
   */
  ask<Q extends Question>(question: Q, model: string, image: Uint8Array): Promise<Answers[Q]> {
    return new Promise((resolve, reject) => {
      if (!this.worker) return reject(new Error('The engine is not running.'));
      const id = ++this.lastId;
      this.asked.set(id, { resolve: (answer) => resolve(answer as Answers[Q]), reject });
      this.post({ type: 'ask', id, question, model, image });
      this.watch();
    });
  }

  /** Has the training of the run under way wait, go on, or end and keep the best. */
  steer(command: TuningCommand): void {
    if (this.running) this.post({ type: 'tuning', id: this.running.id, command });
  }

  /** Takes a point back that is no longer wanted. */
  private drop(job: Job): void {
    const index = this.points.indexOf(job);
    if (index >= 0) this.points.splice(index, 1)[0]!.reject(job.signal!.reason as Error);
    else if (this.running === job) this.post({ type: 'cancel', id: job.id });
  }

  private startWaiting(): void {
    clearTimeout(this.rest);
    this.rest = undefined;
    this.running = this.waiting ?? this.points.shift();
    this.waiting = undefined;
    if (this.running) this.start(this.running);
    else this.watch();
  }

  private start(job: Job): void {
    const { id, recipe, measure, question, limit } = job;
    if (!this.worker) {
      try {
        this.worker = this.hire();
      } catch (error) {
        this.running = undefined;
        job.reject(error as Error);
        return this.startWaiting();
      }
      if (!this.visible) this.post({ type: 'visibility', visible: false });
    }
    this.post({ type: 'run', id, recipe, measure, question, limit });
    this.watch();
  }

  private hire(): Worker {
    const worker = this.spawn();
    this.heard = false;
    worker.onmessage = ({ data }: MessageEvent<Response>) => {
      if (worker === this.worker) this.hear(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      // As the engine said it, without what the browser puts before it.
      const said = event.message?.replace(/^Uncaught (\w*Error: )?/, '').replace(/\.$/, '');
      this.replace(`The engine stopped: ${said || 'its script could not be loaded'}.`);
    };
    return worker;
  }

  private post(request: Request): void {
    this.worker?.postMessage(request);
  }

  private hear(response: Response): void {
    this.heard = true;
    this.watch();
    switch (response.type) {
      case 'started':
        return this.events.onPlace(response.place);
      case 'digits':
        return this.events.onDigits(response.digits);
      case 'progress':
        return this.events.onProgress(response.doing);
      case 'file':
        this.exporting?.resolve(response.bytes);
        this.exporting = undefined;
        return;
      case 'no-file':
        return this.refuseExport(response.message);
      case 'answer':
        this.take(response.id)?.resolve(response.answer);
        return;
      case 'no-answer':
        this.take(response.id)?.reject(new Error(response.message));
        return;
      case 'context-lost':
        return this.replace('The browser took the GPU away from this page.');
    }
    const job = this.running;
    if (job?.id !== response.id) return;
    switch (response.type) {
      case 'tuning':
        if (!this.waiting) this.events.onTuning(response.progress);
        return;
      case 'report':
        return this.tell(job, response.report);
      case 'further':
        return this.tell(job, { ...(job.answer as Report), ...response.report }, response.pictures);
      case 'guide':
        job.answer = response.figures;
        return;
      case 'finished':
        job.resolve(job.answer as never);
        break;
      case 'cancelled':
        this.giveUp(job);
        break;
      case 'failed':
        job.reject(new Error(response.message));
    }
    this.running = undefined;
    // While a control moves, the next preview should not find the worker busy with a point.
    if (job.measure === 'preview' && !this.waiting) {
      this.watch();
      this.rest = setTimeout(() => this.startWaiting(), REST);
    } else this.startWaiting();
  }

  private tell(job: Job, report: Report, pictures?: readonly LayerPicture[]): void {
    job.answer = report;
    // A run that is about to be replaced tells nothing more, unless it is a preview.
    if (!this.waiting || job.measure === 'preview') job.onReport(report, pictures);
  }

  /** Ends a job that a newer run replaces; a point is put off. */
  private giveUp(job: Job): void {
    if (!isPoint(job)) job.reject(new Superseded());
    else if (job.signal?.aborted) job.reject(job.signal.reason as Error);
    else this.putOff(job);
  }

  /** Has a point measured again, before all others. */
  private putOff(job: Job): void {
    job.id = ++this.lastId;
    this.points.unshift(job);
  }

  private refuseExport(message: string): void {
    this.exporting?.reject(new Error(message));
    this.exporting = undefined;
  }

  /** Whoever asked, to whom the answer goes. */
  private take(id: number) {
    const asker = this.asked.get(id);
    this.asked.delete(id);
    this.watch();
    return asker;
  }

  /** Waits anew for a sign of life, while there is something that the worker has to do. */
  private watch(): void {
    clearTimeout(this.watchdog);
    if (!this.running && this.asked.size === 0) return;
    const patience = this.heard ? this.patience : this.patience * DOWNLOAD;
    this.watchdog = setTimeout(
      () => this.replace(`The engine said nothing for ${patience / 1000} seconds.`),
      patience,
    );
  }

  /** Ends the worker; a new one repeats the run under way, once, or takes the one that waits. */
  private replace(reason: string): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.refuseExport(reason);
    this.asked.forEach(({ reject }) => reject(new Error(reason)));
    this.asked.clear();
    const job = this.running;
    this.running = undefined;
    this.watch();
    if (!job) return this.events.onRestart(reason);
    if (this.waiting || job.signal?.aborted) {
      this.giveUp(job);
    } else if (job.restarts++ === 0) {
      if (isPoint(job)) this.putOff(job);
      else this.waiting = job;
    } else {
      job.reject(new Error(`${reason} A second try ended the same way.`));
      return this.startWaiting();
    }
    this.events.onRestart(reason);
    this.startWaiting();
  }
}

/** Whether a run of the reader's puts it off. */
function isPoint({ measure }: Job): boolean {
  return measure === 'point' || measure === 'guide';
}
