/** Most rows or columns of a picture; a larger matrix is drawn in blocks. */
const MAX_SIDE = 320;
const FULL = 255;
/** Root mean squares at which a weight is drawn in full: few are beyond. */
const FULL_RMS = 3;
/** What the least weight that is not 0 is drawn with, so that zeros alone are blank. */
const FAINTEST = 24;

/** Weights as ink, 0 (all weights of the cell are 0) to 255, row after row. */
export interface MatrixPicture {
  /** One row an input of the layer, or several in a block; one column an output channel, or several. */
  readonly rows: number;
  readonly columns: number;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/**
 * A kernel before and after as a picture of magnitudes, both to the scale of the first.
 *
 * @param channels the kernel's output channels: the length of a row.
 */
export function matrixPicture(
  before: Float32Array,
  after: Float32Array,
  channels: number,
): MatrixPicture {
  const inputs = before.length / channels;
  const block = {
    rows: Math.max(1, Math.ceil(inputs / MAX_SIDE)),
    columns: Math.max(1, Math.ceil(channels / MAX_SIDE)),
  };
  const rows = Math.ceil(inputs / block.rows);
  const columns = Math.ceil(channels / block.columns);
  const means = (weights: Float32Array) => blockMeans(weights, channels, block, rows, columns);
  const original = means(before);
  const full = FULL_RMS * rootMeanSquare(original) || 1;
  return { rows, columns, before: ink(original, full), after: ink(means(after), full) };
}

/** Mean magnitude of each block's weights. */
function blockMeans(
  weights: Float32Array,
  channels: number,
  block: { readonly rows: number; readonly columns: number },
  rows: number,
  columns: number,
): Float64Array {
  const sums = new Float64Array(rows * columns);
  const counts = new Uint32Array(rows * columns);
  for (let i = 0, row = 0; i < weights.length; row++) {
    const start = Math.floor(row / block.rows) * columns;
    for (let column = 0; column < channels; column++, i++) {
      const cell = start + Math.floor(column / block.columns);
      sums[cell]! += Math.abs(weights[i]!);
      counts[cell]!++;
    }
  }
  return sums.map((sum, cell) => sum / counts[cell]!);
}

function ink(means: Float64Array, full: number): Uint8Array {
  return Uint8Array.from(means, (mean) =>
    mean === 0 ? 0 : Math.max(FAINTEST, Math.min(FULL, Math.round((FULL * mean) / full))),
  );
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
