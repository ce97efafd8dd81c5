import { fromCode, toCode } from './code';
import { binned, type BinnedValues } from './histogram';
import { orderStatistic } from './order-statistic';
import { codeLimits, fitParameters, type QuantizationParameters } from './parameters';
import { rangesOf, type Ranges } from './ranges';

/** How the range of a layer's activations is chosen from those of calibration images. */
export type RangeMethod = 'minmax' | 'percentile' | 'mse';

/** The share of the activations that the percentile range clips at either end: 0.01%. */
const CLIPPED = 1e-4;

/** Ends of the range that the search tries: this many parts of the extreme activation. */
const GRID = 128;

const RANGES: Readonly<Record<RangeMethod, (values: Float32Array, bits: number) => Ranges>> = {
  minmax: (values) => rangesOf(values, 1),
  percentile: percentileRange,
  mse: leastErrorRange,
};

/**
 * The range of activations, widened to hold 0, for `fitParameters` with the asymmetric scheme: one
 * range for all channels. After ReLU it begins at 0.
 *
 * - `minmax`: from the least to the greatest activation.
 * - `percentile`: from the 0.01% to the 99.99% quantile, exact and not of a histogram, by linear
 *   interpolation as in `metrics/quantile`. Where so few are not 0 that both are 0, as `minmax`.
 * - `mse`: the range whose codes of `bits` bits have the least squared error on a histogram of 2,048
 *   bins. Tried are 128 upper ends, even parts of the greatest activation, then as many lower ends; the
 *   search starts from `minmax`, and is never worse.
 *
 * The percentile is one of those in Wu et al. 2020, https://arxiv.org/abs/2004.09602; the others are
 * in Nagel et al. 2021, https://arxiv.org/abs/2106.08295, section 3.1.
 *
 * @param name of the layer, for errors.
 * @throws RangeError where there is no activation, or one is not finite.
 */
export function activationRange(
  name: string,
  values: Float32Array,
  { range, bits }: { readonly range: RangeMethod; readonly bits: number },
): Ranges {
  if (values.length === 0) {
    throw new RangeError(`A range needs 1 activation or more; ${name} has ${values.length}.`);
  }
  let refused = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) refused++;
  if (refused > 0) {
    throw new RangeError(`${refused} of ${values.length} activations of ${name} are not finite.`);
  }
  return RANGES[range](values, bits);
}

function percentileRange(values: Float32Array): Ranges {
  const range = rangeOf(quantileOf(values, CLIPPED), quantileOf(values, 1 - CLIPPED));
  return range.min[0] === range.max[0] ? rangesOf(values, 1) : range;
}

function quantileOf(values: Float32Array, p: number): number {
  const position = p * (values.length - 1);
  const below = Math.floor(position);
  const low = orderStatistic(values, below);
  const high = orderStatistic(values, Math.ceil(position));
  return low + (high - low) * (position - below);
}

function leastErrorRange(values: Float32Array, bits: number): Ranges {
  const all = rangesOf(values, 1);
  const [least, greatest] = [all.min[0]!, all.max[0]!];
  const histogram = binned(values, least, greatest);
  let best = { range: all, error: squaredError(histogram, all, bits) };
  const attempt = (range: Ranges) => {
    // A range of 0 alone would get scale 1, and be judged by what that makes of other activations.
    if (range.min[0] === range.max[0]) return;
    const error = squaredError(histogram, range, bits);
    if (error < best.error) best = { range, error };
  };
  for (let part = GRID - 1; part >= 0; part--) attempt(rangeOf(least, (greatest * part) / GRID));
  const upper = best.range.max[0]!;
  for (let part = GRID - 1; part >= 0; part--) attempt(rangeOf((least * part) / GRID, upper));
  return best.range;
}

/** The sum of squared errors that a range's codes make in a histogram's activations. */
function squaredError({ counts, means }: BinnedValues, range: Ranges, bits: number): number {
  const parameters = fitParameters(range, { bits, scheme: 'asymmetric' });
  const limits = codeLimits(parameters);
  return means.reduce(
    (sum, mean, bin) => sum + counts[bin]! * (decoded(mean, parameters, limits) - mean) ** 2,
    0,
  );
}

function decoded(
  value: number,
  { scales, zeroPoints }: QuantizationParameters,
  limits: readonly [number, number],
): number {
  const [scale, zeroPoint] = [scales[0]!, zeroPoints![0]!];
  return fromCode(toCode(value, scale, zeroPoint, limits), scale, zeroPoint);
}

/** Widened to hold 0, which is never −0. */
function rangeOf(min: number, max: number): Ranges {
  return { min: Float32Array.of(Math.min(min, 0) + 0), max: Float32Array.of(Math.max(max, 0) + 0) };
}
