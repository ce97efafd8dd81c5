import lenet300 from '../../models/lenet-300-100/deep-compression.json';
import lenet300File from '../../models/lenet-300-100/deep-compression.bin?url&no-inline';
import lenet5 from '../../models/lenet-5/deep-compression.json';
import lenet5File from '../../models/lenet-5/deep-compression.bin?url&no-inline';
import type { DeepCompressionCard } from '../../models/deep-compression';
import { decodeFile, type FileContents } from '../core/encode/file';
import { verifyWeights } from '../model/verify';
import { download } from './assets';
import type { Checkpoints, TunedWeights } from './tuner';

const SHIPPED = [
  { card: lenet300 as unknown as DeepCompressionCard, url: lenet300File },
  { card: lenet5 as unknown as DeepCompressionCard, url: lenet5File },
];

/** Trainings that come with the page as well as those that the reader has made. */
export function withShipped(own: Checkpoints): Checkpoints {
  return {
    async load(key) {
      const made = await own.load(key);
      if (made) return made;
      const shipped = SHIPPED.find(({ card }) => card.key === key);
      if (!shipped) return undefined;
      const { card, url } = shipped;
      const bytes = await download(url, `The compressed network of ${card.model}`);
      verifyWeights(bytes, card.file);
      return tunedWeights(await decodeFile(bytes), card);
    },
    save: (key, state) => own.save(key, state),
  };
}

/** What an exported file holds, as if it had been trained here. A weight that is 0 was pruned. */
function tunedWeights(
  { kernels, others }: FileContents,
  { tunings }: DeepCompressionCard,
): TunedWeights {
  return {
    kernels: kernels.map(({ weights, coding }) => ({
      values: weights,
      coding,
      mask: Uint8Array.from(weights, (weight) => Number(weight !== 0)),
    })),
    others: others.map(({ values }) => values),
    tunings,
  };
}
