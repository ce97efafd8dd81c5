/** Ink between two feature maps. */
const RULE = 64;
const FULL = 255;
/** Units in a row of a picture of units. */
const UNITS = 50;
/** Feature maps side by side for one below the other. */
const ASPECT = 3;

/** What one layer makes of one image, as ink: 0 is `low` of the picture, 255 is `high`. */
interface Side {
  /** [height, width, channels], or [units]. */
  readonly shape: readonly number[];
  readonly width: number;
  readonly height: number;
  /** Row after row: feature map beside feature map with a line between them, or unit after unit. */
  readonly ink: Uint8Array;
  /** Mean of |x|, and the share of the outputs that are 0. */
  readonly meanMagnitude: number;
  readonly zeros: number;
}

/** The outputs of one layer for one image, before and after, drawn to one scale. */
export interface ActivationPicture {
  readonly name: string;
  /** As tfjs calls the layer's class: `Conv2D`. */
  readonly kind: string;
  /** Least output of both sides, widened to hold 0, and the greatest. */
  readonly low: number;
  readonly high: number;
  readonly before: Side;
  readonly after: Side;
  /** Mean of |after − before|; left out where filters or neurons were removed. */
  readonly difference?: number;
}

/** A layer's outputs for one image, in row-major order, channels last. */
export interface Activations {
  /** Without the image's own dimension. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Draws up what a layer makes of an image before and after. */
export function activationPicture(
  { name, kind }: { readonly name: string; readonly kind: string },
  before: Activations,
  after: Activations,
): ActivationPicture {
  const all = [...before.values, ...after.values];
  const low = all.reduce((least, value) => Math.min(least, value), 0);
  const high = all.reduce((greatest, value) => Math.max(greatest, value), 0);
  // Beside each other they must have as many maps in a row.
  const columns = columnsOf(before.shape);
  const same = before.values.length === after.values.length;
  return {
    name,
    kind,
    low,
    high,
    before: sideOf(before, low, high, columns),
    after: sideOf(after, low, high, columns),
    ...(same && { difference: meanDifference(before.values, after.values) }),
  };
}

function columnsOf(shape: readonly number[]): number {
  if (shape.length === 1) return Math.min(UNITS, shape[0]!);
  const maps = shape.at(-1)!;
  return Math.min(maps, Math.ceil(Math.sqrt(ASPECT * maps)));
}

function sideOf({ shape, values }: Activations, low: number, high: number, columns: number): Side {
  const units = shape.length === 1;
  const [mapHeight, mapWidth, maps] = units
    ? [1, 1, shape[0]!]
    : (shape as [number, number, number]);
  const gap = units ? 0 : 1;
  const width = columns * (mapWidth + gap) - gap;
  const height = Math.ceil(maps / columns) * (mapHeight + gap) - gap;
  const ink = new Uint8Array(width * height);
  if (gap) rule(ink, width, height, { maps, columns, mapWidth, mapHeight });
  const scale = high > low ? FULL / (high - low) : 0;
  values.forEach((value, i) => {
    const map = i % maps;
    const pixel = (i - map) / maps;
    const x = (map % columns) * (mapWidth + gap) + (pixel % mapWidth);
    const y = Math.floor(map / columns) * (mapHeight + gap) + Math.floor(pixel / mapWidth);
    ink[y * width + x] = Math.round((value - low) * scale);
  });
  return {
    shape,
    width,
    height,
    ink,
    meanMagnitude: mean(values, Math.abs),
    zeros: mean(values, (value) => Number(value === 0)),
  };
}

/** Draws the lines to the right of each map and below it. */
function rule(
  ink: Uint8Array,
  width: number,
  height: number,
  grid: Readonly<Record<'maps' | 'columns' | 'mapWidth' | 'mapHeight', number>>,
): void {
  const { maps, columns, mapWidth, mapHeight } = grid;
  for (let map = 0; map < maps; map++) {
    const left = (map % columns) * (mapWidth + 1);
    const top = Math.floor(map / columns) * (mapHeight + 1);
    for (let y = top; y <= Math.min(top + mapHeight, height - 1); y++) {
      for (let x = left; x <= Math.min(left + mapWidth, width - 1); x++) {
        if (x === left + mapWidth || y === top + mapHeight) ink[y * width + x] = RULE;
      }
    }
  }
}

function meanDifference(before: Float32Array, after: Float32Array): number {
  return mean(after, (value, i) => Math.abs(value - before[i]!));
}

function mean(values: Float32Array, of: (value: number, i: number) => number): number {
  return values.reduce((sum, value, i) => sum + of(value, i), 0) / values.length;
}
