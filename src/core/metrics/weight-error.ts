import { toIndices } from '../encode/codebook-indices';
import { toStoredCodes } from '../encode/stored-codes';
import type { Coding } from '../quantize/coding';
import { rangesOf } from '../quantize/ranges';
import { roundHalfEven } from '../quantize/rounding';
import type { ScalesFit } from '../quantize/scales-fit';
import type { TensorFigures } from '../report';

/** One kernel before and after, in the same order. */
export interface KernelChange {
  readonly name: string;
  readonly shape: readonly number[];
  readonly original: Float32Array;
  readonly compressed: Float32Array;
  /** How `compressed` is coded, left out where it is float32. */
  readonly coding?: Coding;
  /** 0 for a pruned weight, anything else for one kept; left out where nothing was pruned. */
  readonly mask?: Uint8Array;
  /** Left out where its scales fit the weights that are left. */
  readonly fit?: ScalesFit;
}

/**
 * What became of one kernel. A weight is pruned where the mask says so: one that merely rounds to
 * zero was kept, and counts in the error.
 *
 * @throws RangeError where lengths differ, or the coding has no code for a compressed weight.
 */
export function tensorFigures(change: KernelChange): TensorFigures {
  const { name, shape, original, compressed, coding, mask } = change;
  const weights = original.length;
  if (compressed.length !== weights || (mask && mask.length !== weights)) {
    throw new RangeError(
      `${name} has ${weights} weights, but ${compressed.length} compressed ones` +
        `${mask ? ` and a mask of ${mask.length}` : ''}.`,
    );
  }
  const ratio = sqnr(original, compressed);
  const figures = {
    name,
    shape,
    weights,
    zeros: zeros(compressed),
    ...(ratio !== undefined && { sqnr: ratio }),
  };
  if (!coding || coding === 'float16')
    return { ...figures, maxError: largestErrors(change, 1)[0]! };
  if ('codebook' in coding) {
    return {
      ...figures,
      maxError: largestErrors(change, 1)[0]!,
      distinct: distinctCodes(toIndices(compressed, coding.codebook)),
    };
  }
  const { scales } = coding;
  const errors = largestErrors(change, scales.length);
  const inScales = errors.map((error, channel) => error / scales[channel]!);
  const used = fitted(scales, compressed);
  return {
    ...figures,
    scales: {
      count: scales.length,
      min: extreme(used, Math.min),
      max: extreme(used, Math.max),
    },
    maxError: extreme(errors, Math.max),
    maxErrorInScales: extreme(inScales, Math.max),
    distinct: distinctCodes(toStoredCodes(compressed, coding)),
    ...(coding.zeroPoints && change.fit !== 'training' && { zeroMiss: zeroMiss(change, scales) }),
  };
}

/**
 * The scales but for those of channels that are all zeros, whose scale of 1 was fitted to nothing; all of
 * them where there are no others.
 */
function fitted(scales: Float32Array, weights: Float32Array): Float32Array {
  const written = new Uint8Array(scales.length);
  for (let i = 0, channel = 0; i < weights.length; i++) {
    if (weights[i] !== 0) written[channel] = 1;
    if (++channel === scales.length) channel = 0;
  }
  const used = scales.filter((scale, channel) => scale !== 1 || written[channel] === 1);
  return used.length > 0 ? used : scales;
}

/**
 * How far 0 is from the nearest of the codes that begin at the least weight of their channel, in
 * scales, in the channel where it is farthest: |z − round(z)| of z = −min/s before it is rounded.
 */
function zeroMiss({ original, mask, fit }: KernelChange, scales: Float32Array): number {
  const { min } = rangesOf(original, scales.length, fit === 'all weights' ? undefined : mask);
  return extreme(
    min.map((least, channel) => {
      const zeroPoint = -least / scales[channel]!;
      return Math.abs(zeroPoint - roundHalfEven(zeroPoint));
    }),
    Math.max,
  );
}

/**
 * The ratio of signal to quantization noise in decibels, 10·log₁₀(Σw² / Σ(w − ŵ)²), summed in float64;
 * undefined where no weight has changed, which would be infinitely many. A weight that was set to zero
 * is noise as much as it was signal: with all of them at zero it is 0 dB.
 */
export function sqnr(original: Float32Array, compressed: Float32Array): number | undefined {
  let signal = 0;
  let noise = 0;
  for (let i = 0; i < original.length; i++) {
    const weight = original[i]!;
    signal += weight * weight;
    noise += (weight - compressed[i]!) ** 2;
  }
  return noise === 0 ? undefined : 10 * Math.log10(signal / noise);
}

/** Largest |ŵ − w| over the weights kept, channel by channel. */
function largestErrors(
  { original, compressed, mask }: KernelChange,
  channels: number,
): Float64Array {
  const largest = new Float64Array(channels);
  for (let i = 0, channel = 0; i < original.length; i++) {
    if (!mask || mask[i] !== 0) {
      const error = Math.abs(compressed[i]! - original[i]!);
      if (error > largest[channel]!) largest[channel] = error;
    }
    if (++channel === channels) channel = 0;
  }
  return largest;
}

// No spread into Math.max: a kernel may have more channels than a call may have arguments.
function extreme(values: ArrayLike<number>, choose: (a: number, b: number) => number): number {
  let best = values[0]!;
  for (let i = 1; i < values.length; i++) best = choose(best, values[i]!);
  return best;
}

function zeros(weights: Float32Array): number {
  let count = 0;
  for (let i = 0; i < weights.length; i++) if (weights[i] === 0) count++;
  return count;
}

function distinctCodes(codes: Uint8Array): number {
  const used = new Uint8Array(256);
  for (let i = 0; i < codes.length; i++) used[codes[i]!] = 1;
  return used.reduce((count, code) => count + code, 0);
}
