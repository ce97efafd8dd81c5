import type { PairedChange } from '../report';
import { fairCoinTail } from './binomial';

/** The p-value below which a difference on the same images counts as real. */
export const SIGNIFICANCE = 0.05;

/**
 * Exact two-sided McNemar p-value: how likely a split at least as uneven as `gained` against `lost`
 * is, were each of these images as likely to go one way as the other. Twice the smaller binomial
 * tail, at most 1; and 1 where nothing went either way (McNemar 1947, Psychometrika 12, 153–157;
 * the exact form in Fagerland, Lydersen, Laake 2013, BMC Med. Res. Methodol. 13:91).
 */
export function mcnemar(gained: number, lost: number): number {
  return Math.min(1, 2 * fairCoinTail(gained + lost, Math.min(gained, lost)));
}

/**
 * What changed between two sets of predicted classes for the same images, one entry an image.
 *
 * @throws RangeError where the three lengths differ.
 */
export function pairedChange(
  labels: ArrayLike<number>,
  before: ArrayLike<number>,
  after: ArrayLike<number>,
): PairedChange {
  if (before.length !== labels.length || after.length !== labels.length) {
    throw new RangeError(
      `Each of ${labels.length} labels needs two predictions, ` +
        `got ${before.length} before and ${after.length} after.`,
    );
  }
  let gained = 0;
  let lost = 0;
  let changed = 0;
  for (let i = 0; i < labels.length; i++) {
    if (before[i] === after[i]) continue;
    changed++;
    if (after[i] === labels[i]) gained++;
    if (before[i] === labels[i]) lost++;
  }
  return { gained, lost, changed, pValue: mcnemar(gained, lost) };
}
