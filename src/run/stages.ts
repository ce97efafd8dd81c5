import type { Tensor } from '@tensorflow/tfjs-core';
import type { NetworkLayer } from './layer';

/**
 * Answers the same batches of images again and again while kernels are replaced, and begins each time
 * at the first layer that has changed since. What flows into each layer with a kernel is kept.
 */
export class Stages {
  /** Layers up to the next with a kernel. */
  readonly #stages: readonly (readonly NetworkLayer[])[];
  /** What flows into each stage, for each batch, as far as it is what the weights would give now. */
  readonly #inputs: Tensor[][];

  /** @param batches [n, …] each; they stay the caller's. */
  constructor(sequence: readonly NetworkLayer[], batches: readonly Tensor[]) {
    const starts = sequence.flatMap(({ kernel }, i) => (kernel ? [i] : []));
    this.#stages = starts.map((_, stage) =>
      sequence.slice(stage === 0 ? 0 : starts[stage], starts[stage + 1]),
    );
    this.#inputs = batches.map((batch) => [batch]);
  }

  /** Says that a kernel, or the bias behind it, is another one. */
  changed(kernel: number): void {
    for (const inputs of this.#inputs) {
      inputs.splice(kernel + 1).forEach((input) => input.dispose());
    }
  }

  /** The answers to one batch: a row of logits an image. */
  logits(batch: number): Float32Array {
    const inputs = this.#inputs[batch]!;
    for (let stage = inputs.length - 1; ; stage++) {
      const input = inputs[stage]!;
      const output = this.#stages[stage]!.reduce((flow, layer) => {
        const next = layer.apply(flow);
        if (flow !== input) flow.dispose();
        return next;
      }, input);
      if (stage < this.#stages.length - 1) {
        inputs.push(output);
        continue;
      }
      const values = output.dataSync<'float32'>();
      output.dispose();
      return values;
    }
  }

  /** Forgets what flowed; the batches stay. */
  dispose(): void {
    this.changed(0);
  }
}
