import { isMeasurable } from '../core/metrics/latency';
import { SIGNIFICANCE } from '../core/metrics/mcnemar';
import { pointsLost } from '../core/metrics/points-lost';
import type { LatencyFigures, Report } from '../core/report';
import { points, pValue as pValueWords } from './format';

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

/** Whether fewer images were read after than before: a control is still moving. */
export function isPreview({ accuracy: { before, after } }: Pick<Report, 'accuracy'>): boolean {
  return after.images < before.images;
}

/**
 * The change of accuracy in percentage points: 0.4 lost → "−0.4 points", in a preview with the number
 * of images: "−0.4 points on 250 so far".
 */
export function accuracyVerdict(report: Pick<Report, 'accuracy'>): string {
  const lost = pointsLost(report);
  const change = lost === 0 ? 'the same' : `${lost > 0 ? '−' : '+'}${points(Math.abs(lost))}`;
  return isPreview(report) ? `${change} on ${report.accuracy.after.images} so far` : change;
}

/** How the answers changed, image by image, and whether that could be chance. */
export function pairedVerdict({ accuracy }: Pick<Report, 'accuracy'>): string {
  const { gained, lost, changed, pValue } = accuracy.change;
  if (changed === 0) return 'Every image gets the same answer as before.';
  const flips = `${lost} newly wrong, ${gained} newly right`;
  if (gained + lost === 0) return `${changed} answers changed, none between right and wrong.`;
  return pValue < SIGNIFICANCE
    ? `${flips}: too uneven to be chance (${pValueWords(pValue)}).`
    : `${flips}: this could be chance (${pValueWords(pValue)}).`;
}

/** The change of latency in words, measured at one batch size. */
export function latencyVerdict({
  identical,
  measurable,
  ratio,
  control,
}: Pick<LatencyFigures, 'identical' | 'measurable' | 'ratio' | 'control'>): string {
  if (identical) return 'identical';
  if (isMeasurable(control)) return 'too unsteady to tell';
  if (!measurable) return 'no measurable change';
  return factor(1, ratio.median, 'faster', 'slower');
}

/** What the A/A control says of the machine, in one line. */
export function controlWords({ control: { median, low, high } }: LatencyFigures): string {
  return `The network against itself came out at ${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)}).`;
}

/** Why one time stands for both networks, in one line. */
export function identicalReason({ techniques }: Pick<Report, 'techniques'>): string {
  return techniques.activations.length > 0
    ? 'Quantized activations are simulated and not timed; all else is the same network, timed once.'
    : 'Before and after are the same network, so it was timed once.';
}

/** Why nothing became faster, in one line. */
export const LATENCY_REASON = 'A zero or a rounded weight takes just as long to multiply.';
