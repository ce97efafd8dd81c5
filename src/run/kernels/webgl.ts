import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { engine, keep, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { nextNormal } from '../../core/prune/float32';
import { codeLimits } from '../../core/quantize/parameters';
import type { WeightTensor } from '../../core/tensor';
import { packSlices, sliceCoordinates, type SliceTexels } from './slice-texels';
import { packingOf, type Packing } from './texels';
import { PruneQuantizeProgram, uniformValues } from './webgl-program';
import type { Compression, WeightKernels } from './weight-kernels';

/** A tensor on the GPU. */
interface Resident {
  readonly shape: number[];
  readonly packing: Packing;
  readonly weights: Tensor;
  /** What its weights were ranked by, uploaded when first asked for and then kept. */
  readonly scores: Map<Float32Array, Tensor>;
}

/**
 * Compresses on the GPU, where the weights stay. Needs WebGL 2 and tensors that `fitsTexture`. The
 * backend is asked directly, so it needn't be the current one.
 */
export class WebGLKernels implements WeightKernels {
  readonly #residents: readonly Resident[];

  constructor(
    private readonly backend: MathBackendWebGL,
    tensors: readonly WeightTensor[],
  ) {
    this.#residents = tensors.map(({ shape, values }) => {
      const packing = packingOf(shape);
      const weights = this.#upload(values, packing);
      return { shape: [...shape], packing, weights, scores: new Map() };
    });
  }

  compress(compressions: readonly Compression[]): Tensor[] {
    const slices = packSlices(
      this.#residents.map(({ packing }) => packing),
      compressions.map(({ parameters }) => parameters),
    );
    const texture = slices.height > 0 ? this.#uploadSlices(slices) : undefined;
    const outputs = this.#residents.map((resident, i) =>
      this.#run(resident, compressions[i]!, slices, i, texture),
    );
    if (texture) this.backend.disposeIntermediateTensorInfo(texture);
    return outputs;
  }

  dispose(): void {
    for (const { weights, scores } of this.#residents) {
      weights.dispose();
      for (const each of scores.values()) each.dispose();
    }
  }

  #run(
    resident: Resident,
    { cut, scores, parameters }: Compression,
    slices: SliceTexels,
    i: number,
    texture: TensorInfo | undefined,
  ): Tensor {
    const { shape, packing, weights } = resident;
    const inputs: TensorInfo[] = [weights];
    if (scores) inputs.push(this.#scoresOf(resident, scores));
    if (parameters && texture) inputs.push(texture);
    const [lowest, highest] = parameters ? codeLimits(parameters) : [0, 0];
    const next = nextNormal(cut.threshold);
    const output = this.backend.runWebGLProgram(
      new PruneQuantizeProgram(packing.shape, {
        splitsTies: cut.index > 0 && cut.index < weights.size,
        scored: scores !== undefined,
        scheme: parameters && (parameters.zeroPoints ? 'asymmetric' : 'symmetric'),
      }),
      inputs,
      'float32',
      uniformValues({
        leastScore: [cut.index < weights.size ? cut.threshold : next],
        leastScoreBefore: [next],
        cutIndex: [cut.index],
        matrix: [packing.rows, packing.columns, packing.height],
        ...sliceCoordinates(slices, i),
        lowest: [lowest],
        highest: [highest],
      }),
    );
    return engine().makeTensorFromTensorInfo({ ...output, shape }, this.backend);
  }

  #scoresOf({ scores, packing }: Resident, values: Float32Array): Tensor {
    const tensor = scores.get(values) ?? this.#upload(values, packing);
    scores.set(values, tensor);
    return tensor;
  }

  #upload(values: Float32Array, { shape }: Packing): Tensor {
    return keep(engine().makeTensor(values, shape, 'float32', this.backend));
  }

  /**
   * All slices in one texture, packed already: tfjs would draw once more to pack them, and a texture
   * that is written again while an earlier draw reads it makes the GPU wait.
   */
  #uploadSlices({ width, height, texels }: SliceTexels): TensorInfo {
    const { backend } = this;
    const info = backend.makeTensorInfo([2 * height, 2 * width], 'float32');
    backend.texData.get(info.dataId).isPacked = true;
    const texture = backend.getTexture(info.dataId);
    backend.gpgpu.uploadDenseMatrixToTexture(texture, width, height, texels);
    return info;
  }
}
