import {
  conv2d,
  depthwiseConv2d,
  matMul,
  reshape,
  tensor1d,
  tidy,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { layers, SymbolicTensor } from '@tensorflow/tfjs-layers';

/** What a layer's settings are called; those of a convolution where it is one. */
interface LayerConfig {
  readonly activation?: string;
  readonly strides: [number, number];
  readonly padding: 'same' | 'valid';
  readonly dilationRate: [number, number];
  readonly dataFormat?: 'channelsFirst' | 'channelsLast';
}

type Linear = (input: Tensor, kernel: Tensor, config: LayerConfig) => Tensor;

/** What a layer does with its kernel, before bias and activation, by the kind of layer. */
const LINEAR: Readonly<Record<string, Linear>> = {
  Dense: (input, kernel) =>
    matMul(reshape(input, [-1, kernel.shape[0]!]) as Tensor2D, kernel as Tensor2D),
  Conv2D: (input, kernel, { strides, padding, dilationRate }) =>
    conv2d(input as Tensor4D, kernel as Tensor4D, strides, padding, 'NHWC', dilationRate),
  // The layer of tfjs 4.22 passes no dilation on, whatever its settings say.
  DepthwiseConv2D: (input, kernel, { strides, padding }) =>
    depthwiseConv2d(input as Tensor4D, kernel as Tensor4D, strides, padding),
};

/** A layer of a network, to be applied alone. Channels are the last dimension of all tensors. */
export class NetworkLayer {
  readonly name: string;
  /** As tfjs calls its class: `Conv2D`, `ReLU`. */
  readonly kind: string;
  readonly #layer: layers.Layer;
  readonly #config: LayerConfig;

  /** @throws RangeError for a layer whose channels come first. */
  constructor(layer: layers.Layer) {
    this.name = layer.name;
    this.kind = layer.getClassName();
    this.#layer = layer;
    this.#config = layer.getConfig() as unknown as LayerConfig;
    if (this.#config.dataFormat === 'channelsFirst') {
      throw new RangeError(`Channels must come last; those of ${this.name} come first.`);
    }
  }

  /** The layer's output; the caller disposes it. */
  apply(input: Tensor): Tensor {
    return tidy(() => this.#layer.apply(input) as Tensor);
  }

  /** The kernel as it is now, the network's own tensor; undefined where the layer has none. */
  get kernel(): Tensor | undefined {
    return this.kind in LINEAR ? this.#layer.weights[0]!.read() : undefined;
  }

  /**
   * What the layer would compute with a kernel of its own kernel's shape, without bias and activation:
   * [n, …, channels]. Call it inside `tidy`.
   */
  linear(input: Tensor, kernel: Tensor): Tensor {
    return LINEAR[this.kind]!(input, kernel, this.#config);
  }

  /** The activation within the layer, as tfjs calls it: `relu`, `linear`; undefined where it has none. */
  get activation(): string | undefined {
    return this.#config.activation;
  }

  /** Dimensions of the input, the batch among them. */
  get inputRank(): number {
    return (this.#layer.input as SymbolicTensor).shape.length;
  }

  /** A copy of the bias, one number a channel; undefined where the layer has none. */
  readBias(): Float32Array | undefined {
    return this.#bias?.read().dataSync<'float32'>().slice();
  }

  /** Replaces the bias of a layer that has one. */
  writeBias(values: Float32Array): void {
    tidy(() => void this.#bias!.write(tensor1d(values)));
  }

  get #bias(): layers.Layer['weights'][number] | undefined {
    return this.kernel && this.#layer.weights[1];
  }
}
