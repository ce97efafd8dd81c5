import { percent } from '../words';
import type { StepType } from './step';

/** Set the `sparsity` share of the weights with the lowest scores to zero; shapes stay. */
export interface PruneStep {
  readonly kind: 'prune';
  /** `magnitude` scores a weight by |w|; `random` by a seeded draw, as the control experiment. */
  readonly method: 'magnitude' | 'random';
  /** Ranked over all kernels together, or each kernel by itself. */
  readonly scope: 'global' | 'layer';
  /** Share of the weights set to zero, 0 to 1. */
  readonly sparsity: number;
}

export const prune: StepType<PruneStep> = {
  kind: 'prune',
  parameters: [
    { name: 'method', options: ['magnitude', 'random'], initial: 'magnitude' },
    { name: 'scope', options: ['global', 'layer'], initial: 'global' },
    { name: 'sparsity', min: 0, max: 1, integer: false, initial: 0.5 },
  ],
  describe: ({ method, scope, sparsity }) =>
    `prune ${percent(sparsity)} ${method === 'magnitude' ? 'by magnitude' : 'at random'} ` +
    (scope === 'global' ? 'over the whole network' : 'in each layer'),
};
