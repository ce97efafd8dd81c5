import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl/dist/gpgpu_math';

/** What a program does beside pruning at a threshold. */
export interface ProgramOptions {
  /** The cut splits scores equal to the threshold by their index: a seventh more work. */
  readonly splitsTies: boolean;
  /** Rank the weights by a second texture instead of by magnitude. */
  readonly scored: boolean;
  /** Quantize, with the slices' scales and, where asymmetric, zero-points in a texture. */
  readonly scheme?: 'symmetric' | 'asymmetric';
}

const UNIFORMS = [
  // The least score that is kept. Where ties are split: from the cut's index on, and before it.
  { name: 'leastScore', type: 'float' },
  { name: 'leastScoreBefore', type: 'float' },
  { name: 'cutIndex', type: 'int' },
  // Rows, columns, and rows of texels of one matrix; a tensor is a batch of matrices.
  { name: 'matrix', type: 'ivec3' },
  // Where among the slices, in texture coordinates, a texel's scales are: sliceOrigin +
  // sliceStep · texel; its zero-points are zeroPointStep below.
  { name: 'sliceOrigin', type: 'vec2' },
  { name: 'sliceStep', type: 'vec2' },
  { name: 'zeroPointStep', type: 'float' },
  // Codes.
  { name: 'lowest', type: 'float' },
  { name: 'highest', type: 'float' },
] as const;

/** Values of the program's custom uniforms, by name. */
export type Uniforms = { readonly [U in (typeof UNIFORMS)[number]['name']]: readonly number[] };

/** The values in the order in which the program declares its uniforms. */
export function uniformValues(uniforms: Uniforms): number[][] {
  return UNIFORMS.map(({ name }) => [...uniforms[name]]);
}

const DEQUANTIZE = {
  symmetric: 'w = s * clamp(rounded, lowest, highest);',
  asymmetric: `vec4 z = texture(slices, slice + vec2(0.0, zeroPointStep));
    w = s * (clamp(rounded + z, lowest, highest) - z);`,
};

/**
 * Rounds w/s as the float32 reference does: to float32 first, then half to even.
 *
 * GLSL's division may be off by 2.5 units in the last place, so its quotient only says between
 * which integers, k and k + 1, the result lies. By how much w exceeds the tie (k + ½)·s is then
 * computed without an error: `coarse` has 12 bits and the tie at most 9, so their product is
 * exact, as is that with the rest of s, and near the tie the differences are exact too. The quotient
 * rounds to the tie itself where it is within half a unit of the tie's last place. Scales from
 * `MIN_SCALE` up keep all of this clear of subnormal numbers.
 */
const QUANTIZE = (scheme: 'symmetric' | 'asymmetric') => `
    vec2 slice = sliceOrigin + sliceStep * texel;
    vec4 s = texture(slices, slice);
    vec4 k = floor(w / s);
    vec4 tie = k + 0.5;
    vec4 coarse = intBitsToFloat(floatBitsToInt(s) & ivec4(0xfffff000));
    vec4 over = (w - tie * coarse) - tie * (s - coarse);
    vec4 halfUnit = intBitsToFloat(floatBitsToInt(tie) & ivec4(0x7f800000)) * (s * ${2 ** -24});
    vec4 above = vec4(greaterThan(over, vec4(0.0)));
    vec4 odd = k - 2.0 * floor(0.5 * k);
    vec4 rounded = k + mix(above, odd, lessThanEqual(abs(over), halfUnit));
    ${DEQUANTIZE[scheme]}`;

/** The texel within its matrix, where there are several. Divided as floats: integers are slow. */
const FIND_MATRIX = `
    int batch = int(texel.y / float(matrix.z));
    texel.y -= float(batch * matrix.z);`;

const SPLIT_TIES = (row: string) => `
    ivec2 at = 2 * ivec2(texel);
    int first = ${row} * matrix.y + at.x;
    bvec4 isBefore = lessThan(ivec4(0, 1, matrix.y, matrix.y + 1), ivec4(cutIndex - first));
    least = mix(least, vec4(leastScoreBefore), isBefore);`;

/**
 * The fused packed program: masks, scales, rounds half to even, clamps and dequantizes four
 * weights (2 rows, 2 columns) a texel in one pass, bit for bit as `compressOnCpu` does. WebGL 2.
 *
 * Inputs: `weights`; `scores` of the same shape where scored; `slices` where quantizing, as
 * `packSlices` lays them out. Tensors must be `fitsTexture`, so that a fragment's position tells its
 * weights' indices.
 */
export class PruneQuantizeProgram implements GPGPUProgram {
  readonly variableNames: string[];
  readonly packedInputs = true;
  readonly packedOutput = true;
  /** Compiled once for all shapes of a rank. */
  readonly enableShapeUniforms = true;
  readonly customUniforms = [...UNIFORMS];
  readonly userCode: string;

  constructor(
    readonly outputShape: number[],
    { splitsTies, scored, scheme }: ProgramOptions,
  ) {
    const batched = outputShape.length > 2;
    this.variableNames = ['weights', ...(scored ? ['scores'] : []), ...(scheme ? ['slices'] : [])];
    this.userCode = `
  void main() {
    // The texel's centre.
    vec2 texel = gl_FragCoord.xy;${batched ? FIND_MATRIX : ''}
    vec4 w = texture(weights, resultUV);
    vec4 score = abs(${scored ? 'texture(scores, resultUV)' : 'w'});
    vec4 least = vec4(leastScore);
    ${splitsTies ? SPLIT_TIES(batched ? '(batch * matrix.x + at.y)' : 'at.y') : ''}
    w = mix(vec4(0.0), w, greaterThanEqual(score, least));
    ${scheme ? QUANTIZE(scheme) : ''}
    setOutput(w);
  }`;
  }
}
