import type { AccuracyFigures } from '../report';

/** The 97.5% quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * Accuracy as a fraction, with its 95% score interval without continuity correction (Wilson 1927,
 * "Probable inference, the law of succession, and statistical inference", JASA 22, 209–212;
 * Newcombe 1998, Statistics in Medicine 17, 857–872, method 3).
 *
 * @throws RangeError without images, or where `correct` is no whole number from 0 to `images`.
 */
export function accuracyFigures(correct: number, images: number): AccuracyFigures {
  if (!Number.isInteger(images) || images < 1) {
    throw new RangeError(`Accuracy needs at least one image, got ${images}.`);
  }
  if (!Number.isInteger(correct) || correct < 0 || correct > images) {
    throw new RangeError(`Correct answers must be 0 to ${images}, got ${correct}.`);
  }
  const accuracy = correct / images;
  const shrink = 1 + Z ** 2 / images;
  const centre = (accuracy + Z ** 2 / (2 * images)) / shrink;
  const variance = (accuracy * (1 - accuracy)) / images + (Z / (2 * images)) ** 2;
  const half = (Z * Math.sqrt(variance)) / shrink;
  return {
    correct,
    images,
    accuracy,
    // At the ends the formula gives 0 and 1 exactly, but its rounding does not.
    low: correct === 0 ? 0 : centre - half,
    high: correct === images ? 1 : centre + half,
  };
}
