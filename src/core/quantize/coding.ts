import type { QuantizationParameters } from './parameters';

/** The K values that a kernel's weights have, so that each weight is stored as an index. */
export interface Codebook {
  /** 1 to 256 values, no two alike, 0 the first of them. */
  readonly codebook: Float32Array;
}

/**
 * How a kernel's weights are stored where they are not float32: as codes on an even grid, as
 * indices into a codebook, or in half precision. Zero is exact in all three.
 */
export type Coding = QuantizationParameters | Codebook | 'float16';
