import {
  CONFIDENCES,
  RATINGS,
  type Answer,
  type Attempt,
  type Confidence,
  type Rating,
} from './attempt';

/** Any clock's time, and a hundred years after it, is a date. */
const MAX_TIME = Date.UTC(9999, 0);
/** Characters of a value that a problem cites. */
const MAX_CITED = 60;

/** The attempt that a parsed value holds; or, in words and with both values, why it holds none. */
export function readAttempt(value: unknown): Attempt | string {
  if (!isRecord(value)) return `it is ${cited(value)}, expected an attempt`;
  const { item, confidence, correct, time, rating } = value;
  const answer = readAnswer(value.answer);
  const problem = (field: string, expected: string) =>
    `${field} is ${cited(value[field])}, expected ${expected}`;
  if (typeof item !== 'string') return problem('item', 'the id of a question');
  if (!answer) return problem('answer', 'an option, marks with a text, numbers, shown or done');
  if (confidence !== null && !isOneOf<Confidence>(CONFIDENCES, confidence)) {
    return problem('confidence', `null, ${CONFIDENCES.join(', ')}`);
  }
  if (typeof correct !== 'boolean') return problem('correct', 'true or false');
  if (typeof time !== 'number' || !(time >= 0 && time <= MAX_TIME)) {
    return problem('time', 'milliseconds since 1970');
  }
  if (rating === undefined) return { item, answer, confidence, correct, time };
  if (!isOneOf<Rating>(RATINGS, rating)) return problem('rating', RATINGS.join(', '));
  return { item, answer, confidence, correct, time, rating };
}

/** Whether a parsed value has fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as it is cited where it can't be read, cut to what fits in a sentence. */
export function cited(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? 'missing';
  } catch {
    // More lists in lists than there is stack for.
    return 'lists in too many lists';
  }
  return text.length > MAX_CITED ? `${text.slice(0, MAX_CITED)}…` : text;
}

function readAnswer(value: unknown): Answer | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, option, marks, text, numbers } = value;
  if (kind === 'shown' || kind === 'done') return { kind };
  if (kind === 'option' && typeof option === 'number' && Number.isInteger(option)) {
    return { kind, option };
  }
  if (kind === 'numbers' && isListOf(numbers, (each) => Number.isFinite(each))) {
    return { kind, numbers: numbers as number[] };
  }
  if (
    kind === 'marks' &&
    typeof text === 'string' &&
    isListOf(marks, (each) => typeof each === 'boolean')
  ) {
    return { kind, marks: marks as boolean[], text };
  }
  return undefined;
}

function isListOf(value: unknown, fits: (each: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(fits);
}

function isOneOf<T>(known: readonly T[], value: unknown): value is T {
  return known.some((each) => each === value);
}
