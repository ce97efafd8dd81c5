import { isMeasurable } from '../core/metrics/latency';
import type { LatencyFigures, Report } from '../core/report';

/** Chance below which a difference on the same images counts as real. */
export const SIGNIFICANCE = 0.05;

/** A factor in words: 3.96 → "3.96× smaller", 1 → "the same". */
export function factor(before: number, after: number, less: string, more: string): string {
  if (before === after) return 'the same';
  const ratio = after < before ? before / after : after / before;
  return `${ratio.toFixed(ratio < 10 ? 2 : 1)}× ${after < before ? less : more}`;
}

/** The change of the stored bytes in words. */
export function sizeVerdict({ size }: Pick<Report, 'size'>): string {
  return factor(size.before.dense, size.after.dense, 'smaller', 'larger');
}

/** The change of the deflated bytes in words. */
export function deflateVerdict({ size }: Pick<Report, 'size'>): string {
  return factor(size.before.deflate, size.after.deflate, 'smaller', 'larger');
}

/** The change of accuracy as a fraction, on the images that were read after: fewer in a preview. */
export function accuracyChange({ accuracy }: Pick<Report, 'accuracy'>): number {
  const { before, after, change } = accuracy;
  return isPreview({ accuracy })
    ? (change.gained - change.lost) / after.images
    : after.accuracy - before.accuracy;
}

/** Whether fewer images were read after than before. */
export function isPreview({ accuracy: { before, after } }: Pick<Report, 'accuracy'>): boolean {
  return after.images < before.images;
}

/**
 * The change of accuracy in percentage points: −0.4 → "−0.4 points", of a preview with the number of
 * images: "−0.4 points on 250 so far".
 */
export function accuracyVerdict({ accuracy }: Pick<Report, 'accuracy'>): string {
  const points = accuracyChange({ accuracy }) * 100;
  const images = isPreview({ accuracy }) ? ` on ${accuracy.after.images} so far` : '';
  if (points === 0) return `the same${images}`;
  const amount = Math.abs(points).toFixed(1);
  return `${points < 0 ? '−' : '+'}${amount} ${amount === '1.0' ? 'point' : 'points'}${images}`;
}

/** How the answers changed, image by image, and whether that could be chance. */
export function pairedVerdict({ accuracy }: Pick<Report, 'accuracy'>): string {
  const { gained, lost, changed, pValue } = accuracy.change;
  if (changed === 0) return 'Every image gets the same answer as before.';
  const flips = `${lost} newly wrong, ${gained} newly right`;
  if (gained + lost === 0) return `${changed} answers changed, none between right and wrong.`;
  return pValue < SIGNIFICANCE
    ? `${flips}: more than chance would do (p ${chance(pValue)}).`
    : `${flips}: this could be chance (p ${chance(pValue)}).`;
}

/** A p-value in words: 0.03 → "= 0.030". */
export function chance(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${p.toFixed(p < 0.1 ? 3 : 2)}`;
}

/** The change of latency in words, measured at one batch size. */
export function latencyVerdict({
  measurable,
  ratio,
  control,
}: Pick<LatencyFigures, 'measurable' | 'ratio' | 'control'>): string {
  if (isMeasurable(control)) return 'too unsteady to tell';
  if (!measurable) return 'no measurable change';
  return factor(1, ratio.median, 'faster', 'slower');
}

/** What the A/A control says of the machine, in one line. */
export function controlWords({ control: { median, low, high } }: LatencyFigures): string {
  return `The network against itself came out at ${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)}).`;
}

/** Why nothing became faster, in one line. */
export const LATENCY_REASON =
  'A zero or a decoded code costs these float32 kernels what any weight costs.';
