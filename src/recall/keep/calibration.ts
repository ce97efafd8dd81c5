import type { Item } from '../content/item';
import { CONFIDENCES, type Attempt, type Confidence } from './attempt';
import { answers } from './status';

/** How often answers of one confidence were right. */
export interface Calibration {
  readonly confidence: Confidence;
  readonly answered: number;
  readonly right: number;
}

/**
 * What the first answer to each item says of how well the reader knows what they know; a later one
 * was given with the feedback in mind.
 */
export function calibrate(items: readonly Item[], attempts: readonly Attempt[]): Calibration[] {
  const firsts = firstAnswers(items, attempts).map(({ attempt }) => attempt);
  return CONFIDENCES.map((confidence) => {
    const own = firsts.filter((attempt) => attempt.confidence === confidence);
    return { confidence, answered: own.length, right: own.filter(({ correct }) => correct).length };
  });
}

/** The items whose first answer was sure, and wrong. */
export function surprises(items: readonly Item[], attempts: readonly Attempt[]): Item[] {
  return firstAnswers(items, attempts)
    .filter(({ attempt: { confidence, correct } }) => confidence === 'sure' && !correct)
    .map(({ item }) => item);
}

function firstAnswers(items: readonly Item[], attempts: readonly Attempt[]) {
  return items.flatMap((item) => {
    const attempt = attempts.find((each) => answers(item, each));
    // Where the answer was shown first, nothing that comes after is retrieved.
    return attempt && attempt.confidence !== null ? [{ item, attempt }] : [];
  });
}
