import type { Prediction, Report } from '../core/report';

/** Digits shown: the first of the evaluation set, whose prefixes hold every class alike. */
export const STRIP_DIGITS = 60;

/** A digit of the strip and how it is marked. */
export interface Mark extends Prediction {
  readonly state: 'right' | 'lost' | 'wrong';
}

/** The strip's digits with their marks; all count as right until there is a report. */
export function marksOf(report: Pick<Report, 'predictions'> | undefined): Mark[] {
  return Array.from({ length: STRIP_DIGITS }, (_, index) => {
    const prediction = report?.predictions[index];
    if (!prediction) return { index, label: 0, before: 0, after: 0, state: 'right' };
    return { ...prediction, state: stateOf(prediction) };
  });
}

function stateOf({ label, before, after }: Prediction): Mark['state'] {
  if (after === label) return 'right';
  return before === label ? 'lost' : 'wrong';
}
