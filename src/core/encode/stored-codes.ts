import { fromCode, toCode } from '../quantize/code';
import { codeLimits, type QuantizationParameters } from '../quantize/parameters';

/**
 * The codes of weights that are quantized already, each as the unsigned value of its bits: a
 * negative code in two's complement. Nothing is lost: `fromStoredCodes` gives the same weights bit
 * for bit, but for −0, which comes back as 0.
 *
 * @throws RangeError for the first weight that no code stands for.
 */
export function toStoredCodes(
  weights: Float32Array,
  parameters: QuantizationParameters,
): Uint8Array {
  const { bits, scales, zeroPoints } = parameters;
  const limits = codeLimits(parameters);
  const mask = 2 ** bits - 1;
  const codes = new Uint8Array(weights.length);
  for (let i = 0, channel = 0; i < weights.length; i++) {
    const scale = scales[channel]!;
    const zeroPoint = zeroPoints ? zeroPoints[channel]! : 0;
    const code = toCode(weights[i]!, scale, zeroPoint, limits);
    if (fromCode(code, scale, zeroPoint) !== weights[i]) {
      throw new RangeError(
        `Weight ${i} is ${weights[i]}, which no ${bits}-bit code stands for ` +
          `with scale ${scale} and zero-point ${zeroPoint}.`,
      );
    }
    codes[i] = code & mask;
    if (++channel === scales.length) channel = 0;
  }
  return codes;
}

/** The weights that codes as given by `toStoredCodes` stand for. */
export function fromStoredCodes(
  codes: Uint8Array,
  { bits, scales, zeroPoints }: QuantizationParameters,
): Float32Array {
  const aboveBits = 32 - bits;
  const weights = new Float32Array(codes.length);
  for (let i = 0, channel = 0; i < codes.length; i++) {
    const stored = codes[i]!;
    weights[i] = zeroPoints
      ? fromCode(stored, scales[channel]!, zeroPoints[channel]!)
      : fromCode((stored << aboveBits) >> aboveBits, scales[channel]!, 0);
    if (++channel === scales.length) channel = 0;
  }
  return weights;
}
