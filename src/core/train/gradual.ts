import { sparsityAt } from '../prune/schedule';
import type { PruneStep } from '../steps/prune';

/** The share of a training in which weights are pruned; in the rest those that are left recover. */
const PRUNING_SHARE = 0.6;
/** Prunings on the way. */
const PRUNINGS = 30;

function scheduleOf(steps: number): { prunings: number; interval: number } {
  const span = Math.max(1, Math.floor(steps * PRUNING_SHARE));
  const prunings = Math.min(PRUNINGS, span);
  return { prunings, interval: Math.floor(span / prunings) };
}

/** Training steps of `steps` before which not all is pruned. */
export function lastPruning(steps: number): number {
  const { prunings, interval } = scheduleOf(steps);
  return prunings * interval;
}

/**
 * The step with the sparsities that it has after `step` of `steps` training steps, the layers' own
 * ones among them: from 0 up to its own (see `sparsityAt`), in `PRUNINGS` prunings over the first
 * `PRUNING_SHARE` of the training. In trainings too short for as many, in as many as there are steps.
 */
export function gradualStep<S extends PruneStep>(prune: S, step: number, steps: number): S {
  const { prunings, interval } = scheduleOf(steps);
  const grown = (final: number) =>
    sparsityAt({ initial: 0, final, begin: 0, interval, prunings }, step);
  return {
    ...prune,
    sparsity: grown(prune.sparsity),
    ...(prune.layers && {
      layers: Object.fromEntries(
        Object.entries(prune.layers).map(([name, final]) => [name, grown(final)]),
      ),
    }),
  };
}
