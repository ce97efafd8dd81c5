import type { Tensor } from '@tensorflow/tfjs-core';
import type { QuantizationParameters } from '../core/quantize/parameters';
import { fakeQuantize } from './fake-quantize';
import type { NetworkLayer } from './layer';

/** Sees the output of a layer, which lives no longer than the call. */
export type Visit = (layer: NetworkLayer, output: Tensor) => void;

/**
 * Sends images through layers, one after the other; the caller disposes what comes out of the last.
 *
 * @param inputs how the input of each layer is fake-quantized; undefined where it is not.
 * @param visit sees every output as the next layer reads it: quantized, where that is.
 */
export function passThrough(
  sequence: readonly NetworkLayer[],
  images: Tensor,
  {
    inputs = [],
    visit,
  }: {
    readonly inputs?: readonly ({ readonly parameters: QuantizationParameters } | undefined)[];
    readonly visit?: Visit;
  },
): Tensor {
  let activations = images.clone();
  const replace = (next: Tensor) => {
    activations.dispose();
    activations = next;
  };
  const quantize = (index: number) => {
    const input = inputs[index];
    if (input) replace(fakeQuantize(activations, input.parameters));
  };
  quantize(0);
  sequence.forEach((layer, index) => {
    replace(layer.apply(activations));
    quantize(index + 1);
    visit?.(layer, activations);
  });
  return activations;
}
