import type { Coding } from '../../../src/core/quantize/coding';
import type { QuantizationParameters } from '../../../src/core/quantize/parameters';

/** The parameters of weights that are quantized evenly; throws for any other coding. */
export function linearOf({ coding }: { readonly coding?: Coding }): QuantizationParameters {
  if (typeof coding !== 'object' || !('scales' in coding)) {
    throw new Error(`Expected even quantization, got ${JSON.stringify(coding)}.`);
  }
  return coding;
}
