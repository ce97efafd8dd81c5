/**
 * The logistic function and its inverse on whole numbers, so that every engine has the same: a
 * probability p in parts of `WHOLE`, and its log odds ln(p / (1 − p)) in parts of `UNIT`.
 */

import { WHOLE } from './range-coder';

/** Parts of log odds of 1. */
export const UNIT = 256;
/** Log odds reach from −`LIMIT` to `LIMIT`: to about 1 in 3,000. */
const LIMIT = 2047;

/** Powers of e^(1/UNIT) in parts of `ONE`, small enough for exact products, to about 1 in 1,000. */
const ONE = 2 ** 20;
const STEP = 1052680;

const SQUASHED = squashed();
const STRETCHED = stretched();

/** The probability, 1 to `WHOLE` − 1, of log odds; those beyond the limit count as at it. */
export function squash(logOdds: number): number {
  return SQUASHED[Math.min(Math.max(logOdds, -LIMIT), LIMIT) + LIMIT]!;
}

/** The log odds of a probability, 1 to `WHOLE` − 1: those of its sixteenth part, rounded down. */
export function stretch(probability: number): number {
  return STRETCHED[probability >> 4]!;
}

function squashed(): Uint16Array {
  const table = new Uint16Array(2 * LIMIT + 1);
  let power = ONE;
  for (let k = 0; k <= LIMIT; k++) {
    // 1 / (1 + e^−x), and 1 less that.
    const above = Math.floor((WHOLE * power) / (power + ONE));
    table[LIMIT + k] = above;
    table[LIMIT - k] = WHOLE - above;
    power = Math.floor((power * STEP) / ONE);
  }
  return table;
}

function stretched(): Int16Array {
  const table = new Int16Array(WHOLE / 16);
  let logOdds = -LIMIT;
  for (let i = 0; i < table.length; i++) {
    while (logOdds < LIMIT && squash(logOdds) < 16 * i + 8) logOdds++;
    table[i] = logOdds;
  }
  return table;
}
