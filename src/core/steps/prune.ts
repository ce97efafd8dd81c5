import { percent } from '../words';
import { describeLayers, type Layers } from './layers';
import type { StepType } from './step';

/** Set the `sparsity` share of the weights with the lowest scores to zero; shapes stay. */
export interface PruneStep {
  readonly kind: 'prune';
  /** `magnitude` scores a weight by |w|; `random` by a seeded draw, as the control experiment. */
  readonly method: 'magnitude' | 'random';
  /**
   * Ranked over all kernels together, each kernel by itself, or each group of four consecutive
   * input channels by itself (N:4 sparsity, see `groupRanks`).
   */
  readonly scope: 'global' | 'layer' | 'group';
  /** Share of the weights set to zero, 0 to 1. */
  readonly sparsity: number;
  /**
   * Sparsities of single layers, which are then ranked by themselves and leave the global ranking.
   * Naming a depthwise layer is the only way to prune it.
   */
  readonly layers?: Layers<number>;
}

const SCOPES: Readonly<Record<PruneStep['scope'], string>> = {
  global: 'over the whole network',
  layer: 'in each layer',
  group: 'in each four input channels',
};

export const prune: StepType<PruneStep> = {
  kind: 'prune',
  parameters: [
    { name: 'method', options: ['magnitude', 'random'], initial: 'magnitude' },
    { name: 'scope', options: ['global', 'layer', 'group'], initial: 'global' },
    { name: 'sparsity', min: 0, max: 1, integer: false, initial: 0.5 },
  ],
  override: { names: ['sparsity'], float32: false },
  describe: ({ method, scope, sparsity, layers }) =>
    `prune ${percent(sparsity)} ${method === 'magnitude' ? 'by magnitude' : 'at random'} ` +
    `${SCOPES[scope]}${describeLayers(layers, percent)}`,
};
