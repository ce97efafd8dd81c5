import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { toStoredCodes } from '../core/encode/stored-codes';
import { Int8Dense } from './kernels/int8-dense';
import type { Coding } from '../core/quantize/coding';
import type { QuantizationParameters } from '../core/quantize/parameters';
import type { NetworkLayer } from './layer';
import type { Network } from './network';

/** The activations that the int8 layers know. */
const ACTIVATIONS: ReadonlySet<string | undefined> = new Set(['linear', 'relu']);

/** A layer, and its kernel as codes on the GPU where it is one that can be. */
interface Stage {
  readonly layer: NetworkLayer;
  readonly int8?: Int8Dense;
}

/**
 * A quantized network whose dense layers read their weights as int8 codes, for measuring at batch 1.
 * Every other layer is the network's own: convolutions, and dense layers whose kernel isn't quantized,
 * whose activation is neither linear nor ReLU, or whose input has more dimensions than two.
 */
export class Int8Network {
  /** Names of the layers that read codes. */
  readonly names: readonly string[];
  /** Bytes of those layers' weights on the GPU. */
  readonly weightBytes: number;
  readonly #stages: readonly Stage[];

  /**
   * @param backend the current backend.
   * @param network whose kernels hold the fake-quantized weights, on that backend; it stays the
   * caller's.
   * @param codings how each of `network.kernels` is stored, in their order.
   * @throws RangeError where the network isn't sequential, and for a weight that no code stands for.
   */
  constructor(
    backend: MathBackendWebGL,
    network: Network,
    codings: readonly (Coding | undefined)[],
  ) {
    const parameters = new Map(network.kernels.map(({ name }, i) => [name, gridOf(codings[i])]));
    this.#stages = network.sequence().map((layer) => {
      const own = parameters.get(layer.name);
      return own && canBeInt8(layer) ? { layer, int8: int8Of(backend, layer, own) } : { layer };
    });
    const quantized = this.#stages.filter(({ int8 }) => int8 !== undefined);
    this.names = quantized.map(({ layer }) => layer.name);
    this.weightBytes = quantized.reduce((bytes, { int8 }) => bytes + int8!.weightBytes, 0);
  }

  /** Logits [images, classes] for images [images, …]. Call it inside `tidy`. */
  logits(images: Tensor): Tensor {
    return this.#stages.reduce<Tensor>(
      (x, { layer, int8 }) => (int8 ? int8.run(x as Tensor2D) : layer.apply(x)),
      images,
    );
  }

  dispose(): void {
    for (const { int8 } of this.#stages) int8?.dispose();
  }
}

/** The parameters of codes on an even grid; a codebook's or half precision's weights have none. */
function gridOf(coding: Coding | undefined): QuantizationParameters | undefined {
  return typeof coding === 'object' && 'scales' in coding ? coding : undefined;
}

function canBeInt8(layer: NetworkLayer): boolean {
  return layer.kind === 'Dense' && layer.inputRank === 2 && ACTIVATIONS.has(layer.activation);
}

function int8Of(
  backend: MathBackendWebGL,
  layer: NetworkLayer,
  parameters: QuantizationParameters,
): Int8Dense {
  const kernel = layer.kernel!;
  const bias = layer.readBias();
  return new Int8Dense(backend, {
    shape: kernel.shape,
    codes: toStoredCodes(kernel.dataSync<'float32'>(), parameters),
    parameters,
    relu: layer.activation === 'relu',
    ...(bias && { bias }),
  });
}
