import type { LayerPicture } from '../core/pictures/layer-picture';
import type { Recipe } from '../core/recipe';
import type { Report } from '../core/report';
import type { Place } from './place';

/**
 * How much a run measures: a `preview` takes the first batch of images while a control moves,
 * `accuracy` all of them, `full` also the latency, and `curve` that at many batch sizes.
 */
export type Measure = 'preview' | 'accuracy' | 'full' | 'curve';

/** What the page says to the worker. */
export type Request =
  | {
      readonly type: 'run';
      readonly id: number;
      readonly recipe: Recipe;
      readonly measure: Measure;
    }
  | { readonly type: 'cancel'; readonly id: number }
  /** Whether the tab is seen: a hidden one is slowed down by the browser, so nothing is timed. */
  | { readonly type: 'visibility'; readonly visible: boolean };

/** The evaluation set as the page shows it: 28 × 28 bytes an image. */
export interface Digits {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** What the worker says to the page. */
export type Response =
  | { readonly type: 'started'; readonly place: Place }
  | { readonly type: 'digits'; readonly digits: Digits }
  /** A sign of life, with what is being done. */
  | { readonly type: 'progress'; readonly doing: string }
  | {
      readonly type: 'report';
      readonly id: number;
      readonly report: Report;
      /** With the first report of a run. */
      readonly pictures?: readonly LayerPicture[];
    }
  | { readonly type: 'finished'; readonly id: number }
  | { readonly type: 'cancelled'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  | { readonly type: 'context-lost' };
