import * as lenet300 from '../../models/lenet-300-100/deep-compression.json';
import * as lenet5 from '../../models/lenet-5/deep-compression.json';
import type { DeepCompressionCard } from './deep-compression-card';

/** What the page shows of a card: only that is bundled with it. */
export type CompressedBeforehand = Pick<
  DeepCompressionCard,
  'model' | 'long' | 'short' | 'stages' | 'images'
>;

const CARDS = [
  {
    model: lenet300.model,
    long: lenet300.long,
    short: lenet300.short,
    stages: lenet300.stages,
    images: lenet300.images,
  },
  {
    model: lenet5.model,
    long: lenet5.long,
    short: lenet5.short,
    stages: lenet5.stages,
    images: lenet5.images,
  },
] as CompressedBeforehand[];

/** What was done beforehand for a model; undefined where nothing was. */
export function deepCompressionOf(model: string): CompressedBeforehand | undefined {
  return CARDS.find((card) => card.model === model);
}
