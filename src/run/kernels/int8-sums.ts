import type { GPGPUContext } from '@tensorflow/tfjs-backend-webgl';
import * as webgl_util from '@tensorflow/tfjs-backend-webgl/dist/webgl_util';

/** How the shader takes one byte of four integers apart, the lowest first, its sign kept. */
const CODES = ['q << 24 >> 24', 'q << 16 >> 24', 'q << 8 >> 24', 'q >> 24'];

/**
 * Sums x·(q − z) in float32, codes q decoded as they are read. q − z is exact; scales come later.
 * A fragment adds up one part of 4 outputs' sums: it is in column output / 4, row b · parts + part.
 */
const shader = (asymmetric: boolean) => `#version 300 es
  precision highp float;
  precision highp int;
  precision highp sampler2D;
  precision highp isampler2D;
  uniform isampler2D codes;
  uniform sampler2D x;
  ${asymmetric ? 'uniform sampler2D channels;' : ''}
  uniform int width;
  uniform int folds;
  uniform int partsOfFold;
  uniform int texelsOfPart;
  out vec4 sum;

  void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    // Image b's rows of texels are b · folds + fold.
    int xRow = at.y / partsOfFold;
    int first = (at.y - xRow * partsOfFold) * texelsOfPart;
    int end = min(first + texelsOfPart, width);
    int codesRow = at.x * folds + xRow % folds;
    ${asymmetric ? 'vec4 z = texelFetch(channels, ivec2(at.x, 2), 0);' : ''}
    sum = vec4(0.0);
    for (int i = first; i < end; i++) {
      ivec4 q = texelFetch(codes, ivec2(i, codesRow), 0);
      vec4 inputs = texelFetch(x, ivec2(i, xRow), 0);
      ${CODES.map(
        (code, i) => `sum += inputs[${i}] * (vec4(${code})${asymmetric ? ' - z' : ''});`,
      ).join('\n      ')}
    }
  }`;

/** What one run of the program reads, and how it divides the work. */
export interface SumsInputs {
  readonly codes: WebGLTexture;
  readonly x: WebGLTexture;
  readonly channels: WebGLTexture;
  readonly width: number;
  readonly folds: number;
  readonly partsOfFold: number;
  readonly texelsOfPart: number;
}

/** A program of our own, because tfjs's programs can't read integer textures. */
export class SumsProgram {
  readonly #program;
  readonly #locations = new Map<string, WebGLUniformLocation>();

  constructor(
    private readonly gpgpu: GPGPUContext,
    private readonly asymmetric: boolean,
  ) {
    const fragmentShader = webgl_util.createFragmentShader(gpgpu.gl, shader(asymmetric));
    this.#program = gpgpu.createProgram(fragmentShader);
    gpgpu.buildVao(this.#program);
  }

  /** Draws into a texture of the shape [rows, columns] as tfjs counts it: 2 × 2 a texel. */
  run(output: WebGLTexture, [rows, columns]: readonly number[], inputs: SumsInputs): void {
    const { gpgpu } = this;
    gpgpu.setOutputPackedMatrixTexture(output, rows!, columns!);
    gpgpu.setProgram(this.#program);
    gpgpu.bindVertexArray(this.#program.vao);
    gpgpu.setInputMatrixTexture(inputs.codes, this.#location('codes'), 0);
    gpgpu.setInputMatrixTexture(inputs.x, this.#location('x'), 1);
    if (this.asymmetric) {
      gpgpu.setInputMatrixTexture(inputs.channels, this.#location('channels'), 2);
    }
    for (const name of ['width', 'folds', 'partsOfFold', 'texelsOfPart'] as const) {
      gpgpu.gl.uniform1i(this.#location(name), inputs[name]);
    }
    gpgpu.executeProgram();
  }

  #location(name: string): WebGLUniformLocation {
    let location = this.#locations.get(name);
    if (!location) {
      location = this.gpgpu.getUniformLocation(this.#program, name);
      this.#locations.set(name, location);
    }
    return location;
  }
}

const programs = new WeakMap<GPGPUContext, Map<boolean, SumsProgram>>();

/** The program for one scheme, compiled once a context, for layers of all shapes. */
export function sumsProgram(gpgpu: GPGPUContext, asymmetric: boolean): SumsProgram {
  const own = programs.get(gpgpu) ?? new Map<boolean, SumsProgram>();
  programs.set(gpgpu, own);
  const program = own.get(asymmetric) ?? new SumsProgram(gpgpu, asymmetric);
  own.set(asymmetric, program);
  return program;
}
