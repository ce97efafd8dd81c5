import type { QuantizationParameters } from '../../core/quantize/parameters';

/** A texel holds the codes of 4 inputs × 4 outputs. */
export const TILE = 4;

/**
 * Where the codes of a dense layer lie in a texture of four 32-bit integers a texel: each integer
 * is an output, its bytes from the lowest are inputs. All texels of the same 4 outputs follow each
 * other along the inputs in one row of the texture, or in `folds` rows where one can't hold them.
 */
export interface Int8Layout {
  readonly inputs: number;
  readonly outputs: number;
  /** In texels. */
  readonly width: number;
  readonly height: number;
  readonly folds: number;
}

/**
 * @param limit the greatest width and height of a texture, in texels.
 * @throws RangeError where the layer doesn't fit in one texture.
 */
export function int8Layout([inputs, outputs]: readonly number[], limit: number): Int8Layout {
  const tiles = Math.ceil(inputs! / TILE);
  const folds = Math.ceil(tiles / limit);
  const width = Math.ceil(tiles / folds);
  const height = Math.ceil(outputs! / TILE) * folds;
  if (height > limit) {
    throw new RangeError(
      `${inputs} × ${outputs} codes take ${width} × ${height} texels; ` +
        `a texture has at most ${limit} × ${limit}.`,
    );
  }
  return { inputs: inputs!, outputs: outputs!, width, height, folds };
}

/** Added to an asymmetric code, 0 to 255, and to its zero-point, so that it fits in a signed byte. */
export const UNSIGNED_OFFSET = -128;

/**
 * The codes as signed bytes, 16 a texel; 0 where a tile reaches beyond the layer.
 *
 * @param codes [inputs, outputs] in row-major order, as `toStoredCodes` gives them.
 */
export function packInt8(
  codes: Uint8Array,
  { inputs, outputs, width, height, folds }: Int8Layout,
  { bits, zeroPoints }: QuantizationParameters,
): Int8Array<ArrayBuffer> {
  const bytes = new Int8Array(TILE * TILE * width * height);
  const aboveBits = 32 - bits;
  for (let input = 0, i = 0; input < inputs; input++) {
    for (let output = 0; output < outputs; output++, i++) {
      const texel = Math.floor(output / TILE) * folds * width + Math.floor(input / TILE);
      bytes[TILE * (TILE * texel + (output % TILE)) + (input % TILE)] = zeroPoints
        ? codes[i]! + UNSIGNED_OFFSET
        : (codes[i]! << aboveBits) >> aboveBits;
    }
  }
  return bytes;
}
