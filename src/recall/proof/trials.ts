import type { Experiment, Trial } from '../../core/experiment';
import { finetune, qat, type FinetuneStep, type QatStep } from '../../core/steps/finetune';
import type { PruneStep } from '../../core/steps/prune';
import type { QuantizeStep } from '../../core/steps/quantize';
import { initialStep } from '../../core/steps/step';

/** Epochs of each training: enough to show what it wins back, and soon done. */
const EPOCHS = 0.3;

/** The row every other is compared with. */
export const TRAINED: Trial = { label: 'As trained', steps: [] };

/** Symmetric codes, which the questions are about unless they say otherwise. */
export function quantized(
  bits: number,
  granularity: QuantizeStep['granularity'],
  scheme: QuantizeStep['scheme'] = 'symmetric',
): QuantizeStep {
  return { kind: 'quantize', bits, granularity, scheme };
}

export function pruned(
  sparsity: number,
  scope: PruneStep['scope'] = 'global',
  method: PruneStep['method'] = 'magnitude',
): PruneStep {
  return { kind: 'prune', method, scope, sparsity };
}

/** Trains on after pruning, with the weights that are left or (free) with all of them. */
export function finetuned(mask: FinetuneStep['mask'] = 'keep'): FinetuneStep {
  return { ...initialStep(finetune), epochs: EPOCHS, mask };
}

/** Trains on through the codes that the weights are stored in. */
export const THROUGH_CODES: QatStep = { ...initialStep(qat), epochs: EPOCHS };

/** Trials on the default model, without timing: those without training take a moment only. */
export function quick(...trials: Trial[]): Experiment {
  return { model: 'lenet-300-100', trials, measure: 'accuracy' };
}

/** Trials on the default model with their latencies, which take longer. */
export function timed(...trials: Trial[]): Experiment {
  return { ...quick(...trials), measure: 'full' };
}
