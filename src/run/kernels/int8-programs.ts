import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl/dist/gpgpu_math';

/**
 * Inputs x [batch, inputs] in texels of 4 of one row, 0 beyond the last, folded as the codes are:
 * image b's are in rows b · folds + fold.
 */
export class GatherInputsProgram implements GPGPUProgram {
  readonly variableNames = ['x'];
  readonly packedInputs = true;
  readonly packedOutput = true;
  readonly enableShapeUniforms = true;
  readonly customUniforms = [
    { name: 'inputs', type: 'int' as const },
    { name: 'width', type: 'int' as const },
    { name: 'folds', type: 'int' as const },
  ];
  readonly userCode = `
  void main() {
    ivec2 texel = ivec2(gl_FragCoord.xy);
    int row = texel.y / folds;
    int first = 4 * ((texel.y - row * folds) * width + texel.x);
    vec4 left = getX(row, first);
    vec4 right = getX(row, first + 2);
    vec4 four = (row & 1) == 0 ? vec4(left.xy, right.xy) : vec4(left.zw, right.zw);
    // What tfjs leaves beyond an odd edge may be any number.
    setOutput(mix(vec4(0.0), four, lessThan(ivec4(0, 1, 2, 3), ivec4(inputs - first))));
  }`;

  /** @param outputShape twice the texture's height and width, as tfjs counts packed texels. */
  constructor(readonly outputShape: number[]) {}
}

/** Adds up the parts of each sum, multiplies by the output's scale, adds its bias, then ReLU. */
export class FinishOutputsProgram implements GPGPUProgram {
  readonly variableNames = ['sums', 'channels'];
  readonly packedInputs = true;
  readonly packedOutput = true;
  readonly enableShapeUniforms = true;
  readonly customUniforms = [{ name: 'parts', type: 'int' as const }];
  readonly userCode: string;

  /** @param outputShape [batch, outputs]. */
  constructor(
    readonly outputShape: number[],
    relu: boolean,
  ) {
    this.userCode = `
  vec2 twoOutputs(int row, int column) {
    int tile = column >> 2;
    vec4 y = vec4(0.0);
    for (int part = 0; part < parts; part++) {
      y += texelFetch(sums, ivec2(tile, row * parts + part), 0);
    }
    y = y * texelFetch(channels, ivec2(tile, 0), 0) + texelFetch(channels, ivec2(tile, 1), 0);
    ${relu ? 'y = mix(y, vec4(0.0), lessThan(y, vec4(0.0)));' : ''}
    return (column & 2) == 0 ? y.xy : y.zw;
  }

  void main() {
    ivec2 at = getOutputCoords();
    vec2 below = at.x + 1 < outShape[0] ? twoOutputs(at.x + 1, at.y) : vec2(0.0);
    setOutput(vec4(twoOutputs(at.x, at.y), below));
  }`;
  }
}
