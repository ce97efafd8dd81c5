import type { PruneStep } from '../steps/prune';
import type { WeightTensor } from '../tensor';
import { pruneCount, type Cut } from './cut';
import { groupCut, groupRanks } from './group-ranks';
import { ownSparsity } from './prunable';
import { ThresholdIndex } from './threshold-index';

/** What a tensor's weights are ranked by, and where the ranking is cut. */
export interface Pruning {
  /** By absolute value. The same array whenever its values are the same. */
  readonly scores: Float32Array;
  readonly cut: Cut;
}

/** The weights of some tensors, ranked by fixed scores. What a cut needs is reckoned once. */
export class Ranking {
  readonly #indices: ThresholdIndex[] = [];
  readonly #groupRanks: Float32Array[] = [];

  /** @param scores of each tensor's weights. */
  constructor(
    private readonly tensors: readonly WeightTensor[],
    private readonly scores: readonly Float32Array[],
  ) {}

  /**
   * What a step prunes of each tensor. A layer with a sparsity of its own is ranked by itself, and a
   * depthwise kernel without one is spared; neither counts in the global ranking.
   */
  prune({ scope, sparsity, layers }: Omit<PruneStep, 'method'>): Pruning[] {
    const own = this.tensors.map((tensor) => ownSparsity(tensor, layers));
    if (scope === 'group') {
      return own.map((share = sparsity, i) => ({
        scores: this.#groupRanksOf(i),
        cut: groupCut(share),
      }));
    }
    const together = scope === 'global' ? this.#cutTogether(own, sparsity) : new Map<number, Cut>();
    return this.scores.map((scores, i) => ({
      scores,
      cut: together.get(i) ?? this.#indexOf(i).cut(pruneCount(own[i] ?? sparsity, scores.length)),
    }));
  }

  /** Cuts of the tensors without a sparsity of their own, by the tensor's number. */
  #cutTogether(own: readonly (number | undefined)[], sparsity: number): Map<number, Cut> {
    const members = [...own.keys()].filter((i) => own[i] === undefined);
    const total = members.reduce((sum, i) => sum + this.scores[i]!.length, 0);
    const indices = members.map((i) => this.#indexOf(i));
    const cuts = ThresholdIndex.cuts(indices, pruneCount(sparsity, total));
    return new Map(cuts.map((cut, k) => [members[k]!, cut]));
  }

  #indexOf(i: number): ThresholdIndex {
    return (this.#indices[i] ??= new ThresholdIndex(this.scores[i]!));
  }

  #groupRanksOf(i: number): Float32Array {
    return (this.#groupRanks[i] ??= groupRanks(this.scores[i]!, this.tensors[i]!.shape));
  }
}
