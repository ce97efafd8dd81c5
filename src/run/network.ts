import { io, mul, tensor, tidy, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel, type layers } from '@tensorflow/tfjs-layers';
import type { WeightTensor } from '../core/tensor';
import type { ModelFile } from '../graph/model-file';
import { NetworkLayer } from './layer';

type Layer = layers.Layer;
type LayerVariable = Layer['weights'][number];

/** A kernel of the network: the weights that are pruned and quantized. */
interface Kernel {
  readonly name: string;
  readonly variable: LayerVariable;
  readonly shape: number[];
  readonly channels: number;
  readonly depthwise: boolean;
}

/** How many output channels a layer's kernel has, by the kind of layer; 0 where it has no kernel. */
const CHANNELS: Readonly<Record<string, (shape: number[]) => number>> = {
  Dense: (shape) => shape.at(-1) ?? 0,
  Conv2D: (shape) => shape.at(-1) ?? 0,
  DepthwiseConv2D: (shape) => (shape.at(-2) ?? 0) * (shape.at(-1) ?? 0),
};

/** A network on the backend that was current when it was loaded, its kernels ready to be replaced. */
export class Network {
  readonly kernels: readonly Kernel[];
  /** Every weight that is not a kernel: biases, and batch norm's. Neither pruned nor quantized. */
  readonly #others: readonly LayerVariable[];

  private constructor(private readonly layers: LayersModel) {
    const kernels = layers.layers.flatMap(kernelOf);
    const isKernel = new Set(kernels.map((kernel) => kernel.variable));
    this.kernels = kernels;
    this.#others = layers.weights.filter((variable) => !isKernel.has(variable));
  }

  /** Builds the network that a model file describes; the caller disposes it. */
  static async load(file: ModelFile): Promise<Network> {
    const { topology, weightSpecs, weightData } = file;
    return new Network(
      await loadLayersModel(io.fromMemory({ modelTopology: topology, weightSpecs, weightData })),
    );
  }

  /** The kernels' values as they are now, read to the CPU. */
  readKernels(): WeightTensor[] {
    return this.kernels.map(({ variable, ...kernel }) => ({ ...readWeights(variable), ...kernel }));
  }

  /** Every weight that is not a kernel: as the model file calls it, and its shape. */
  get others(): { readonly name: string; readonly shape: readonly number[] }[] {
    return this.#others.map(({ originalName, shape }) => ({
      name: originalName,
      shape: shape as number[],
    }));
  }

  /** The values of every weight that is not a kernel, as they are now, read to the CPU. */
  readOthers(): Float32Array[] {
    return this.#others.map((variable) => readWeights(variable).values);
  }

  /** Replaces every weight that is not a kernel, in the order of `readOthers`. */
  writeOthers(values: readonly Float32Array[]): void {
    tidy(() =>
      this.#others.forEach((variable, i) =>
        variable.write(tensor(values[i]!.slice(), variable.shape as number[])),
      ),
    );
  }

  /**
   * The layers in the order in which they are applied, each to the output of the one before.
   *
   * @throws RangeError where the model is not sequential, or a layer has its channels first.
   */
  sequence(): NetworkLayer[] {
    const kind = this.layers.getClassName();
    if (kind !== 'Sequential') {
      throw new RangeError(`The layers must be in a row, in a Sequential model; got ${kind}.`);
    }
    return this.layers.layers
      .filter((layer) => layer.getClassName() !== 'InputLayer')
      .map((layer) => new NetworkLayer(layer));
  }

  /**
   * What training changes, live: the kernels, and the biases of their layers, each with its place in
   * `readOthers`. Batch norm that is kept stays as it is.
   */
  trainables(): { kernels: Variable[]; biases: { variable: Variable; index: number }[] } {
    const kernels = this.kernels.map(({ variable }) => variable.read() as Variable);
    const layers = this.layers.layers.filter((layer) => kernelOf(layer).length > 0);
    const biases = layers.flatMap(({ weights: [, bias] }) =>
      bias ? [{ variable: bias.read() as Variable, index: this.#others.indexOf(bias) }] : [],
    );
    return { kernels, biases };
  }

  /** Replaces one kernel; the tensor's data becomes the network's own, the handle is disposed. */
  writeKernel(index: number, weights: Tensor): void {
    this.kernels[index]!.variable.write(weights);
    weights.dispose();
  }

  /** Writes every kernel to new memory, values unchanged: w·1 is w, and a clone would stay. */
  moveKernels(): void {
    this.kernels.forEach(({ variable }, index) => this.writeKernel(index, mul(variable.read(), 1)));
  }

  /** Logits [images, classes] for images [images, 28, 28, 1]. Call it inside `tidy`. */
  logits(images: Tensor): Tensor {
    return this.layers.apply(images) as Tensor;
  }

  dispose(): void {
    this.layers.dispose();
  }
}

function kernelOf(layer: Layer): Kernel[] {
  const channelsOf = CHANNELS[layer.getClassName()];
  const variable = layer.weights[0];
  if (!channelsOf || !variable) return [];
  const shape = variable.shape as number[];
  const depthwise = layer.getClassName() === 'DepthwiseConv2D';
  return [{ name: layer.name, variable, shape, channels: channelsOf(shape), depthwise }];
}

function readWeights(variable: LayerVariable): WeightTensor {
  const shape = variable.shape as number[];
  return {
    name: variable.originalName,
    shape,
    values: variable.read().dataSync() as Float32Array,
    channels: shape.at(-1) ?? 1,
  };
}
