import * as lenet300 from '../../models/lenet-300-100/deep-compression.json';
import lenet300File from '../../models/lenet-300-100/deep-compression.bin?url&no-inline';
import * as lenet5 from '../../models/lenet-5/deep-compression.json';
import lenet5File from '../../models/lenet-5/deep-compression.bin?url&no-inline';
import type { DeepCompressionCard } from './deep-compression-card';
import { decodeFile, type FileContents } from '../core/encode/file';
import { verifyWeights } from '../formats/verify';
import { download } from './assets';
import type { TunedWeights } from '../core/train/tuned-weights';

/** What is needed of a card here: only that is bundled. */
type Shipped = Pick<DeepCompressionCard, 'model' | 'key' | 'file' | 'tunings'> & {
  readonly url: string;
};

const SHIPPED = [
  {
    model: lenet300.model,
    key: lenet300.key,
    file: lenet300.file,
    tunings: lenet300.tunings,
    url: lenet300File,
  },
  {
    model: lenet5.model,
    key: lenet5.key,
    file: lenet5.file,
    tunings: lenet5.tunings,
    url: lenet5File,
  },
] as Shipped[];

/**
 * What came of a training that was done beforehand, or undefined where there is none of this key.
 * Throws an error for people where its file is missing or damaged.
 */
export async function fetchShippedTraining(key: string): Promise<TunedWeights | undefined> {
  const shipped = SHIPPED.find((training) => training.key === key);
  if (!shipped) return undefined;
  const { model, file, tunings, url } = shipped;
  const bytes = await download(url, `The compressed network of ${model}`);
  verifyWeights(bytes, file);
  return {
    ...weightsOf(await decodeFile(bytes)),
    tunings: tunings.map((tuning) => ({ ...tuning, recorded: true })),
  };
}

/** What an exported file holds, as if it had been trained here. A weight that is 0 was pruned. */
function weightsOf({ kernels, others }: FileContents): Omit<TunedWeights, 'tunings'> {
  return {
    kernels: kernels.map(({ weights, coding }) => ({
      values: weights,
      coding,
      mask: Uint8Array.from(weights, (weight) => Number(weight !== 0)),
    })),
    others: others.map(({ values }) => values),
  };
}
