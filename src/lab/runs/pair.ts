import { pairedChange } from '../../core/metrics/mcnemar';
import type { PairedChange } from '../../core/report';
import type { Run } from './run';

/**
 * What one run answers otherwise than another, or undefined where they were not judged on the same
 * images.
 */
export function pairOf(
  before: Pick<Run, 'labels' | 'answers'>,
  after: Pick<Run, 'labels' | 'answers'>,
): PairedChange | undefined {
  if (before.labels !== after.labels) return undefined;
  const [labels, one, other] = [before.labels, before.answers, after.answers].map((text) =>
    Array.from(text, Number),
  );
  return pairedChange(labels!, one!, other!);
}
