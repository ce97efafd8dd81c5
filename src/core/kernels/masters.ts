import type { Tensor } from '@tensorflow/tfjs-core';
import { maskOf, NO_CUT, pruneCount, type Cut } from '../prune/cut';
import { randomScores } from '../prune/random-scores';
import { ThresholdIndex } from '../prune/threshold-index';
import { fitParameters, type QuantizationParameters } from '../quantize/parameters';
import { rangesOf } from '../quantize/ranges';
import type { Seed } from '../random';
import { prune, type PruneStep } from '../steps/prune';
import { quantize, type QuantizeStep } from '../steps/quantize';
import type { WeightTensor } from '../tensor';
import { checkStep } from './check-step';
import { chooseKernels } from './choose-kernels';
import { normalWeights } from './normal-weights';
import type { Compression, WeightKernels } from './weight-kernels';

/** The steps that a set of masters can be put through, each at most once, in this order. */
export interface Steps {
  readonly prune?: PruneStep;
  readonly quantize?: QuantizeStep;
}

/** One tensor after its steps. */
export interface Compressed {
  readonly name: string;
  /** The compressed weights on the masters' backend; the caller disposes them. */
  readonly weights: Tensor;
  /** Number of weights pruned. One that merely rounds to 0 is not among them. */
  readonly pruned: number;
  /** 1 for a weight kept, 0 for one pruned; left out without a prune step. */
  readonly mask?: Uint8Array;
  /** Left out without a quantize step. */
  readonly parameters?: QuantizationParameters;
}

/** One tensor, its values being a part of the concatenation of all. */
interface Part {
  readonly tensor: WeightTensor;
  /** Where its weights start in the concatenation. */
  readonly offset: number;
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
  readonly #parts: readonly Part[];
  readonly #kernels: WeightKernels;
  /** All weights, one tensor after the other: what a global scope ranks. */
  readonly #weights: Float32Array;
  readonly #seed: Seed;
  #randomScores?: Float32Array;
  readonly #indices = new Map<string, ThresholdIndex>();

  /**
   * @param seed of random pruning.
   * @throws RangeError for weights that are not finite or too large, or a shape that doesn't fit
   * them, naming the tensor.
   */
  constructor(tensors: readonly WeightTensor[], seed: Seed = 1) {
    this.#seed = seed;
    const normal = tensors.map(normalWeights);
    this.#weights = new Float32Array(normal.reduce((total, { length }) => total + length, 0));
    let offset = 0;
    this.#parts = tensors.map((original, i) => {
      const values = this.#weights.subarray(offset, offset + normal[i]!.length);
      values.set(normal[i]!);
      const part = { tensor: { ...original, values }, offset };
      offset += values.length;
      return part;
    });
    this.#kernels = chooseKernels(this.#parts.map(({ tensor }) => tensor));
  }

  /**
   * Prunes and quantizes every tensor. Exactly round(sparsity·n) weights are pruned, n being all
   * weights or each tensor's by the step's scope; scales fit the weights that are left.
   *
   * @throws RangeError for a parameter outside its step's limits.
   */
  apply(steps: Steps): Compressed[] {
    const layers = this.#parts.map(({ tensor }) => tensor.name);
    if (steps.prune) checkStep(prune, steps.prune, layers);
    if (steps.quantize) checkStep(quantize, steps.quantize, layers);
    const cuts = this.#cuts(steps.prune);
    const plans = this.#parts.map((part, i) => this.#plan(part, cuts[i]!, steps));
    const weights = this.#kernels.compress(plans);
    return plans.map(({ name, mask, parameters }, i) => ({
      name,
      weights: weights[i]!,
      pruned: mask ? mask.length - sum(mask) : 0,
      mask,
      parameters,
    }));
  }

  dispose(): void {
    this.#kernels.dispose();
  }

  #plan({ tensor, offset }: Part, cut: Cut, steps: Steps): Plan {
    const { name, values, channels } = tensor;
    const isRandom = steps.prune?.method === 'random';
    const scores = isRandom
      ? this.#scores('random').subarray(offset, offset + values.length)
      : undefined;
    const mask = steps.prune && maskOf(scores ?? values, cut);
    const slices = steps.quantize?.granularity === 'channel' ? channels : 1;
    const parameters =
      steps.quantize && fitParameters(rangesOf(values, slices, mask), steps.quantize);
    return { name, cut, scores, mask, parameters };
  }

  /** Each tensor's cut, its index counted within the tensor. */
  #cuts(step: PruneStep | undefined): Cut[] {
    if (!step) return this.#parts.map(() => NO_CUT);
    const { method, scope, sparsity } = step;
    if (scope === 'layer') {
      return this.#parts.map(({ offset, tensor: { values } }) =>
        this.#index(method, offset, values.length).cut(pruneCount(sparsity, values.length)),
      );
    }
    const total = this.#weights.length;
    const { threshold, index } = this.#index(method, 0, total).cut(pruneCount(sparsity, total));
    return this.#parts.map(({ offset }) => ({ threshold, index: index - offset }));
  }

  #index(method: PruneStep['method'], offset: number, length: number): ThresholdIndex {
    const key = `${method} ${offset} ${length}`;
    let index = this.#indices.get(key);
    if (!index) {
      index = new ThresholdIndex(this.#scores(method).subarray(offset, offset + length));
      this.#indices.set(key, index);
    }
    return index;
  }

  /** What all weights are ranked by. */
  #scores(method: PruneStep['method']): Float32Array {
    if (method === 'magnitude') return this.#weights;
    return (this.#randomScores ??= randomScores(this.#weights.length, this.#seed));
  }
}

function sum(mask: Uint8Array): number {
  let total = 0;
  for (let i = 0; i < mask.length; i++) total += mask[i]!;
  return total;
}
