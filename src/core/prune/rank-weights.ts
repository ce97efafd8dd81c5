import type { Seed } from '../random';
import type { UnstructuredMethod } from '../steps/prune';
import type { WeightTensor } from '../tensor';
import { randomScores } from './random-scores';
import { Ranking } from './ranking';

/** The tensors' weights ranked as a method has it. Random scores are drawn for one tensor after the other. */
export function rankWeights(
  tensors: readonly WeightTensor[],
  method: UnstructuredMethod,
  seed: Seed,
): Ranking {
  const values = tensors.map((tensor) => tensor.values);
  if (method === 'magnitude') return new Ranking(tensors, values);
  const total = values.reduce((length, { length: own }) => length + own, 0);
  const scores = randomScores(total, seed);
  let offset = 0;
  return new Ranking(
    tensors,
    values.map(({ length }) => scores.subarray(offset, (offset += length))),
  );
}
