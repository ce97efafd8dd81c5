import { BANK } from '../content/en/bank';
import type { Attempt } from './attempt';
import { countsOf, standings, type Counts } from './schedule';

/** How many cards of the bank are due and new. Fetched only once there is an attempt. */
export function countDue(attempts: readonly Attempt[], now: number): Counts {
  return countsOf(standings(BANK, attempts, now));
}
