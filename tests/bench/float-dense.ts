import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl/dist/gpgpu_math';
import { engine, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { FinishOutputsProgram, GatherInputsProgram } from '../../src/run/kernels/int8-programs';

const TILE = 4;
const TEXELS_OF_PART = 32;

/** The int8 layer's sums with a float32 texel for each input in place of a quarter of an int8 one. */
class FloatSumsProgram implements GPGPUProgram {
  readonly variableNames = ['weights', 'x'];
  readonly packedInputs = true;
  readonly packedOutput = true;
  readonly enableShapeUniforms = true;
  readonly customUniforms = [{ name: 'width', type: 'int' as const }];
  readonly userCode = `
  void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    int first = at.y * ${TEXELS_OF_PART};
    int end = min(first + ${TEXELS_OF_PART}, width);
    vec4 sum = vec4(0.0);
    for (int i = first; i < end; i++) {
      vec4 inputs = texelFetch(x, ivec2(i, 0), 0);
      ${[0, 1, 2, 3]
        .map((k) => `sum += inputs[${k}] * texelFetch(weights, ivec2(4 * i + ${k}, at.x), 0);`)
        .join('\n      ')}
    }
    setOutput(sum);
  }`;

  constructor(readonly outputShape: number[]) {}
}

/**
 * For comparison only: a dense layer with ReLU at batch 1, made as `Int8Dense` is but with float32
 * weights. It shows how much of the difference to tfjs is the int8's, and how much the program's.
 */
export class FloatDense {
  readonly #weights: Tensor;
  readonly #channels: Tensor;

  /** @param shape [inputs, outputs], multiples of 4 that fit in a texture. */
  constructor(
    private readonly backend: MathBackendWebGL,
    private readonly shape: readonly [number, number],
    weights: Float32Array,
    bias: Float32Array,
  ) {
    const [inputs, outputs] = shape;
    const texels = new Float32Array(weights.length);
    for (let i = 0; i < weights.length; i++) {
      const [input, output] = [Math.floor(i / outputs), i % outputs];
      const texel = Math.floor(output / TILE) * inputs + input;
      texels[TILE * texel + (output % TILE)] = weights[i]!;
    }
    this.#weights = this.#upload(texels, outputs / TILE, inputs);
    const channels = new Float32Array(2 * outputs).fill(1);
    channels.set(bias, outputs);
    this.#channels = this.#upload(channels, 2, outputs / TILE);
  }

  /** [1, outputs] for [1, inputs]. */
  run(x: Tensor2D): Tensor {
    const { backend } = this;
    const [inputs, outputs] = this.shape;
    const width = inputs / TILE;
    const parts = Math.ceil(width / TEXELS_OF_PART);
    const gathered = backend.runWebGLProgram(
      new GatherInputsProgram([2, 2 * width]),
      [x],
      'float32',
      [[inputs], [width], [1]],
    );
    const sums = backend.runWebGLProgram(
      new FloatSumsProgram([2 * parts, (2 * outputs) / TILE]),
      [this.#weights, gathered],
      'float32',
      [[width]],
    );
    const output = backend.runWebGLProgram(
      new FinishOutputsProgram([1, outputs], true),
      [sums, this.#channels],
      'float32',
      [[parts]],
    );
    backend.disposeIntermediateTensorInfo(gathered);
    backend.disposeIntermediateTensorInfo(sums);
    return engine().makeTensorFromTensorInfo(output, backend);
  }

  dispose(): void {
    this.#weights.dispose();
    this.#channels.dispose();
  }

  #upload(texels: Float32Array, height: number, width: number): Tensor {
    const { backend } = this;
    const info = backend.makeTensorInfo([2 * height, 2 * width], 'float32');
    backend.texData.get(info.dataId).isPacked = true;
    backend.gpgpu.uploadDenseMatrixToTexture(
      backend.getTexture(info.dataId),
      width,
      height,
      texels,
    );
    return engine().makeTensorFromTensorInfo(info, backend);
  }
}
