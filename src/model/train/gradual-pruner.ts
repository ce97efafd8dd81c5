import { maskOf } from '../../core/prune/cut';
import { rankWeights } from '../../core/prune/rank-weights';
import { gradualStep } from '../../core/train/gradual';
import type { MaskedWeights } from '../../core/train/masked-weights';
import type { PruneStep, UnstructuredMethod } from '../../core/steps/prune';
import type { WeightTensor } from '../../core/tensor';

/** The seed of random pruning, the one that `Masters` has: gradual and at once prune the same. */
const SEED = 1;

/** Prunes weights while they are trained, ever more of them. */
export class GradualPruner {
  #sparsities = '';

  /**
   * @param tensors what the weights belong to.
   * @param weights of the tensors, in their order.
   * @param steps training steps in all, see `gradualStep`.
   */
  constructor(
    private readonly tensors: readonly WeightTensor[],
    private readonly weights: readonly MaskedWeights[],
    private readonly step: PruneStep<UnstructuredMethod>,
    private readonly steps: number,
  ) {}

  /**
   * Prunes as much as is due before a training step, by the weights as they are now.
   *
   * @returns whether it is more, or less, than before.
   */
  prune(trainingStep: number): boolean {
    const due = gradualStep(this.step, trainingStep, this.steps);
    const sparsities = JSON.stringify([due.sparsity, due.layers]);
    if (sparsities === this.#sparsities) return false;
    this.#sparsities = sparsities;
    const tensors = this.tensors.map((tensor, i) => ({
      ...tensor,
      values: this.weights[i]!.values,
    }));
    const prunings = rankWeights(tensors, due.method as UnstructuredMethod, SEED).prune(due);
    prunings.forEach(({ scores, cut }, i) => (this.weights[i]!.mask = maskOf(scores, cut)));
    return true;
  }
}
