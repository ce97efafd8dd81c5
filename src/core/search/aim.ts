/** What is looked for: the smallest network that loses little, or the best that is small enough. */
export type Aim =
  /** At most so many percentage points of accuracy lost. */
  | { readonly kind: 'loss'; readonly points: number }
  /** At most so many deflated bytes. */
  | { readonly kind: 'size'; readonly bytes: number };

/** The figures that an aim is about. */
export interface Aimed {
  readonly bytes: number;
  readonly images: number;
  readonly lost: number;
  readonly divergence: number;
}

/** Rounding must not forbid what is allowed exactly: 0.3 points of 1,000 images are 3. */
const ROUNDING = 1e-9;

/** How many of the images may be lost. */
export function mayLose(aim: Aim, images: number): number {
  if (aim.kind === 'size') return Infinity;
  return Math.floor((aim.points / 100) * images + ROUNDING);
}

/** Whether figures of all images keep the aim's limit. */
export function keeps(aim: Aim, { bytes, images, lost }: Omit<Aimed, 'divergence'>): boolean {
  return aim.kind === 'size' ? bytes <= aim.bytes : lost <= mayLose(aim, images);
}

/**
 * Below 0 where the first serves the aim better, both keeping its limit: fewer bytes, or fewer images
 * lost. Of equals, the one whose answers moved less.
 */
export function compare(aim: Aim, a: Aimed, b: Aimed): number {
  const first = aim.kind === 'loss' ? a.bytes - b.bytes : a.lost - b.lost;
  return first || a.divergence - b.divergence || a.bytes - b.bytes;
}
