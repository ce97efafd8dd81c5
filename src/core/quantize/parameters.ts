import type { QuantizeStep } from '../steps/quantize';
import type { Ranges } from './ranges';
import { roundHalfEven } from './rounding';

/**
 * How weights w become codes q = clamp(round(w/s) + z) and codes become weights ŵ = s·(q − z).
 * One scale s a slice: a slice is the tensor, or one of its channels (weight i is in channel
 * i mod scales.length).
 */
export interface QuantizationParameters {
  /** Bits a code, 2 to 8. */
  readonly bits: number;
  readonly scales: Float32Array;
  /** As many zero-points z as scales; left out where the scheme is symmetric (z = 0). */
  readonly zeroPoints?: Uint8Array;
}

/**
 * The least scale. GPUs flush subnormal numbers to 0; from here up, a scale, the 24th bit of it and
 * half of that are all normal, which exact rounding on a GPU needs.
 */
export const MIN_SCALE = 2 ** -100;

/**
 * Parameters that fit ranges, by the rules of PyTorch's observers for weights: symmetric
 * s = max|w| / (2^(bits−1) − 1); asymmetric s = (max − min) / (2^bits − 1) and
 * z = clamp(round(−min/s)). Every step is rounded to float32. A slice of zeros has s = 1, z = 0.
 */
export function fitParameters(
  { min, max }: Ranges,
  { bits, scheme }: Pick<QuantizeStep, 'bits' | 'scheme'>,
): QuantizationParameters {
  const scales = new Float32Array(max.length);
  if (scheme === 'symmetric') {
    const highest = 2 ** (bits - 1) - 1;
    for (let i = 0; i < scales.length; i++) {
      scales[i] = scaleOf(Math.max(-min[i]!, max[i]!), highest);
    }
    return { bits, scales };
  }
  const highest = 2 ** bits - 1;
  const zeroPoints = new Uint8Array(max.length);
  for (let i = 0; i < scales.length; i++) {
    const scale = scaleOf(Math.fround(max[i]! - min[i]!), highest);
    scales[i] = scale;
    zeroPoints[i] = Math.min(roundHalfEven(Math.fround(-min[i]! / scale)), highest);
  }
  return { bits, scales, zeroPoints };
}

function scaleOf(width: number, steps: number): number {
  return width === 0 ? 1 : Math.max(Math.fround(width / steps), MIN_SCALE);
}

/** The least and the greatest code. Symmetric codes leave −2^(bits−1) unused. */
export function codeLimits({ bits, zeroPoints }: QuantizationParameters): [number, number] {
  if (zeroPoints) return [0, 2 ** bits - 1];
  const highest = 2 ** (bits - 1) - 1;
  return [-highest, highest];
}
