import {
  tensor,
  tidy,
  variableGrads,
  type Scalar,
  type Tensor,
  type Tensor2D,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../core/train/optimizer';
import type { Trainable } from '../../core/train/trainable';
import type { Network } from '../network';
import { crossEntropy } from './cross-entropy';

/** A copy of all that a training has come to, to go back to or to go on from. */
export interface Snapshot {
  /** What the optimizer changes: of each kernel, then of each bias. */
  readonly values: readonly Float32Array[];
  /** See `Optimizer.memory`. */
  readonly memory: readonly Float32Array[];
  readonly steps: number;
}

/**
 * Trains a network, on the current backend, step by step. The weights are kept on the CPU as their
 * `Trainable`s have them; the network holds what it computes with.
 */
export class Trainer {
  readonly #variables: readonly Variable[];
  readonly #biases: readonly { readonly index: number; readonly values: Float32Array }[];
  readonly #optimizer: Optimizer;

  /**
   * @param network its weights are replaced; it stays the caller's.
   * @param kernels one for each of its kernels.
   */
  constructor(
    private readonly network: Network,
    private readonly kernels: readonly Trainable[],
    createOptimizer: (weights: readonly Float32Array[]) => Optimizer,
  ) {
    const { kernels: variables, biases } = network.trainables();
    this.#variables = [...variables, ...biases.map(({ variable }) => variable)];
    this.#biases = biases.map(({ variable, index }) => ({
      index,
      values: variable.dataSync<'float32'>().slice(),
    }));
    this.#optimizer = createOptimizer(this.#values);
    this.write();
  }

  /** Steps made, those before the snapshot that it went on from among them. */
  get steps(): number {
    return this.#optimizer.steps;
  }

  /**
   * One step of the optimizer against the loss of a batch.
   *
   * @param images [images, …]; they stay the caller's.
   * @param targets probabilities [images, classes].
   * @returns the loss before the step. Where it, or a slope of it, is not finite, no step was made,
   *   and what is returned is not finite.
   */
  step(images: Tensor, targets: Float32Array, learningRate: number): number {
    let loss = NaN;
    let gradients: Float32Array[] = [];
    // tidy searches what it returns for tensors, number by number, so it returns nothing.
    tidy(() => {
      const { value, grads } = variableGrads(
        () => crossEntropy(this.network.logits(images) as Tensor2D, targets) as Scalar,
        [...this.#variables],
      );
      loss = value.dataSync()[0]!;
      gradients = this.#variables.map(({ name }) => grads[name]!.dataSync<'float32'>());
    });
    if (!Number.isFinite(loss)) return loss;
    // A GPU may take NaN for 0 on the way to the loss.
    if (!gradients.every(allFinite)) return NaN;
    const count = this.kernels.length;
    this.#optimizer.step(
      gradients.map((gradient, k) => (k < count ? this.kernels[k]!.gradient(gradient) : gradient)),
      learningRate,
    );
    this.write();
    return loss;
  }

  /** Gives the network the weights that the trainables stand for now. */
  write(): void {
    const biases = this.#biases.map(({ values }) => values.slice());
    // tfjs keeps the array that it is given.
    const kernels = this.kernels.map((kernel) => {
      const weights = kernel.weights();
      return weights === kernel.values ? weights.slice() : weights;
    });
    tidy(() =>
      [...kernels, ...biases].forEach((values, k) => {
        const variable = this.#variables[k]!;
        variable.assign(tensor(values, variable.shape));
      }),
    );
  }

  snapshot(): Snapshot {
    const { memory, steps } = this.#optimizer;
    return {
      values: this.#values.map((values) => values.slice()),
      memory: memory.map((values) => values.slice()),
      steps,
    };
  }

  /** Goes back, or on, to a snapshot of an equal training. */
  restore({ values, memory, steps }: Snapshot): void {
    this.#values.forEach((own, k) => own.set(values[k]!));
    this.#optimizer.memory.forEach((own, k) => own.set(memory[k]!));
    this.#optimizer.steps = steps;
    this.write();
  }

  get #values(): Float32Array[] {
    return [
      ...this.kernels.map((kernel) => kernel.values),
      ...this.#biases.map(({ values }) => values),
    ];
  }
}

function allFinite(values: Float32Array): boolean {
  // A number times 0 is 0, and anything else NaN: several times as fast as asking each.
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * 0;
  return sum === 0;
}
