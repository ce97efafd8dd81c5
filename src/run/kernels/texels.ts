/**
 * How tfjs packs a tensor: as a batch of matrices (its last two dimensions), of which each texel
 * holds 2 rows by 2 columns, padded with zeros at odd edges.
 */
export interface Packing {
  /** [rows, columns], or [batch, rows, columns] where the tensor has more than two dimensions. */
  readonly shape: number[];
  readonly rows: number;
  readonly columns: number;
  /** Texels of one matrix. */
  readonly height: number;
  readonly width: number;
}

export function packingOf(shape: readonly number[]): Packing {
  const [columns = 1, rows = 1, ...batches] = [...shape].reverse();
  const batch = batches.reduce((product, dimension) => product * dimension, 1);
  return {
    shape: batches.length > 0 ? [batch, rows, columns] : [rows, columns],
    rows,
    columns,
    height: Math.ceil(rows / 2),
    width: Math.ceil(columns / 2),
  };
}

/**
 * Whether a tensor's rows of texels are the texture's. They are not in tensors wider or, all
 * matrices together, higher than a texture may be: tfjs wraps those around.
 *
 * @param limit the greatest width and height of a texture, in texels.
 */
export function fitsTexture(shape: readonly number[], limit: number): boolean {
  const { shape: packed, height, width } = packingOf(shape);
  const batch = packed.length === 3 ? packed[0]! : 1;
  return width <= limit && batch * height <= limit;
}
