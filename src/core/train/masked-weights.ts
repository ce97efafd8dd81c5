import type { Trainable } from './trainable';

/** Weights that are trained as they are, but for those that are pruned, which stay 0. */
export class MaskedWeights implements Trainable {
  #mask?: Uint8Array;

  /**
   * @param values changed from the start: those that the mask prunes become 0.
   * @param mask 0 for a pruned weight; left out where none is.
   */
  constructor(
    readonly values: Float32Array,
    mask?: Uint8Array,
  ) {
    this.mask = mask;
  }

  get mask(): Uint8Array | undefined {
    return this.#mask;
  }

  set mask(mask: Uint8Array | undefined) {
    this.#mask = mask;
    this.weights();
  }

  /** Pruned again: an optimizer's momentum goes on after the mask has closed. */
  weights(): Float32Array {
    return zeroPruned(this.values, this.#mask);
  }

  gradient(ofWeights: Float32Array): Float32Array {
    return zeroPruned(ofWeights, this.#mask);
  }

  result() {
    return { weights: this.weights().slice() };
  }
}

/** Sets pruned values to 0, in place. */
export function zeroPruned(values: Float32Array, mask: Uint8Array | undefined): Float32Array {
  // Not by multiplying, which would keep NaN and make −0.
  if (mask) for (let i = 0; i < values.length; i++) if (mask[i] === 0) values[i] = 0;
  return values;
}
