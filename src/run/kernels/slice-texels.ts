import type { QuantizationParameters } from '../../core/quantize/parameters';
import type { Packing } from './texels';

/** Where one tensor's scales are, in texels; its zero-points follow in as many rows below them. */
interface SlicePlace {
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The scales and zero-points of some tensors, one tensor's rows below the other's. */
export interface SliceTexels {
  readonly width: number;
  readonly height: number;
  readonly texels: Float32Array;
  /** By tensor; undefined for one that stays float32. */
  readonly places: readonly (SlicePlace | undefined)[];
}

/**
 * Packs scales and zero-points as tfjs packs the matrices that they belong to, so that one texel of
 * them serves one texel of weights. A tensor takes 1 texel for a single slice, 1 row of texels for a
 * slice a column, else a whole matrix of them.
 */
export function packSlices(
  packings: readonly Packing[],
  parameters: readonly (QuantizationParameters | undefined)[],
): SliceTexels {
  let height = 0;
  const places = packings.map((packing, i) => {
    const own = parameters[i];
    if (!own) return undefined;
    const place = {
      top: height,
      width: own.scales.length > 1 ? packing.width : 1,
      height: own.scales.length > packing.columns ? packing.height : 1,
    };
    height += place.height * (own.zeroPoints ? 2 : 1);
    return place;
  });
  const width = Math.max(0, ...places.map((place) => place?.width ?? 0));
  const texels = new Float32Array(4 * width * height);
  places.forEach((place, i) => {
    if (!place) return;
    const { scales, zeroPoints } = parameters[i]!;
    // A scale of 1 and a zero-point of 0 keep the zeros at odd edges 0.
    pack(scales, packings[i]!, 1, place, texels, width);
    if (zeroPoints) {
      const below = { ...place, top: place.top + place.height };
      pack(zeroPoints, packings[i]!, 0, below, texels, width);
    }
  });
  return { width, height, texels, places };
}

/** Values of the uniforms by which the program finds a tensor's slices. */
export function sliceCoordinates({ width, height, places }: SliceTexels, tensor: number) {
  const place = places[tensor];
  if (!place) return { sliceOrigin: [0, 0], sliceStep: [0, 0], zeroPointStep: [0] };
  // A single column or row of texels serves all: always its centre.
  const [stepX, stepY] = [Number(place.width > 1), Number(place.height > 1)];
  return {
    sliceOrigin: [(stepX ? 0 : 0.5) / width, (place.top + (stepY ? 0 : 0.5)) / height],
    sliceStep: [stepX / width, stepY / height],
    zeroPointStep: [place.height / height],
  };
}

/** Writes one value a slice to its place among texels that are `stride` wide. */
function pack(
  values: ArrayLike<number>,
  { rows, columns }: Packing,
  padding: number,
  { top, width, height }: SlicePlace,
  texels: Float32Array,
  stride: number,
): void {
  for (let row = 0; row < 2 * height; row++) {
    for (let column = 0; column < 2 * width; column++) {
      const texel = (top + (row >> 1)) * stride + (column >> 1);
      texels[4 * texel + 2 * (row & 1) + (column & 1)] =
        row < rows && column < columns
          ? values[(row * columns + column) % values.length]!
          : padding;
    }
  }
}
