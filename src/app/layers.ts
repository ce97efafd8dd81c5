import type { LayerPicture } from '../core/pictures/layer-picture';
import type { KernelWarning } from '../core/metrics/warnings';
import { MIN_SCALE } from '../core/quantize/parameters';
import type { Ranges } from '../core/quantize/ranges';
import type { KernelFigures, Report, TensorFigures } from '../core/report';
import { smallestRow } from '../core/encode/smallest-row';
import { percent } from '../core/words';
import { count } from '../parts/format';

/** Room above the highest bar, as a factor. */
const HEADROOM = 1.1;

/** A weight with three significant digits. */
export function weight(value: number): string {
  return value === 0 ? '0' : value.toPrecision(3);
}

/**
 * Top of the histogram's axis: the highest bar but that of 0, where pruning piles up what it sets to
 * zero. That one is cut off, and told in words.
 */
export function histogramTop({ histogram: { before, after } }: LayerPicture): number {
  const middle = (after.length - 1) / 2;
  const highest = Math.max(...before, ...after.map((n, bin) => (bin === middle ? 0 : n)));
  return Math.max(1, Math.ceil(highest * HEADROOM));
}

/** What became of one layer, in a sentence. */
export function layerWords({ weights, zeros, distinct, maxError }: TensorFigures): string {
  const left =
    distinct === undefined
      ? ''
      : ` ${count(distinct)} different ${distinct === 1 ? 'code is' : 'codes are'} in use.`;
  const moved =
    maxError === 0
      ? 'No weight that was kept has moved.'
      : `A weight that was kept has moved by at most ${weight(maxError)}.`;
  return `${count(zeros)} of ${count(weights)} weights are 0 (${percent(zeros / weights)}).${left} ${moved}`;
}

/** What is easily overlooked in the layers, a sentence each that begins with the layer's name. */
export function layerWarnings(
  tensors: readonly Pick<KernelFigures, 'name' | 'warnings'>[],
): string[] {
  return tensors.flatMap(({ name, warnings = [] }) =>
    warnings.map((warning) => `${name}: ${warningWords(warning)}`),
  );
}

function warningWords(warning: KernelWarning): string {
  if (warning.kind === 'underflow') {
    const { weights } = warning;
    return weights === 1
      ? '1 weight is too small for float16 and became 0.'
      : `${count(weights)} weights are too small for float16 and became 0.`;
  }
  if (warning.kind === 'least scale') {
    const { scales } = warning;
    const at = scales === 1 ? '1 scale is' : `${count(scales)} scales are`;
    return `${at} at the lower limit (${weight(MIN_SCALE)}), too coarse for weights this small.`;
  }
  return warning.left === 1
    ? 'only 1 weight is left that is not 0.'
    : 'every weight became 0, so its output is the same for every image.';
}

/** How much wider the widest range may be before one scale costs the narrowest a bit of its codes. */
const UNLIKE = 2;

/** How unlike the channels' ranges are, and what that means where the kernel has so many scales. */
export function rangeWords(
  { ranges: { before } }: Pick<LayerPicture, 'ranges'>,
  scales: number | undefined,
): string {
  const widths = widthsOf(before).filter((width) => width > 0);
  if (widths.length < 2) return 'One channel has a range of its own.';
  const ratio = Math.max(...widths) / Math.min(...widths);
  const reach =
    `The widest of ${count(before.min.length)} channels reaches ` +
    `${ratio.toFixed(ratio < 10 ? 1 : 0)}× as far as the narrowest`;
  if (scales !== undefined && scales > 1) return `${reach}, and each has a scale of its own.`;
  if (ratio < UNLIKE) return `${reach}: one scale does for all.`;
  const leaves = scales === undefined ? 'would leave' : 'leaves';
  return `${reach}: one scale for all ${leaves} the narrow ones few codes.`;
}

/** Largest magnitude of each channel. */
function widthsOf({ min, max }: Ranges): number[] {
  return Array.from(min, (low, channel) => Math.max(-low, max[channel]!));
}

/** One layer's row in the table of all. */
export interface LayerRow {
  readonly name: string;
  readonly shape: string;
  readonly weights: number;
  readonly zeros: number;
  readonly distinct: number | undefined;
  readonly maxError: number;
  /** Bytes in the encoding that is smallest for the network; undefined until counted. */
  readonly bytes: number | undefined;
}

/** Every layer that is pruned and quantized, in the network's order. */
export function layerRows({ tensors, ledger }: Pick<Report, 'tensors' | 'ledger'>): LayerRow[] {
  const smallest = ledger && smallestRow(ledger.rows);
  return tensors.map(({ name, shape, weights, zeros, distinct, maxError }, i) => {
    const parts = smallest?.kernels[i];
    return {
      name,
      shape: shape.join('×'),
      weights,
      zeros,
      distinct,
      maxError,
      bytes: parts && parts.weights + parts.indices + parts.scales + parts.tables,
    };
  });
}
