import { backend, engine, type Tensor } from '@tensorflow/tfjs-core';
import { maskOf, NO_CUT } from '../../core/prune/cut';
import { PRUNING_SEED } from '../../core/prune/prune-masks';
import { rankWeights } from '../../core/prune/rank-weights';
import { Ranking, type Pruning } from '../../core/prune/ranking';
import type { Coding } from '../../core/quantize/coding';
import { keptWeights } from '../../core/quantize/kept-weights';
import { fitParameters } from '../../core/quantize/parameters';
import { rangesOf } from '../../core/quantize/ranges';
import { stepOfLayer, type StorageStep } from '../../core/quantize/step-of-layer';
import { storeWeights, type StoredWeights } from '../../core/quantize/store-weights';
import type { Seed } from '../../core/random';
import { formatStep } from '../../core/step-text';
import { cluster, type ClusterStep } from '../../core/steps/cluster';
import type { Float16Step } from '../../core/steps/float16';
import { prune, type PruneStep, type UnstructuredMethod } from '../../core/steps/prune';
import { quantize, type QuantizeStep } from '../../core/steps/quantize';
import type { WeightTensor } from '../../core/tensor';
import { checkStep } from '../../core/steps/check';
import { chooseKernels } from './choose-kernels';
import { normalWeights } from './normal-weights';
import type { Compression, WeightKernels } from './weight-kernels';

/** The steps that a set of masters can be put through; at most one says how weights are stored. */
export interface Steps {
  readonly prune?: PruneStep<UnstructuredMethod>;
  readonly quantize?: QuantizeStep;
  readonly cluster?: ClusterStep;
  readonly float16?: Float16Step;
}

/** One tensor after its steps. */
export interface Compressed {
  readonly name: string;
  /**
   * The compressed weights on the masters' backend, those below the least normal float32 as 0; the
   * caller disposes them.
   */
  readonly weights: Tensor;
  /**
   * The master's own weights, to the bit, where no step did anything to them: what is to be counted
   * and written then. Left out where one did. Never change it.
   */
  readonly untouched?: Float32Array;
  /** Number of weights pruned. One that merely rounds to 0 is not among them. */
  readonly pruned: number;
  /** 1 for a weight kept, 0 for one pruned; left out without a prune step. */
  readonly mask?: Uint8Array;
  /** Left out where the weights stay float32. */
  readonly coding?: Coding;
}

/** All weights in codes, none pruned yet. */
interface Codes {
  /** The step that they are stored by, as JSON. */
  readonly storage: string;
  readonly stored: readonly StoredWeights[];
  readonly ranking: Ranking;
}

/** What is to be done to one tensor. */
interface Plan extends Compression {
  readonly name: string;
  readonly mask?: Uint8Array;
}

/**
 * The trained weights that every experiment starts from. They stay where they are (on the GPU where
 * the backend is WebGL 2) and are never changed, so that moving a control costs one pass a tensor.
 *
 * The backend that is current at construction is remembered and asked directly: `apply` works, and
 * returns tensors there, whichever backend has become current since.
 */
export class Masters {
  /** The weights as they were given, and as they are computed with: see `normalWeights`. */
  readonly #given: readonly WeightTensor[];
  readonly #tensors: readonly WeightTensor[];
  readonly #kernels: WeightKernels;
  readonly #backend = backend();
  readonly #rankings = new Map<UnstructuredMethod, Ranking>();
  /** All weights in the codes that were pruned last. */
  #codes?: Codes;
  readonly #seed: Seed;

  /**
   * @param seed of random pruning.
   * @throws RangeError for weights that are not finite or too large, or a shape that doesn't fit
   * them, naming the tensor.
   */
  constructor(tensors: readonly WeightTensor[], seed: Seed = PRUNING_SEED) {
    this.#given = tensors;
    this.#tensors = tensors.map((tensor) => ({ ...tensor, values: normalWeights(tensor) }));
    this.#kernels = chooseKernels(this.#tensors);
    this.#seed = seed;
  }

  /**
   * Prunes and quantizes every tensor, each as the steps have it for its layer. Exactly
   * round(sparsity·n) weights are pruned, n being all weights or each tensor's by the step's scope,
   * or N of every four input channels; scales fit the weights that are left, or all of them where
   * their codes are ranked: they come first then.
   *
   * @throws RangeError for a parameter outside its step's limits, and for a layer that there isn't.
   */
  apply(steps: Steps): Compressed[] {
    const layers = this.#tensors.map(({ name }) => name);
    if (steps.prune) checkStep(prune, steps.prune, layers);
    if (steps.quantize) checkStep(quantize, steps.quantize, layers);
    if (steps.cluster) checkStep(cluster, steps.cluster, layers);
    const coding = steps.cluster ?? steps.float16;
    const storage = steps.quantize ?? coding;
    const codes = storage && steps.prune?.method === 'codes' ? this.#codesOf(storage) : undefined;
    const ranking = codes?.ranking ?? (steps.prune && this.#ranking(steps.prune.method));
    const prunings = steps.prune && ranking?.prune(steps.prune);
    const quantized = codes ? undefined : steps.quantize;
    const plans = this.#tensors.map((tensor, i) => planOf(tensor, prunings?.[i], quantized));
    const results = codes
      ? this.#pruneCodes(plans, codes)
      : coding
        ? this.#code(plans, coding)
        : this.#compress(plans);
    return plans.map(({ name, mask }, i) => {
      const { values, mask: prunedBefore } = this.#given[i]!;
      const pruned = mask ? mask.length - sum(mask) : 0;
      const isUntouched = !results[i]!.coding && (pruned === 0 || mask === prunedBefore);
      return { name, ...results[i]!, ...(isUntouched && { untouched: values }), pruned, mask };
    });
  }

  #compress(plans: readonly Plan[]): Pick<Compressed, 'weights' | 'coding'>[] {
    const weights = this.#kernels.compress(plans);
    return plans.map(({ parameters }, i) => ({ weights: weights[i]!, coding: parameters }));
  }

  /** Codebooks and float16 have no program on the GPU: made on the CPU, and uploaded. */
  #code(
    plans: readonly Plan[],
    step: ClusterStep | Float16Step,
  ): Pick<Compressed, 'weights' | 'coding'>[] {
    return this.#upload(
      this.#tensors.map((tensor, i) =>
        storeWeights(tensor, step, { mask: plans[i]!.mask, seed: this.#seed }),
      ),
    );
  }

  /** Nor have codes that are there before they are pruned. */
  #pruneCodes(plans: readonly Plan[], { stored }: Codes): Pick<Compressed, 'weights' | 'coding'>[] {
    return this.#upload(
      stored.map(({ weights, coding }, i) => ({
        weights: keptWeights(weights, plans[i]!.mask),
        coding,
      })),
    );
  }

  #upload(stored: readonly StoredWeights[]): Pick<Compressed, 'weights' | 'coding'>[] {
    return stored.map(({ weights, coding }, i) => {
      const { values, shape } = this.#tensors[i]!;
      // Copied where it is ours, since tfjs keeps the array that it is given.
      const given = weights === values ? weights.slice() : weights;
      return { weights: engine().makeTensor(given, [...shape], 'float32', this.#backend), coding };
    });
  }

  dispose(): void {
    this.#kernels.dispose();
  }

  #ranking(method: UnstructuredMethod): Ranking {
    let ranking = this.#rankings.get(method);
    if (!ranking) {
      ranking = rankWeights(this.#tensors, method, this.#seed);
      this.#rankings.set(method, ranking);
    }
    return ranking;
  }

  /** Every weight in its code and what that ranks, kept while only what is pruned changes. */
  #codesOf(step: StorageStep): Codes {
    const storage = formatStep(step);
    if (this.#codes?.storage !== storage) {
      const stored = this.#tensors.map((tensor) =>
        storeWeights(tensor, step, { seed: this.#seed }),
      );
      const scores = stored.map(({ weights }) => weights);
      this.#codes = { storage, stored, ranking: new Ranking(this.#tensors, scores) };
    }
    return this.#codes;
  }
}

function planOf(
  { name, values, channels, mask: pruned }: WeightTensor,
  pruning: Pruning | undefined,
  step: QuantizeStep | undefined,
): Plan {
  const mask = pruning ? maskOf(pruning.scores, pruning.cut) : pruned;
  const codes = step && stepOfLayer(step, name);
  const parameters =
    codes &&
    fitParameters(rangesOf(values, codes.granularity === 'channel' ? channels : 1, mask), codes);
  return {
    name,
    cut: pruning?.cut ?? NO_CUT,
    // Magnitudes are ranked by the weights, which are where they are needed already.
    scores: pruning?.scores === values ? undefined : pruning?.scores,
    mask,
    parameters,
  };
}

function sum(mask: Uint8Array): number {
  let total = 0;
  for (let i = 0; i < mask.length; i++) total += mask[i]!;
  return total;
}
