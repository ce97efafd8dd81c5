import type { Tensor } from '@tensorflow/tfjs-core';
import type { NetworkLayer } from './layer';

/**
 * Sends batches of images through a network layer by layer, all batches through one layer before the
 * next, so that a layer can be changed by what was seen before it.
 *
 * @param batches [n, …] each; they stay the caller's.
 * @param between awaited before each batch of each layer; it may throw to cancel.
 * @param visit called before a layer is applied, with its input for each batch, which live no longer
 *   than the call.
 */
export async function walk(
  sequence: readonly NetworkLayer[],
  batches: readonly Tensor[],
  between: () => Promise<void>,
  visit: (layer: NetworkLayer, inputs: readonly Tensor[], index: number) => void,
): Promise<void> {
  const inputs = batches.map((batch) => batch.clone());
  try {
    for (const [index, layer] of sequence.entries()) {
      visit(layer, inputs, index);
      if (index === sequence.length - 1) return;
      for (const [i, input] of inputs.entries()) {
        await between();
        inputs[i] = layer.apply(input);
        input.dispose();
      }
    }
  } finally {
    inputs.forEach((input) => input.dispose());
  }
}
