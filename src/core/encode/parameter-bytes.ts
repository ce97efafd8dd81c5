import type { QuantizationParameters } from '../quantize/parameters';
import { bytesOf } from './bytes';

/** The scales in float32, then zero-points of one byte each; nothing for a float32 kernel. */
export function parameterBytes(parameters?: QuantizationParameters): Uint8Array[] {
  if (!parameters) return [];
  const { scales, zeroPoints } = parameters;
  return zeroPoints ? [bytesOf(scales), zeroPoints] : [bytesOf(scales)];
}
