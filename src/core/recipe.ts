import { activations, type ActivationsStep } from './steps/activations';
import { batchnorm, type BatchNormStep } from './steps/batchnorm';
import { cluster, type ClusterStep } from './steps/cluster';
import { correct, type CorrectStep } from './steps/correct';
import { equalize, type EqualizeStep } from './steps/equalize';
import { finetune, qat, type FinetuneStep, type QatStep } from './steps/finetune';
import { float16, type Float16Step } from './steps/float16';
import { prune, type PruneStep } from './steps/prune';
import { quantize, type QuantizeStep } from './steps/quantize';
import type { StepType } from './steps/step';

/** One step of a recipe, with its parameters. */
export type Step =
  | BatchNormStep
  | EqualizeStep
  | PruneStep
  | FinetuneStep
  | QuantizeStep
  | ClusterStep
  | Float16Step
  | QatStep
  | CorrectStep
  | ActivationsStep;

/**
 * What is done to which model. Steps are carried out in order, each kind at most once, and no two
 * of them `exclude` each other.
 */
export interface Recipe {
  readonly model: string;
  readonly steps: readonly Step[];
}

/** Every step there is, in the only order in which a recipe may hold them. */
export const STEP_TYPES: { readonly [K in Step['kind']]: StepType<Extract<Step, { kind: K }>> } = {
  batchnorm,
  equalize,
  prune,
  finetune,
  quantize,
  cluster,
  float16,
  qat,
  correct,
  activations,
};

/** The kinds of steps that say how weights are stored. */
const STORAGE: readonly Step['kind'][] = ['quantize', 'cluster', 'float16'];

/** Steps that settle the biases. */
const BIASES: readonly Step['kind'][] = ['qat', 'correct'];

/**
 * Whether a recipe cannot hold steps of both kinds: weights are stored in one way, and training
 * through the codes leaves biases that correcting would undo.
 */
export function exclude(a: Step['kind'], b: Step['kind']): boolean {
  return a !== b && [STORAGE, BIASES].some((group) => group.includes(a) && group.includes(b));
}

/** The step of one kind, or undefined where the recipe leaves it out. */
export function stepOf<K extends Step['kind']>(
  recipe: Recipe,
  kind: K,
): Extract<Step, { kind: K }> | undefined {
  return recipe.steps.find((step): step is Extract<Step, { kind: K }> => step.kind === kind);
}

/**
 * The recipe with one kind of step put in, replaced, or (undefined) taken out. Steps that exclude
 * the one put in are taken out.
 */
export function withStep<K extends Step['kind']>(
  recipe: Recipe,
  kind: K,
  step: Extract<Step, { kind: K }> | undefined,
): Recipe {
  const others = recipe.steps.filter(
    (other) => other.kind !== kind && !(step && exclude(other.kind, kind)),
  );
  const order = Object.keys(STEP_TYPES);
  const steps = step ? [...others, step] : others;
  return {
    model: recipe.model,
    steps: steps.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
  };
}

/** The recipe without the steps that train weights on. */
export function withoutTrainings(recipe: Recipe): Recipe {
  return withStep(withStep(recipe, 'finetune', undefined), 'qat', undefined);
}

/** A recipe without what it says of layers that its model lacks, and the names of those. */
export function withoutUnknownLayers(
  recipe: Recipe,
  known: readonly string[],
): { readonly recipe: Recipe; readonly unknown: readonly string[] } {
  const unknown = new Set<string>();
  const steps = recipe.steps.flatMap((step): Step | [] => {
    if (!('layers' in step) || !step.layers) return step;
    const { layers, ...rest } = step;
    const entries = Object.entries<unknown>(layers);
    const kept = entries.filter(([name]) => known.includes(name));
    if (kept.length === entries.length) return step;
    entries.forEach(([name]) => known.includes(name) || unknown.add(name));
    if (kept.length > 0) return { ...rest, layers: Object.fromEntries(kept) } as Step;
    return isIdle(rest) ? [] : rest;
  });
  return { recipe: { model: recipe.model, steps }, unknown: [...unknown] };
}

/** Whether a step changes nothing where no layer is named: nothing is pruned. */
export function isIdle(step: Step): boolean {
  return step.kind === 'prune' && step.sparsity === 0;
}

/** Whether two recipes begin with the same network: the same model, its batch norm folded or kept. */
export function beginAlike(a: Recipe, b: Recipe): boolean {
  return a.model === b.model && stepOf(a, 'batchnorm')?.mode === stepOf(b, 'batchnorm')?.mode;
}

/** The recipe in words, for example "prune 90% by magnitude over the whole network, then …". */
export function describeRecipe(recipe: Recipe): string {
  if (recipe.steps.length === 0) return 'no change';
  return recipe.steps.map((step) => typeOf(step).describe(step)).join(', then ');
}

/** The type of a step: its parameters in the order of the link's grammar, and its words. */
export function typeOf(step: Step): StepType<Step, string> {
  return STEP_TYPES[step.kind];
}
