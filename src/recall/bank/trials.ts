import type { Experiment, Trial } from '../../core/experiment';
import type { PruneStep } from '../../core/steps/prune';
import type { QuantizeStep } from '../../core/steps/quantize';

/** The row every other is compared with. */
export const TRAINED: Trial = { label: 'As trained', steps: [] };

/** Symmetric codes: what the questions are about unless they say otherwise. */
export function quantized(bits: number, granularity: QuantizeStep['granularity']): QuantizeStep {
  return { kind: 'quantize', bits, granularity, scheme: 'symmetric' };
}

export function pruned(
  sparsity: number,
  scope: PruneStep['scope'] = 'global',
  method: PruneStep['method'] = 'magnitude',
): PruneStep {
  return { kind: 'prune', method, scope, sparsity };
}

/** Trials on the default model, without timing, so that they take a moment only. */
export function quick(...trials: Trial[]): Experiment {
  return { model: 'lenet-300-100', trials, latency: false };
}

/** The same with latencies, which take longer. */
export function timed(...trials: Trial[]): Experiment {
  return { ...quick(...trials), latency: true };
}
