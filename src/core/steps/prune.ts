import { percent } from '../words';
import { describeLayers, type Layers } from './layers';
import type { StepType } from './step';

/**
 * Sets weights to zero, shapes stay: `magnitude` scores a weight by |w|; `codes` by |ŵ| of the code
 * that it has where weights are coded before any is pruned; `random` by a seeded draw, as the control
 * experiment.
 */
export type UnstructuredMethod = 'magnitude' | 'codes' | 'random';

/**
 * Removes whole filters and neurons, and the weights that read them, so that layers become smaller.
 * They are scored by the L2 norm of their weights, or by the L1 norm.
 */
export type StructuredMethod = 'structured' | 'structured-l1';

/** Prune the `sparsity` share of the weights, or filters and neurons, with the lowest scores. */
export interface PruneStep<Method = UnstructuredMethod | StructuredMethod> {
  readonly kind: 'prune';
  readonly method: Method;
  /**
   * Ranked over all kernels together, each kernel by itself, or each group of four consecutive
   * input channels by itself (N:4 sparsity, see `groupRanks`), which keeps no filter whole.
   */
  readonly scope: 'global' | 'layer' | 'group';
  /** Share of the prunable weights, or of the filters and neurons, that are pruned, 0 to 1. */
  readonly sparsity: number;
  /**
   * Sparsities of single layers, which are then ranked by themselves and leave the global ranking.
   * Naming a depthwise layer is the only way to prune its weights; its filters go with the layer
   * before.
   */
  readonly layers?: Layers<number>;
}

const SCOPES: Readonly<Record<PruneStep['scope'], string>> = {
  global: 'over the whole network',
  layer: 'in each layer',
  group: 'in each four input channels',
};

/** What the sparsity of a step is a share of: see `prunableWeights`. */
export function prunedOf(step: PruneStep): 'prunable weights' | 'filters and neurons' {
  return isStructured(step) ? 'filters and neurons' : 'prunable weights';
}

/** What filters and neurons are ranked by. */
export const NORMS: Readonly<Record<StructuredMethod, 'L1' | 'L2'>> = {
  structured: 'L2',
  'structured-l1': 'L1',
};

const RANKINGS: Readonly<Record<PruneStep['method'], string>> = {
  magnitude: 'by magnitude',
  codes: 'by the magnitude of codes',
  random: 'at random',
  structured: `of smallest ${NORMS.structured} norm,`,
  'structured-l1': `of smallest ${NORMS['structured-l1']} norm,`,
};

export const prune: StepType<PruneStep> = {
  kind: 'prune',
  parameters: [
    {
      name: 'method',
      options: ['magnitude', 'codes', 'random', 'structured', 'structured-l1'],
      initial: 'magnitude',
    },
    { name: 'scope', options: ['global', 'layer', 'group'], initial: 'global' },
    { name: 'sparsity', min: 0, max: 1, integer: false, initial: 0.5 },
  ],
  override: { names: ['sparsity'], float32: false },
  conflict: (step) =>
    isStructured(step) && step.scope === 'group'
      ? 'Filters and neurons are ranked over all layers or in each; the scope group is for weights.'
      : undefined,
  describe: (step) => {
    const { method, scope, sparsity, layers } = step;
    const verb = isStructured(step) ? 'remove' : 'prune';
    const what = `${verb} ${percent(sparsity)} of the ${prunedOf(step)}`;
    return `${what} ${RANKINGS[method]} ${SCOPES[scope]}${describeLayers(layers, percent)}`;
  },
};

/** Whether a step removes filters and neurons rather than setting weights to zero. */
export function isStructured(step: PruneStep): step is PruneStep<StructuredMethod> {
  return Object.hasOwn(NORMS, step.method);
}
