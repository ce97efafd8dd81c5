import { clipByValue, div, mul, round, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { codeLimits, type QuantizationParameters } from '../core/quantize/parameters';

/**
 * The values that activations have after quantization with one scale: s·(q − z) with
 * q = clamp(round(x/s) + z), ties to even on every backend. The caller disposes the result.
 */
export function fakeQuantize(activations: Tensor, parameters: QuantizationParameters): Tensor {
  const scale = parameters.scales[0]!;
  const zeroPoint = parameters.zeroPoints?.[0] ?? 0;
  const [lowest, highest] = codeLimits(parameters);
  // Clamping q − z instead of q leaves out z, the numbers being integers.
  return tidy(() =>
    mul(
      clipByValue(round(div(activations, scale)), lowest - zeroPoint, highest - zeroPoint),
      scale,
    ),
  );
}
