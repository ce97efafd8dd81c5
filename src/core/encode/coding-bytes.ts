import type { Coding } from '../quantize/coding';
import type { QuantizeStep } from '../steps/quantize';
import { bytesOf, type ByteReader, concatenate } from './bytes';
import { checkCodebook, checkEntryCount, indexBits } from './codebook-indices';
import { checkBits, checkParameters, FLOAT_BITS, HALF_BITS } from './symbols';

/** What a reader must know of a coding beforehand: its kind, and how much there is of it. */
export type CodingLayout =
  | (Pick<QuantizeStep, 'bits' | 'scheme'> & { readonly scales: number })
  | { readonly codebook: number }
  | 'float16';

/** What there is of a coding; undefined for float32. */
export function layoutOf(coding?: Coding): CodingLayout | undefined {
  if (!coding || coding === 'float16') return coding;
  if ('codebook' in coding) return { codebook: coding.codebook.length };
  const { bits, scales, zeroPoints } = coding;
  return { bits, scheme: zeroPoints ? 'asymmetric' : 'symmetric', scales: scales.length };
}

/**
 * What must be stored beside the symbols of a kernel: the values of its codebook in float32; or its
 * scales in float32, then zero-points of one byte each. Nothing for float32 and float16.
 */
export function codingBytes(coding?: Coding): { table: Uint8Array; scales: Uint8Array } {
  const none = new Uint8Array(0);
  if (!coding || coding === 'float16') return { table: none, scales: none };
  if ('codebook' in coding) return { table: bytesOf(coding.codebook), scales: none };
  const { scales, zeroPoints = none } = coding;
  return { table: none, scales: concatenate([bytesOf(scales), zeroPoints]) };
}

/**
 * The coding whose bytes are the reader's next.
 *
 * @throws RangeError for a faulty codebook, and for scales and zero-points that no weights have.
 */
export function readCoding(reader: ByteReader, layout: CodingLayout): Coding {
  if (layout === 'float16') return layout;
  if ('codebook' in layout) {
    const codebook = reader.floats(layout.codebook);
    checkCodebook(codebook);
    return { codebook };
  }
  const { bits, scheme } = layout;
  const scales = reader.floats(layout.scales);
  const parameters =
    scheme === 'symmetric'
      ? { bits, scales }
      : { bits, scales, zeroPoints: reader.take(scales.length) };
  checkParameters(parameters);
  return parameters;
}

/**
 * Bits of a symbol.
 *
 * @throws RangeError where codes cannot have so many, or a codebook so many values.
 */
export function symbolBits(layout?: CodingLayout): number {
  if (!layout) return FLOAT_BITS;
  if (layout === 'float16') return HALF_BITS;
  if ('codebook' in layout) {
    checkEntryCount(layout.codebook);
    return indexBits(layout.codebook);
  }
  checkBits(layout.bits);
  return layout.bits;
}
