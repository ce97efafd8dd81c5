import type { Seed } from '../random';
import type { StorageStep } from '../quantize/step-of-layer';
import { storeWeights } from '../quantize/store-weights';
import type { UnstructuredMethod } from '../steps/prune';
import type { WeightTensor } from '../tensor';
import { randomScores } from './random-scores';
import { Ranking } from './ranking';

/**
 * The tensors' weights ranked as a method has it. Random scores are drawn for one tensor after the
 * other.
 *
 * @param storage how they are stored, by which codes are ranked; left out where they stay float32,
 * and each is its own code.
 */
export function rankWeights(
  tensors: readonly WeightTensor[],
  method: UnstructuredMethod,
  seed: Seed,
  storage?: StorageStep,
): Ranking {
  const values = tensors.map((tensor) => tensor.values);
  if (method === 'magnitude') return new Ranking(tensors, values);
  if (method === 'codes') {
    const stored = tensors.map((tensor) => storeWeights(tensor, storage, { seed }));
    return new Ranking(
      tensors,
      stored.map(({ weights }) => weights),
    );
  }
  const total = values.reduce((length, { length: own }) => length + own, 0);
  const scores = randomScores(total, seed);
  let offset = 0;
  return new Ranking(
    tensors,
    values.map(({ length }) => scores.subarray(offset, (offset += length))),
  );
}
