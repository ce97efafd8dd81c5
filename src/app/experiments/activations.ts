import type { ActivationPicture } from '../../core/pictures/activation-picture';
import { percent } from '../../core/words';

/** Layers that only line up or pass on what they read. */
const COPIES: ReadonlySet<string> = new Set(['Flatten', 'Dropout', 'Reshape']);

/** The layers that make something new of what they read. */
export function computing(layers: readonly ActivationPicture[]): ActivationPicture[] {
  return layers.filter(({ kind }) => !COPIES.has(kind));
}

/** An output, or a mean of them, with three significant digits. */
export function output(value: number): string {
  return `${Number(value.toPrecision(3))}`.replace('-', '−');
}

/** How far a layer's outputs are from what they were. */
export function differenceWords({ difference, before }: ActivationPicture): string {
  if (difference === undefined) return 'Fewer outputs than before: not compared one by one.';
  if (difference === 0) return 'The same as before.';
  const share = before.meanMagnitude > 0 ? difference / before.meanMagnitude : undefined;
  const relative = share === undefined ? '' : `, ${percent(share)} of the mean magnitude before`;
  return `Differs by ${output(difference)} on average${relative}.`;
}

/** "8 × 8 outputs of 16 feature maps", or "300 outputs". */
export function shapeWords(shape: readonly number[]): string {
  return shape.length === 1
    ? `${shape[0]} outputs`
    : `${shape.at(-1)} feature maps of ${shape.slice(0, -1).join(' × ')}`;
}
