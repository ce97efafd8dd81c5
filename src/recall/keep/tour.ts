import type { Attempt } from './attempt';

/** The id under which the end of the tour is kept: done, or shown where the reader skipped it. */
export const TOUR = 'tour';

/** Whether a reader has done nothing here but begin the tour. */
export function isNewcomer(attempts: readonly Attempt[]): boolean {
  return attempts.every(({ item }) => item.startsWith(`${TOUR}-`));
}

/** What was tried: every attempt but the end of the tour, which answers nothing. */
export function tried(attempts: readonly Attempt[]): Attempt[] {
  return attempts.filter(({ item }) => item !== TOUR);
}

/** How the tour ended, as something that is kept; undefined where it has not ended yet. */
export function endOfTour(attempts: readonly Attempt[]): string | undefined {
  const ends = attempts.filter(({ item }) => item === TOUR);
  if (ends.length === 0) return undefined;
  return ends.some(({ answer }) => answer.kind === 'done') ? 'a finished tour' : 'a skipped tour';
}
