import type { Tensor } from '@tensorflow/tfjs-core';
import { activationRange, type RangeMethod } from '../core/quantize/activation-range';
import { fitParameters, type QuantizationParameters } from '../core/quantize/parameters';
import type { NetworkLayer } from './layer';
import type { Network } from './network';
import { passThrough, type Visit } from './pass-through';
import { walk } from './walk';

/** How a tensor of activations is quantized: one scale and one zero-point for all of it. */
export interface QuantizedActivation {
  /** Of the layer that makes it; `input` for the images. */
  readonly name: string;
  readonly parameters: QuantizationParameters;
  /** Whether it is 0 throughout on the calibration images, which then say nothing of its range. */
  readonly silent: boolean;
}

/** Layers that write numbers that they have read, or 0: what is quantized stays so. */
const COPYING: ReadonlySet<string> = new Set([
  'Dropout',
  'Flatten',
  'GlobalMaxPooling2D',
  'MaxPooling2D',
  'Reshape',
  'ZeroPadding2D',
]);

/** Layers whose input is not written: one kernel computes them with the layer before them. */
const FUSED: ReadonlySet<string> = new Set([
  'Activation',
  'BatchNormalization',
  'LeakyReLU',
  'ReLU',
  'Softmax',
]);

/**
 * A network whose activations are fake-quantized wherever an integer kernel would write them: the
 * images, and the output of every layer after the activation that is fused with it. Maxima, padding
 * and flattening copy numbers that are quantized already; means are new numbers, with a range of
 * their own. The logits stay as they are.
 */
export class ActivationQuantizedNetwork {
  private constructor(
    private readonly sequence: readonly NetworkLayer[],
    /** Of the input of each layer; undefined where it is quantized already, or not written. */
    private readonly inputs: readonly (QuantizedActivation | undefined)[],
  ) {}

  /**
   * Chooses the ranges of a network's activations, asymmetric and one a tensor, by what it makes of
   * calibration images when none is quantized. The network is used as it is then, and is not owned.
   *
   * @param batches calibration images [n, …]: of the training split, never those it is judged on.
   * @param between awaited between batches; it may throw to cancel.
   * @throws RangeError where an activation is not finite, with its layer.
   */
  static async calibrate(
    network: Network,
    batches: readonly Tensor[],
    { bits, range }: { readonly bits: number; readonly range: RangeMethod },
    between: () => Promise<void>,
  ): Promise<ActivationQuantizedNetwork> {
    const sequence = network.sequence();
    const inputs: (QuantizedActivation | undefined)[] = [];
    await walk(sequence, batches, between, (_, tensors, index) => {
      if (!isWritten(sequence, index)) {
        inputs.push(undefined);
        return;
      }
      const name = sequence[index - 1]?.name ?? 'input';
      const ranges = activationRange(name, valuesOf(tensors), { range, bits });
      inputs.push({
        name,
        parameters: fitParameters(ranges, { bits, scheme: 'asymmetric' }),
        silent: ranges.min[0] === 0 && ranges.max[0] === 0,
      });
    });
    return new ActivationQuantizedNetwork(sequence, inputs);
  }

  /** What is quantized, in the order of the layers. */
  get activations(): QuantizedActivation[] {
    return this.inputs.filter((input) => input !== undefined);
  }

  /** The same ranges around another network of the same layers, which is not owned. */
  around(network: Network): ActivationQuantizedNetwork {
    return new ActivationQuantizedNetwork(network.sequence(), this.inputs);
  }

  /**
   * Logits [images, classes] for images [images, …]; the caller disposes them.
   *
   * @param visit sees the output of every layer as the next one reads it.
   */
  logits(images: Tensor, visit?: Visit): Tensor {
    return passThrough(this.sequence, images, { visit, inputs: this.inputs });
  }
}

/** True where the input of a layer is written by an integer kernel and new. */
function isWritten(sequence: readonly NetworkLayer[], index: number): boolean {
  const writer = sequence[index - 1];
  if (!writer) return true;
  const reader = sequence.slice(index).find(({ kind }) => kind !== 'Dropout');
  return !COPYING.has(writer.kind) && !(reader && FUSED.has(reader.kind));
}

function valuesOf(batches: readonly Tensor[]): Float32Array {
  const values = new Float32Array(batches.reduce((sum, { size }) => sum + size, 0));
  let offset = 0;
  for (const batch of batches) {
    values.set(batch.dataSync<'float32'>(), offset);
    offset += batch.size;
  }
  return values;
}
