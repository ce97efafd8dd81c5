import { Random, type Seed } from '../random';

/**
 * Scores for random pruning, uniform in [0, 1], the same for the same seed. Pruning the lowest ones
 * gives a nested family: what is pruned at 30% stays pruned at 50%.
 */
export function randomScores(count: number, seed: Seed): Float32Array {
  const random = new Random('random pruning', seed);
  return Float32Array.from({ length: count }, () => random.next());
}
