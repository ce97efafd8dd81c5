/** The recipes of Deep Compression, and what its card.json says of the result. */

import type { CompressionStage } from './deep-compression';
import type { TuningFigures } from '../core/report';
import type { Score } from './card';

/** In the words of the page's link. */
interface Recipes {
  /** Trained beforehand: too long to wait for. */
  readonly long: string;
  /** For a reader who waits. */
  readonly short: string;
}

export const RECIPES: Readonly<Record<string, Recipes>> = {
  'lenet-300-100': {
    long: 'prune(magnitude,layer,0.928,fc2:0.86,fc3:0.5)+finetune(150,gradual,adam,0.003)+cluster(8,density,fc2:16,fc3:16)+qat(8)',
    short:
      'prune(magnitude,layer,0.928,fc2:0.86,fc3:0.5)+finetune(15,gradual,adam,0.003)+cluster(8,density,fc2:16,fc3:16)+qat(3)',
  },
  'lenet-5': {
    long: 'prune(magnitude,global,0.95)+finetune(32,gradual,adam,0.003)+cluster(8,linear,fc1:5)+qat(3,adam,0.001)',
    short:
      'prune(magnitude,global,0.95)+finetune(6,gradual,adam,0.003)+cluster(8,linear,fc1:5)+qat(1,adam,0.001)',
  },
};

/** The content of deep-compression.json beside a model's card. */
export interface DeepCompressionCard {
  readonly model: string;
  readonly long: string;
  readonly short: string;
  /** By which a page that has the same weights knows that this is what comes of the long recipe. */
  readonly key: string;
  readonly stages: readonly CompressionStage[];
  /** Training images in all. */
  readonly images: number;
  readonly tunings: readonly TuningFigures[];
  readonly file: { readonly file: string; readonly bytes: number; readonly sha256: string };
  /** On images that nothing was trained on or chosen by: natural ones, and as hard as in training. */
  readonly robustness: Readonly<Record<'validation' | 'hard', { before: Score; after: Score }>>;
}
