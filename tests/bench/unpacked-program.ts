import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl/dist/gpgpu_math';

const SPLIT_TIES = `
    ivec2 texel = ivec2(gl_FragCoord.xy);
    least = texel.y * columns + texel.x < cutIndex ? leastScoreBefore : least;`;

/**
 * For comparison only: magnitude pruning and symmetric per-channel fake quantization with one weight
 * a texel, by the packed program's arithmetic and with as little indexing.
 */
export class UnpackedProgram implements GPGPUProgram {
  readonly variableNames = ['weights', 'scale'];
  readonly enableShapeUniforms = true;
  readonly customUniforms = [
    { name: 'leastScore', type: 'float' as const },
    { name: 'leastScoreBefore', type: 'float' as const },
    { name: 'cutIndex', type: 'int' as const },
    { name: 'columns', type: 'int' as const },
    { name: 'lowest', type: 'float' as const },
    { name: 'highest', type: 'float' as const },
  ];
  readonly userCode: string;

  constructor(
    readonly outputShape: number[],
    splitsTies: boolean,
  ) {
    this.userCode = `
  void main() {
    float w = texture(weights, resultUV).r;
    float least = leastScore;
    ${splitsTies ? SPLIT_TIES : ''}
    w = abs(w) >= least ? w : 0.0;
    float s = texture(scale, vec2(resultUV.x, 0.5)).r;
    float k = floor(w / s);
    float tie = k + 0.5;
    float coarse = intBitsToFloat(floatBitsToInt(s) & int(0xfffff000));
    float over = (w - tie * coarse) - tie * (s - coarse);
    float halfUnit = intBitsToFloat(floatBitsToInt(tie) & 0x7f800000) * (s * ${2 ** -24});
    float above = over > 0.0 ? 1.0 : 0.0;
    float odd = k - 2.0 * floor(0.5 * k);
    float rounded = k + (abs(over) <= halfUnit ? odd : above);
    setOutput(s * clamp(rounded, lowest, highest));
  }`;
  }
}
