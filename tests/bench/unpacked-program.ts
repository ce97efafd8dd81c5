import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl/dist/gpgpu_math';

/**
 * For comparison only: symmetric per-channel fake quantization and magnitude pruning with one
 * weight a texel, by the same arithmetic and with as little indexing as the packed program.
 */
export class UnpackedProgram implements GPGPUProgram {
  readonly variableNames = ['weights', 'scale'];
  readonly enableShapeUniforms = true;
  readonly customUniforms = [
    { name: 'threshold', type: 'float' as const },
    { name: 'nextThreshold', type: 'float' as const },
    { name: 'cutIndex', type: 'int' as const },
    { name: 'columns', type: 'int' as const },
    { name: 'lowest', type: 'float' as const },
    { name: 'highest', type: 'float' as const },
  ];
  readonly userCode = `
  void main() {
    ivec2 texel = ivec2(gl_FragCoord.xy);
    float w = texture(weights, resultUV).r;
    float least = texel.y * columns + texel.x < cutIndex ? nextThreshold : threshold;
    w = abs(w) >= least ? w : 0.0;
    float s = texelFetch(scale, ivec2(texel.x, 0), 0).r;
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

  constructor(readonly outputShape: number[]) {}
}
