import { pruneMasks } from '../../core/prune/prune-masks';
import type { StorageStep } from '../../core/quantize/step-of-layer';
import { gradualStep } from '../../core/train/gradual';
import type { MaskedWeights } from '../../core/train/masked-weights';
import type { PruneStep, UnstructuredMethod } from '../../core/steps/prune';
import type { WeightTensor } from '../../core/tensor';

/** Prunes weights while they are trained, ever more of them. */
export class GradualPruner {
  #sparsities = '';

  /**
   * @param tensors what the weights belong to.
   * @param weights of the tensors, in their order.
   * @param steps training steps in all, see `gradualStep`.
   * @param storage how they will be stored, see `rankWeights`.
   */
  constructor(
    private readonly tensors: readonly WeightTensor[],
    private readonly weights: readonly MaskedWeights[],
    private readonly step: PruneStep<UnstructuredMethod>,
    private readonly steps: number,
    private readonly storage?: StorageStep,
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
    pruneMasks(tensors, due, this.storage).forEach((mask, i) => (this.weights[i]!.mask = mask));
    return true;
  }
}
