import type { EncodingName } from '../../core/encode/encodings';
import type { Evidence } from '../../core/experiment';
import { pointsLost } from '../../core/metrics/points-lost';
import type { LatencyFigures, Report } from '../../core/report';

export { pointsLost };

/** Turns a test of an experiment's reports into a predicate that is false until all are there. */
export function given(test: (...reports: Report[]) => boolean): (evidence: Evidence) => boolean {
  return (evidence) => evidence.length >= test.length && test(...evidence);
}

/** How many times smaller the dense bytes are than before. */
export function denseRatio({ size }: Report): number {
  return size.before.dense / size.after.dense;
}

/** How many times smaller the deflated bytes are than before. */
export function deflateRatio({ size }: Report): number {
  return size.before.deflate / size.after.deflate;
}

/** Dense bytes of one kernel weight, with float32 biases and symmetric scales taken off. */
export function bytesPerWeight({ parameters, size, tensors }: Report): number {
  const scales = tensors.reduce((sum, tensor) => sum + (tensor.scales?.count ?? 0), 0);
  return (size.after.dense - 4 * (parameters.others + scales)) / parameters.kernels;
}

/** Largest error of any weight in units of its own scale, or undefined where all stay float32. */
export function largestErrorInScales({ tensors }: Report): number | undefined {
  const errors = tensors.flatMap((tensor) => tensor.maxErrorInScales ?? []);
  return errors.length > 0 ? Math.max(...errors) : undefined;
}

/**
 * By how much 0 would miss the nearest code of some kernel, in scales, if zero-points were not
 * rounded; undefined where no kernel has one.
 */
export function zeroMiss({ tensors }: Report): number | undefined {
  const misses = tensors.flatMap((tensor) => tensor.zeroMiss ?? []);
  return misses.length > 0 ? Math.max(...misses) : undefined;
}

/** Whether every weight is within half a scale, but for the last bits of float32 arithmetic. */
export function withinHalfScale(report: Report): boolean {
  const error = largestErrorInScales(report);
  return error !== undefined && error <= 0.5 + 1e-4;
}

/** Smallest and largest scale of any kernel, or undefined where all stay float32. */
export function scaleRange({ tensors }: Report): { min: number; max: number } | undefined {
  const scales = tensors.flatMap((tensor) => tensor.scales ?? []);
  if (scales.length === 0) return undefined;
  return {
    min: Math.min(...scales.map(({ min }) => min)),
    max: Math.max(...scales.map(({ max }) => max)),
  };
}

/** Distinct codes in the kernel that has the most of them, or undefined where all stay float32. */
export function distinctCodes({ tensors }: Report): number | undefined {
  const counts = tensors.flatMap(({ distinct }) => distinct ?? []);
  return counts.length > 0 ? Math.max(...counts) : undefined;
}

/** The share of the kernel weights that are 0, whether a mask holds them there or not. */
export function zeroShare({ parameters, tensors }: Report): number {
  return tensors.reduce((sum, { zeros }) => sum + zeros, 0) / parameters.kernels;
}

/** Kernel shapes as text, first layer first. */
export function shapes({ tensors }: Report): string[] {
  return tensors.map(({ shape }) => shape.join('×'));
}

/** Number of classes that the network predicts at least once. */
export function classesPredicted({ predictions }: Report): number {
  return new Set(predictions.map(({ after }) => after)).size;
}

/** Number of classes that the images are of. */
export function classesShown({ predictions }: Report): number {
  return new Set(predictions.map(({ label }) => label)).size;
}

/** The timing of single images, or of batches, where it was measured. */
export function timing({ latency }: Report, of: 'image' | 'batch'): LatencyFigures | undefined {
  return latency.find(({ batch }) => (batch === 1) === (of === 'image'));
}

/** The share of the multiplications before that is left. */
export function macsLeft({ macs }: Report): number {
  return macs.after / macs.before;
}

/** Bytes of the network in one encoding; undefined where they are not counted, or it has none. */
export function encodedBytes({ ledger }: Report, encoding: EncodingName): number | undefined {
  return ledger?.rows.find((row) => row.encoding === encoding)?.bytes;
}

/** Milliseconds that one image takes of either network, at each batch size timed, in ascending order. */
export function timesByBatch(
  { latency }: Report,
  side: 'before' | 'after',
): { batch: number; ms: number }[] {
  return latency
    .map((figures) => ({ batch: figures.batch, ms: figures[side].median / figures.batch }))
    .sort((a, b) => a.batch - b.batch);
}

/** Whether one run is at least as small, deflated, and as accurate as another, and better in one. */
export function dominates(one: Report, other: Report): boolean {
  const bytes = one.size.after.deflate - other.size.after.deflate;
  const points = pointsLost(one) - pointsLost(other);
  return bytes <= 0 && points <= 0 && (bytes < 0 || points < 0);
}
