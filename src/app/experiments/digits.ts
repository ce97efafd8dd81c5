import { PIXELS } from '../../tasks/digits/frame';
import type { Digits } from '../../tasks/digits/splits';
import { confusion } from '../../core/metrics/confusion';
import { accuracyFigures } from '../../core/metrics/wilson';
import type { AccuracyFigures, Prediction, Report } from '../../core/report';
import type { Pad } from '../../lab/pad.svelte';
import { count } from '../../parts/format';

/** As in tasks/digits/splits, whose generator the page has no use for. */
export const CLASSES = 10;

/** One digit of the test set: 28 × 28 bytes. */
export function imageAt({ pixels }: Pick<Digits, 'pixels'>, index: number): Uint8Array {
  return pixels.slice(index * PIXELS, (index + 1) * PIXELS);
}

/** What is wrong with a test digit's number, counted from 1, or undefined. */
export function numberProblem(
  { labels }: Pick<Digits, 'labels'>,
  number: number | null,
): string | undefined {
  const { length } = labels;
  if (number !== null && Number.isInteger(number) && number >= 1 && number <= length) {
    return undefined;
  }
  return `There are digits 1 to ${length}, got ${number ?? 'none'}.`;
}

/** How the picture that the networks see came from what is on the pad. */
export function seenWords({ taken, strokes }: Pick<Pad, 'taken' | 'strokes'>): string {
  if (!taken) {
    return (
      'your strokes scaled to a box of 20 with the pen of the test digits, their centre of mass in ' +
      'the middle'
    );
  }
  return strokes.length === 0
    ? 'the test digit as it is'
    : 'your strokes where you drew them over the test digit, all of it scaled down to a box of 20 ' +
        'where it is larger, its centre of mass in the middle';
}

/** What became of a digit's answer. */
export type Change = 'lost' | 'gained' | 'other' | 'same';

/** What each change is called, and the mark that tells it from the others. */
export const CHANGES: Readonly<Record<Change, { readonly name: string; readonly mark: string }>> = {
  lost: { name: 'newly wrong', mark: '✗' },
  gained: { name: 'newly right', mark: '✓' },
  other: { name: 'wrong in another way', mark: '≠' },
  same: { name: 'same answer', mark: '=' },
};

/** Groups of digits that the gallery can show. */
export const GROUPS = {
  changed: { name: 'changed answers', has: ({ change }: Answered) => change !== 'same' },
  lost: { name: 'newly wrong', has: ({ change }: Answered) => change === 'lost' },
  gained: { name: 'newly right', has: ({ change }: Answered) => change === 'gained' },
  other: { name: 'wrong in another way', has: ({ change }: Answered) => change === 'other' },
  wrong: { name: 'wrong now', has: ({ label, after }: Answered) => after !== label },
  all: { name: 'all digits', has: () => true },
} as const;

export type Group = keyof typeof GROUPS;

/** A test digit, what both networks say of it and how sure they are. */
export interface Answered extends Required<Prediction> {
  readonly change: Change;
  /** What the probability of its label has lost: negative where it has gained. */
  readonly loss: number;
}

/** Which digits are shown; what is undefined may be any. */
export interface Filter {
  readonly group: Group;
  readonly label?: number;
  readonly before?: number;
  readonly after?: number;
}

export type Side = 'label' | 'before' | 'after';

/** Every digit of a report with probabilities, the one whose label has lost most probability first. */
export function answeredDigits({ predictions }: Pick<Report, 'predictions'>): Answered[] {
  return predictions
    .flatMap((prediction) => {
      const { probabilities } = prediction;
      if (!probabilities) return [];
      const loss = probabilities.label.before - probabilities.label.after;
      return { ...prediction, probabilities, change: changeOf(prediction), loss };
    })
    .sort((a, b) => b.loss - a.loss || a.index - b.index);
}

function changeOf({ label, before, after }: Prediction): Change {
  if (before === after) return 'same';
  if (after === label) return 'gained';
  return before === label ? 'lost' : 'other';
}

/** The digits that a filter lets through, in their order. */
export function filtered(digits: readonly Answered[], filter: Filter): Answered[] {
  const { group, label, before, after } = filter;
  const fits = (wanted: number | undefined, is: number) => wanted === undefined || wanted === is;
  return digits.filter(
    (digit) =>
      GROUPS[group].has(digit) &&
      fits(label, digit.label) &&
      fits(before, digit.before) &&
      fits(after, digit.after),
  );
}

/**
 * The values that a side of the filter can take, each with the number of digits that would be shown;
 * those that would show none are left out, but for the one that is chosen.
 */
export function choices(
  digits: readonly Answered[],
  filter: Filter,
  side: Side,
): { readonly value: number; readonly digits: number }[] {
  const others = filtered(digits, { ...filter, [side]: undefined });
  return Array.from({ length: CLASSES }, (_, value) => ({
    value,
    digits: others.filter((digit) => digit[side] === value).length,
  })).filter(({ value, digits }) => digits > 0 || filter[side] === value);
}

/** How many digits each group would show. */
export function groupCounts(
  digits: readonly Answered[],
  filter: Filter,
): { readonly group: Group; readonly name: string; readonly digits: number }[] {
  return (Object.keys(GROUPS) as Group[]).map((group) => ({
    group,
    name: GROUPS[group].name,
    digits: filtered(digits, { ...filter, group }).length,
  }));
}

/** Confusion matrices before and after, row = label, column = answer, in images. */
export function confusions(
  predictions: readonly Prediction[],
): Readonly<Record<'before' | 'after', number[][]>> {
  const of = (side: Side) => predictions.map((prediction) => prediction[side]);
  return {
    before: confusion(of('label'), of('before'), CLASSES),
    after: confusion(of('label'), of('after'), CLASSES),
  };
}

/** How many digits of one class are read right. */
export interface ClassRow {
  readonly label: number;
  readonly before: AccuracyFigures;
  readonly after: AccuracyFigures;
}

/** The accuracy of each class, with its interval; classes without images are left out. */
export function classRows(predictions: readonly Prediction[]): ClassRow[] {
  const { before, after } = confusions(predictions);
  return before.flatMap((row, label) => {
    const images = row.reduce((sum, n) => sum + n, 0);
    if (images === 0) return [];
    return {
      label,
      before: accuracyFigures(row[label]!, images),
      after: accuracyFigures(after[label]![label]!, images),
    };
  });
}

/** Which class lost most, in a sentence. */
export function classWords(rows: readonly ClassRow[]): string {
  const lost = ({ before, after }: ClassRow) => before.correct - after.correct;
  const most = Math.max(...rows.map(lost));
  if (most <= 0) return 'No class is read right less often than before.';
  const worst = rows.filter((row) => lost(row) === most);
  const losers = rows.filter((row) => lost(row) > 0).length;
  const [{ label, before, after }] = worst as [ClassRow];
  const who =
    worst.length === 1
      ? `The digit ${label} suffers most: ${count(before.correct)} of its ${count(before.images)} were read right, now ${count(after.correct)}.`
      : `The digits ${worst.map((row) => row.label).join(', ')} suffer most: each has ${count(most)} fewer read right.`;
  return `${who} ${losers} of ${rows.length} classes lose.`;
}

/** A probability as a percentage with one decimal, never rounded to certainty. */
export function probability(p: number): string {
  if (p > 0 && p < 0.0005) return '<0.1%';
  if (p < 1 && p >= 0.9995) return '>99.9%';
  return `${(p * 100).toFixed(1)}%`;
}

/** The likeliest class, the first of equals, and its probability. */
export function likeliest(probabilities: readonly number[]): { label: number; p: number } {
  const p = Math.max(...probabilities);
  return { label: probabilities.indexOf(p), p };
}
