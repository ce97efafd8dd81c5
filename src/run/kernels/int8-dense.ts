import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { engine, keep, type Tensor, type Tensor2D, type TensorInfo } from '@tensorflow/tfjs-core';
import type { QuantizationParameters } from '../../core/quantize/parameters';
import { FinishOutputsProgram, GatherInputsProgram } from './int8-programs';
import { sumsProgram } from './int8-sums';
import { int8Layout, packInt8, TILE, UNSIGNED_OFFSET, type Int8Layout } from './int8-texels';
import { IntegerTexture } from './integer-texture';

/** A quantized dense layer: y = x·ŵ + bias with ŵ = s·(q − z), then ReLU where asked. */
export interface QuantizedDense {
  /** [inputs, outputs], that of the codes. */
  readonly shape: readonly number[];
  /** As `toStoredCodes` gives them. */
  readonly codes: Uint8Array;
  /** One scale, or one an output. */
  readonly parameters: QuantizationParameters;
  /** One number an output, or left out. */
  readonly bias?: Float32Array;
  readonly relu?: boolean;
}

/**
 * A sum along the inputs is divided among fragments of about so many texels, 4 inputs each: a layer
 * at batch 1 has too few outputs to keep a GPU busy. Of 16 to 256, 32 was fastest or close to it
 * at 784 × 300 to 4096² in software.
 */
const TEXELS_OF_PART = 32;

/**
 * A dense layer whose weights are on the GPU as codes of one byte, decoded in the shader. Needs WebGL
 * 2 with 32-bit float textures. Meant for batch 1: every row of a batch reads all codes again.
 * The backend is asked directly, so it needn't be the current one.
 */
export class Int8Dense {
  /**
   * Bytes of the weights on the GPU: those of their texture, 1 a weight. Inputs and outputs are each
   * padded to a multiple of 4, so it's exactly a quarter of float32 where both are that already.
   */
  readonly weightBytes: number;
  /** `weightBytes`, and 16 for every 4 outputs' scales, biases and, where asymmetric, zero-points. */
  readonly gpuBytes: number;
  readonly #layout: Int8Layout;
  readonly #limit: number;
  readonly #codes: IntegerTexture;
  /** By row of texels: scales, biases, zero-points. */
  readonly #channels: Tensor;
  readonly #asymmetric: boolean;
  readonly #relu: boolean;

  /**
   * @throws RangeError where the numbers of codes, scales or biases don't fit the shape, or the
   * codes don't fit in a texture.
   */
  constructor(
    private readonly backend: MathBackendWebGL,
    layer: QuantizedDense,
  ) {
    check(layer);
    const { shape, codes, parameters, relu } = layer;
    const gl = backend.gpgpu.gl as WebGL2RenderingContext;
    this.#limit = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
    this.#layout = int8Layout(shape, this.#limit);
    const { width, height } = this.#layout;
    const bytes = packInt8(codes, this.#layout, parameters);
    this.#codes = new IntegerTexture(gl, width, height, new Int32Array(bytes.buffer));
    this.#channels = this.#uploadChannels(layer);
    this.#asymmetric = parameters.zeroPoints !== undefined;
    this.#relu = relu ?? false;
    this.weightBytes = this.#codes.bytes;
    this.gpuBytes = this.weightBytes + 4 * this.#channels.size;
  }

  /**
   * Outputs [batch, outputs] for inputs [batch, inputs]; the caller disposes them. Sums of x·(q − z)
   * are float32, and each is multiplied by its scale once.
   *
   * @throws RangeError for another number of inputs, and for a batch of 0 or one too large for a
   * texture.
   */
  run(x: Tensor2D): Tensor2D {
    const { backend } = this;
    const { inputs, outputs, width, folds } = this.#layout;
    const batch = x.shape[0];
    const partsOfFold = Math.ceil(width / TEXELS_OF_PART);
    const parts = folds * partsOfFold;
    const largest = Math.floor(this.#limit / parts);
    if (x.shape[1] !== inputs || batch < 1 || batch > largest) {
      throw new RangeError(
        `Expected an input of shape [1 to ${largest}, ${inputs}], got [${x.shape.join(', ')}].`,
      );
    }
    const gathered = backend.runWebGLProgram(
      new GatherInputsProgram([2 * batch * folds, 2 * width]),
      [x],
      'float32',
      [[inputs], [width], [folds]],
    );
    const sums = this.#texels(batch * parts, Math.ceil(outputs / TILE));
    sumsProgram(backend.gpgpu, this.#asymmetric).run(backend.getTexture(sums.dataId), sums.shape, {
      codes: this.#codes.texture,
      x: backend.getTexture(gathered.dataId),
      channels: backend.getTexture(this.#channels.dataId),
      width,
      folds,
      partsOfFold,
      texelsOfPart: Math.ceil(width / partsOfFold),
    });
    const output = backend.runWebGLProgram(
      new FinishOutputsProgram([batch, outputs], this.#relu),
      [sums, this.#channels],
      'float32',
      [[parts]],
    );
    backend.disposeIntermediateTensorInfo(gathered);
    backend.disposeIntermediateTensorInfo(sums);
    return engine().makeTensorFromTensorInfo(output, backend) as Tensor2D;
  }

  dispose(): void {
    this.#codes.dispose();
    this.#channels.dispose();
  }

  #uploadChannels({ parameters: { scales, zeroPoints }, bias }: QuantizedDense): Tensor {
    const { outputs } = this.#layout;
    const width = Math.ceil(outputs / TILE);
    const rows = zeroPoints ? 3 : 2;
    const values = new Float32Array(rows * TILE * width);
    for (let output = 0; output < outputs; output++) {
      const slice = output % scales.length;
      values[output] = scales[slice]!;
      if (bias) values[TILE * width + output] = bias[output]!;
      if (zeroPoints) values[2 * TILE * width + output] = zeroPoints[slice]! + UNSIGNED_OFFSET;
    }
    const info = this.#texels(rows, width);
    const texture = this.backend.getTexture(info.dataId);
    this.backend.gpgpu.uploadDenseMatrixToTexture(texture, width, rows, values);
    return keep(engine().makeTensorFromTensorInfo(info, this.backend));
  }

  /** A texture with nothing written to it: tfjs packs 2 × 2 numbers in a texel. */
  #texels(height: number, width: number): TensorInfo {
    const info = this.backend.makeTensorInfo([2 * height, 2 * width], 'float32');
    this.backend.texData.get(info.dataId).isPacked = true;
    return info;
  }
}

function check({ shape, codes, parameters: { scales }, bias }: QuantizedDense): void {
  const [inputs = 0, outputs = 0] = shape;
  if (codes.length !== inputs * outputs || codes.length === 0) {
    throw new RangeError(`${codes.length} codes don't fill the shape [${shape.join(', ')}].`);
  }
  if (scales.length !== 1 && scales.length !== outputs) {
    throw new RangeError(`Expected 1 scale or ${outputs}, got ${scales.length}.`);
  }
  if (bias && bias.length !== outputs) {
    throw new RangeError(`Expected ${outputs} biases, got ${bias.length}.`);
  }
}
