import { fromCode, toCode } from './code';
import { codeLimits, type QuantizationParameters } from './parameters';

/** The weights that their codes stand for, every step rounded to float32. 0 stays 0. */
export function linearWeights(
  values: Float32Array,
  parameters: QuantizationParameters,
): Float32Array {
  const { scales, zeroPoints = new Uint8Array(scales.length) } = parameters;
  const limits = codeLimits(parameters);
  const weights = new Float32Array(values.length);
  for (let i = 0, channel = 0; i < values.length; i++) {
    const scale = scales[channel]!;
    const zeroPoint = zeroPoints[channel]!;
    if (values[i] !== 0) {
      weights[i] = fromCode(toCode(values[i]!, scale, zeroPoint, limits), scale, zeroPoint);
    }
    if (++channel === scales.length) channel = 0;
  }
  return weights;
}
