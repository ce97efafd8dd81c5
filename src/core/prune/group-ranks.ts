import { roundHalfEven } from '../quantize/rounding';
import type { Cut } from './cut';

/** Consecutive input channels a group, at the same position and output channel. */
const GROUP = 4;

/**
 * Each weight's rank in its group of four consecutive input channels (HWIO axis 2, dense axis 0):
 * 0 for the lowest score, ties by lowest index. Ranks below N are pruned: N:4 sparsity, of which 2:4
 * is the kind that NVIDIA's sparse tensor cores take (Mishra et al. 2021, "Accelerating sparse deep
 * neural networks").
 *
 * A last group of r < 4 has ranks from 4 − r up, as if scores below all others filled it: of it, too,
 * at most 4 − N weights are kept.
 *
 * @param scores ranked by their absolute values, of a tensor of the given shape in row-major order.
 */
export function groupRanks(scores: Float32Array, shape: readonly number[]): Float32Array {
  const [outputs = 1, inputs = 1] = [...shape].reverse();
  return scores.map((own, i) => {
    const input = Math.floor(i / outputs) % inputs;
    const place = input % GROUP;
    const members = Math.min(GROUP, inputs - input + place);
    let rank = GROUP - members;
    for (let other = 0; other < members; other++) {
      const score = Math.abs(scores[i + (other - place) * outputs]!);
      if (score < Math.abs(own) || (score === Math.abs(own) && other < place)) rank++;
    }
    return rank;
  });
}

/** The cut of ranks at N of every four: 4·sparsity, rounded half to even. */
export function groupCut(sparsity: number): Cut {
  return { threshold: roundHalfEven(GROUP * sparsity), index: 0 };
}
