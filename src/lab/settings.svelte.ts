import { isIdle, STEP_TYPES, stepOf, withStep, type Step } from '../core/recipe';
import type { TuningFigures } from '../core/report';
import { activations as activationsType, type ActivationsStep } from '../core/steps/activations';
import { cluster as clusterType, type ClusterStep } from '../core/steps/cluster';
import {
  finetune as finetuneType,
  qat as qatType,
  type FinetuneStep,
  type QatStep,
} from '../core/steps/finetune';
import { ownValue, type Layers } from '../core/steps/layers';
import { allows } from '../core/steps/parameter';
import { isStructured, prune as pruneType, type PruneStep } from '../core/steps/prune';
import { quantize as quantizeType, type Codes, type QuantizeStep } from '../core/steps/quantize';
import { initialStep, type StepType } from '../core/steps/step';
import { EPOCH_IMAGES } from '../core/train/images';
import type { Lab } from './lab.svelte';

/** How a weight is stored: in floating point, or in a code of 2 to 8 bits. */
export type Bits = 'float32' | 'float16' | number;

/** What codes stand for: evenly spaced levels, or the values of a codebook that k-means found. */
export type Levels = 'even' | 'k-means';

/** The two ways to train weights on: those that are left, or through the codes that they are stored in. */
export type TrainingStage = TuningFigures['stage'];

/** A step as it stands in fields: a number may be missing, or beyond its limits. */
type Draft<S> = { readonly [Name in keyof S]: S[Name] extends number ? number | null : S[Name] };

export interface Drafts {
  readonly finetune: Draft<FinetuneStep>;
  readonly qat: Draft<QatStep>;
}

/** What was chosen last of each training, and the step of the recipe that it would replace. */
type Chosen = {
  readonly [K in TrainingStage]: { readonly draft: Drafts[K]; readonly over?: Step };
};

/** Steps that are either in the recipe or not, and have nothing to be set. */
type Switch = 'equalize' | 'correct';

/** What steps are called that another model is opened without. */
const STEP_NAMES = {
  prune: 'the removal of filters',
  finetune: 'the fine-tuning',
  qat: 'the training through the codes',
} as const;

const NO_PRUNING: PruneStep = { ...initialStep(pruneType), sparsity: 0 };
const FIRST_QUANTIZE: QuantizeStep = initialStep(quantizeType);
const FIRST_CLUSTER: ClusterStep = initialStep(clusterType);
const FIRST_ACTIVATIONS: ActivationsStep = initialStep(activationsType);
const FIRST_TRAININGS: Chosen = {
  finetune: { draft: initialStep(finetuneType) },
  qat: { draft: initialStep(qatType) },
};

/**
 * The controls' view of the recipe: a step that the recipe leaves out keeps the parameters that
 * were last chosen for it, so that a control can be set before it takes effect.
 */
export class Settings {
  private lastPrune: PruneStep = $state.raw(NO_PRUNING);
  private lastQuantize: QuantizeStep = $state.raw(FIRST_QUANTIZE);
  private lastCluster: ClusterStep = $state.raw(FIRST_CLUSTER);
  private lastActivations: ActivationsStep = $state.raw(FIRST_ACTIVATIONS);
  private lastTrainings = $state.raw(FIRST_TRAININGS);
  private lastLevels: Levels = $state('even');

  constructor(private readonly lab: Lab) {}

  get prune(): PruneStep {
    return this.step('prune') ?? { ...this.lastPrune, sparsity: 0, layers: undefined };
  }

  get quantize(): QuantizeStep {
    return this.step('quantize') ?? this.lastQuantize;
  }

  get cluster(): ClusterStep {
    return this.step('cluster') ?? this.lastCluster;
  }

  get activations(): ActivationsStep {
    return this.step('activations') ?? this.lastActivations;
  }

  /** Whether weights can be pruned ever more on the way: whole filters are removed at the start. */
  get prunesWeights(): boolean {
    const prune = this.step('prune');
    return prune !== undefined && !isStructured(prune);
  }

  get levels(): Levels {
    if (this.step('cluster')) return 'k-means';
    return this.step('quantize') ? 'even' : this.lastLevels;
  }

  get bits(): Bits {
    if (this.step('float16')) return 'float16';
    const clustered = this.step('cluster');
    if (clustered) return bitsOf(clustered.clusters);
    return this.step('quantize')?.bits ?? 'float32';
  }

  /** Bits of an activation, or float32 where they are not quantized. */
  get activationBits(): number | 'float32' {
    return this.step('activations')?.bits ?? 'float32';
  }

  get keepsBatchNorm(): boolean {
    return this.step('batchnorm')?.mode === 'keep';
  }

  has(kind: Switch | TrainingStage): boolean {
    return this.step(kind) !== undefined;
  }

  /** The sparsity that a layer has of its own, or undefined. */
  layerSparsity(layer: string): number | undefined {
    return ownValue(this.prune.layers, layer);
  }

  /** How a layer is stored where it has that of its own, or undefined. */
  layerBits(layer: string): number | 'float32' | undefined {
    if (this.levels === 'even') {
      const own = ownValue(this.step('quantize')?.layers, layer);
      return typeof own === 'object' ? own.bits : own;
    }
    const own = ownValue(this.step('cluster')?.layers, layer);
    return typeof own === 'number' ? bitsOf(own) : own;
  }

  /** The codes that a layer has of its own, or undefined. */
  layerCodes(layer: string): Codes | undefined {
    const own = ownValue(this.step('quantize')?.layers, layer);
    return typeof own === 'object' ? own : undefined;
  }

  setPrune(change: Partial<PruneStep>, moving: boolean): void {
    const pruned = this.step('prune') !== undefined;
    const next = withoutEmpty({ ...this.prune, ...change });
    // Filters are never ranked in fours: of method and scope, the one chosen last stands.
    const other =
      'scope' in change ? { method: 'magnitude' as const } : { scope: 'layer' as const };
    this.lastPrune = pruneType.conflict?.(next) ? { ...next, ...other } : next;
    const prunes = this.lastPrune.sparsity > 0 || this.lastPrune.layers !== undefined;
    // Where nothing is pruned, how it would be chosen changes nothing.
    if (pruned || prunes) {
      this.lab.change('prune', prunes ? this.lastPrune : undefined, moving);
    } else if (!moving) {
      // The preview has taken the step out already.
      this.lab.settle();
    }
  }

  setBits(bits: Bits, moving: boolean): void {
    // On the way back from floating point, codes are what they were.
    this.lastLevels = this.levels;
    this.lastQuantize = this.quantize;
    this.lastCluster = this.cluster;
    if (bits === 'float32') return this.lab.change(this.storage ?? 'quantize', undefined, moving);
    if (bits === 'float16') return this.lab.change('float16', { kind: 'float16' }, moving);
    if (this.levels === 'even') {
      this.lastQuantize = { ...this.quantize, bits };
      this.lab.change('quantize', this.lastQuantize, moving);
    } else {
      this.lastCluster = { ...this.cluster, clusters: 2 ** bits };
      this.lab.change('cluster', this.lastCluster, moving);
    }
  }

  /** Keeps the bits, and each layer's. */
  setLevels(levels: Levels): void {
    const { bits } = this;
    this.lastLevels = levels;
    if (typeof bits !== 'number') return;
    if (levels === 'even') {
      this.lastQuantize = { ...this.lastQuantize, bits: Math.max(bits, 2) };
      this.lab.change('quantize', this.lastQuantize, false);
    } else {
      this.lastCluster = { ...this.lastCluster, clusters: 2 ** bits };
      this.lab.change('cluster', this.lastCluster, false);
    }
  }

  setQuantize(change: Partial<QuantizeStep>): void {
    this.lastQuantize = withoutEmpty({ ...this.quantize, ...change });
    if (this.step('quantize')) this.lab.change('quantize', this.lastQuantize, false);
  }

  setCluster(change: Partial<ClusterStep>): void {
    this.lastCluster = withoutEmpty({ ...this.cluster, ...change });
    if (this.step('cluster')) this.lab.change('cluster', this.lastCluster, false);
  }

  setActivations({
    bits = this.activationBits,
    ...change
  }: Partial<Omit<ActivationsStep, 'kind' | 'bits'>> & { bits?: number | 'float32' }): void {
    this.lastActivations = {
      ...this.activations,
      ...change,
      ...(bits !== 'float32' && { bits }),
    };
    const quantized = this.step('activations') !== undefined;
    if (bits === 'float32' && !quantized) return;
    this.lab.change('activations', bits === 'float32' ? undefined : this.lastActivations, false);
  }

  /** How the weights are to be trained on; a recipe that trains them does it as it says until `train`. */
  training<K extends TrainingStage>(kind: K): Drafts[K] {
    const { draft, over } = this.lastTrainings[kind];
    const step = this.step(kind);
    return step === undefined || step === over ? draft : (step as Drafts[K]);
  }

  /** Chooses how to train; nothing is trained before `train`. */
  setTraining<K extends TrainingStage>(kind: K, change: Partial<Drafts[K]>): void {
    const draft = { ...this.training(kind), ...change };
    // Of pruning gradually and letting zeros grow, the one chosen last stands.
    const other = 'mask' in change ? { pruning: 'oneshot' } : { mask: 'keep' };
    const clash = finetuneType.conflict?.(draft as FinetuneStep) !== undefined;
    this.lastTrainings = {
      ...this.lastTrainings,
      [kind]: { draft: clash ? { ...draft, ...other } : draft, over: this.step(kind) },
    };
  }

  /** Seconds that `train` takes in all; undefined where a number is missing. */
  trainingSeconds(kind: TrainingStage): number | undefined {
    const draft = this.training(kind);
    if (draft.epochs === null || draft.seconds === null) return undefined;
    const recipe = withStep(this.lab.recipe, kind, draft as FinetuneStep & QatStep);
    const epochs = (['finetune', 'qat'] as const).map((each) => stepOf(recipe, each)?.epochs ?? 0);
    return this.lab.pace.seconds(recipe, EPOCH_IMAGES * (epochs[0]! + epochs[1]!));
  }

  /**
   * Trains as was chosen, if every value is allowed; `on` false takes the training out of the
   * recipe, and keeps what was chosen.
   */
  train(kind: TrainingStage, on: boolean): void {
    this.setTraining(kind, {});
    if (!on) return this.lab.change(kind, undefined, false);
    if (!this.prunesWeights) this.setTraining('finetune', { pruning: 'oneshot', mask: 'keep' });
    const draft = this.training(kind);
    const { parameters }: StepType<Step, string> = STEP_TYPES[kind];
    const values: Readonly<Record<string, unknown>> = { ...draft };
    if (parameters.every((parameter) => allows(parameter, values[parameter.name]))) {
      this.lab.change(kind, draft as FinetuneStep & QatStep, false, true);
    }
  }

  set(kind: Switch, on: boolean): void {
    this.lab.change(kind, on ? { kind } : undefined, false);
  }

  keepBatchNorm(keep: boolean): void {
    this.lab.change('batchnorm', keep ? { kind: 'batchnorm', mode: 'keep' } : undefined, false);
  }

  /** Undefined takes a layer's own sparsity back. */
  setLayerSparsity(layer: string, sparsity: number | undefined): void {
    this.setPrune({ layers: withValue(this.prune.layers, layer, sparsity) }, false);
  }

  /** Undefined takes it back. */
  setLayerBits(layer: string, bits: number | 'float32' | undefined): void {
    if (this.levels === 'even') {
      if (typeof bits === 'number') return this.setLayerCodes(layer, { bits });
      this.setQuantize({ layers: withValue(this.quantize.layers, layer, bits) });
    } else {
      const own = typeof bits === 'number' ? 2 ** bits : bits;
      this.setCluster({ layers: withValue(this.cluster.layers, layer, own) });
    }
  }

  /** Gives a layer codes of its own, those of all layers but for what is changed. */
  setLayerCodes(layer: string, change: Partial<Codes>): void {
    const { bits, granularity, scheme, layers } = this.quantize;
    const codes = { bits, granularity, scheme, ...this.layerCodes(layer), ...change };
    this.setQuantize({ layers: withValue(layers, layer, codes) });
  }

  /** Takes back whatever a layer has of its own. */
  resetLayer(layer: string): void {
    if (this.layerBits(layer) !== undefined) this.setLayerBits(layer, undefined);
    if (this.layerSparsity(layer) !== undefined) this.setLayerSparsity(layer, undefined);
  }

  /** Takes every step out of the recipe, and every choice back. */
  reset(): void {
    this.lastPrune = NO_PRUNING;
    this.lastQuantize = FIRST_QUANTIZE;
    this.lastCluster = FIRST_CLUSTER;
    this.lastActivations = FIRST_ACTIVATIONS;
    this.lastTrainings = FIRST_TRAININGS;
    this.lastLevels = 'even';
    this.lab.open({ model: this.lab.recipe.model, steps: [] });
  }

  /**
   * Opens another model with the same shares and bits. What means nothing there, or something else, is
   * left out: which filters go, single layers, trainings. Returns that in words.
   */
  openModel(model: string): string[] {
    const { steps } = this.lab.recipe;
    const own = steps.some((step) => 'layers' in step && step.layers);
    const removed = steps.filter((step) => step.kind === 'prune' && isStructured(step));
    const trainings = steps.filter(({ kind }) => kind === 'finetune' || kind === 'qat');
    const kept = steps
      .filter((step) => !removed.includes(step) && !trainings.includes(step))
      .map((step) => withoutEmpty({ ...step, layers: undefined }))
      .filter((step) => !isIdle(step));
    this.lab.open({ model, steps: kept });
    return [
      ...[...removed, ...trainings].map((step) => STEP_NAMES[step.kind as keyof typeof STEP_NAMES]),
      ...(own ? ['the settings of single layers'] : []),
    ];
  }

  private step<K extends Step['kind']>(kind: K) {
    return stepOf(this.lab.recipe, kind);
  }

  /** The step by which weights are stored, or undefined where they stay float32. */
  private get storage(): 'quantize' | 'cluster' | 'float16' | undefined {
    return (['quantize', 'cluster', 'float16'] as const).find((kind) => this.step(kind));
  }
}

/** Bits of an index into a codebook of so many values. */
function bitsOf(clusters: number): number {
  return Math.ceil(Math.log2(clusters));
}

/** A step without a `layers` that says nothing: equal recipes look alike. */
function withoutEmpty<S extends object>(step: S & { readonly layers?: object }): S {
  const { layers, ...rest } = step;
  return layers && Object.keys(layers).length > 0 ? step : (rest as S);
}

/** Layers with one of them set, or (undefined) taken out. */
function withValue<V>(
  layers: Layers<V> | undefined,
  layer: string,
  value: V | undefined,
): Layers<V> {
  const others = Object.entries(layers ?? {}).filter(([name]) => name !== layer);
  return Object.fromEntries(value === undefined ? others : [...others, [layer, value]]);
}
