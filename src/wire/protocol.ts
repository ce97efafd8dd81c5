import type { ActivationPicture } from '../core/pictures/activation-picture';
import type { LayerPicture } from '../core/pictures/layer-picture';
import type { Recipe } from '../core/recipe';
import type { Report, TuningFigures, TuningPoint } from '../core/report';
import type { GuideFigures, GuideQuestion } from '../core/search/guide';
import type { Digits } from '../tasks/digits/splits';
import type { Place } from '../core/place';

/**
 * How much a run measures: a `preview` takes the first batch of images while a control moves, `accuracy`
 * all of them; `file` counts every encoding and the exported file too; `full` counts the encodings and
 * takes the latency, and `curve` that at many batch sizes and of each layer. In the background, and
 * with no training, a `point` takes what `accuracy` does but the pictures, and `guide` asks about the
 * guide images.
 */
export type Measure = 'point' | 'guide' | 'preview' | 'accuracy' | 'file' | 'full' | 'curve';

/** Images of the validation split that a search is guided by, none of which it is judged on. */
export const GUIDE_IMAGES = 2000;

/** How a training under way is going. */
export interface TuningProgress {
  readonly stage: TuningFigures['stage'];
  /** The backend that trains. */
  readonly backend: string;
  /** Training images seen, and as many as there will be unless time runs out. */
  readonly images: number;
  readonly of: number;
  /** From 0 to 1, by images or by time, whichever is further. */
  readonly done: number;
  /** Working time so far and, as it goes, still to come; left out before anything can be said. */
  readonly seconds: number;
  readonly secondsLeft?: number;
  /** Cross-entropy of the last step. */
  readonly loss: number;
  readonly points: readonly TuningPoint[];
  readonly paused: boolean;
}

/** What the page says to a training: to wait, to go on, or to end and keep the best so far. */
export type TuningCommand = 'pause' | 'resume' | 'stop';

/** What both networks can be asked about an image, and what comes back. */
export interface Answers {
  /** Softmax probabilities of the ten classes. */
  readonly probabilities: { readonly before: readonly number[]; readonly after: readonly number[] };
  /** What every layer makes of it, in the order of the layers. */
  readonly activations: readonly ActivationPicture[];
}

export type Question = keyof Answers;

/** What the page says to the worker. */
export type Request =
  | {
      readonly type: 'run';
      readonly id: number;
      readonly recipe: Recipe;
      readonly measure: Measure;
      /** With a measure of `guide`. */
      readonly question?: GuideQuestion;
      /**
       * Training images at most that may be trained on; a recipe that asks for more, not trained before, is
       * measured without its trainings. Left out: any number.
       */
      readonly limit?: number;
    }
  /** Asks for the file of the network that the last run made. */
  | { readonly type: 'export' }
  /** Asks the networks of a model, as trained and as the last run made it, about 28 × 28 bytes. */
  | {
      readonly type: 'ask';
      readonly id: number;
      readonly question: Question;
      readonly model: string;
      readonly image: Uint8Array;
    }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'tuning'; readonly id: number; readonly command: TuningCommand }
  /** Whether the tab is seen: a hidden one is slowed down by the browser, so nothing is timed. */
  | { readonly type: 'visibility'; readonly visible: boolean };

/** What the worker says to the page. */
export type Response =
  | { readonly type: 'started'; readonly place: Place }
  | { readonly type: 'digits'; readonly digits: Digits }
  /** A sign of life, with what is being done. */
  | { readonly type: 'progress'; readonly doing: string }
  /** The first report of a run, whole. */
  | { readonly type: 'report'; readonly id: number; readonly report: Report }
  /** A further one: what is new in it. */
  | {
      readonly type: 'further';
      readonly id: number;
      readonly report: Partial<Report>;
      /** Once a run. */
      readonly pictures?: readonly LayerPicture[];
    }
  | { readonly type: 'guide'; readonly id: number; readonly figures: GuideFigures }
  | { readonly type: 'tuning'; readonly id: number; readonly progress: TuningProgress }
  /** What was asked for by `export`, or why it can't be had. */
  | { readonly type: 'file'; readonly bytes: Uint8Array }
  | { readonly type: 'no-file'; readonly message: string }
  /** To what was asked, or why there is no answer. */
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answers[Question] }
  | { readonly type: 'no-answer'; readonly id: number; readonly message: string }
  | { readonly type: 'finished'; readonly id: number }
  | { readonly type: 'cancelled'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  | { readonly type: 'context-lost' };
