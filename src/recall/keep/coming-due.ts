import { counted } from '../../parts/format';
import type { ItemStanding } from './schedule';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30.44 * DAY;
const YEAR = 365.25 * DAY;

/** How many cards come due in a stretch of time. */
export interface Stretch {
  readonly name: string;
  readonly cards: number;
}

/** Days of the forecast, today included. */
const DAYS = 7;

/**
 * How many seen cards come due on each of seven days, and later. Days begin at midnight where the
 * reader is; today has what is overdue as well. `now` is in milliseconds since 1970.
 */
export function comingDue(all: readonly ItemStanding[], now: number): Stretch[] {
  const starts = Array.from({ length: DAYS + 1 }, (_, day) => midnight(now, day));
  const dues = all.filter(({ state }) => state !== 'new').map(({ due }) => due);
  const before = starts.slice(1).map((end) => dues.filter((due) => due < end).length);
  const days = before.map((count, day) => ({
    name: dayName(starts[day]!, day),
    cards: count - (before[day - 1] ?? 0),
  }));
  return [...days, { name: 'Later', cards: dues.length - (before.at(-1) ?? 0) }];
}

/** How many of the cards seen so far the model expects to be recalled now, to a tenth. */
export function expected(all: readonly ItemStanding[]): {
  readonly recalled: number;
  readonly of: number;
} {
  const chances = all.flatMap(({ retrievability }) => retrievability ?? []);
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return { recalled: Math.round(10 * sum) / 10, of: chances.length };
}

/** A length of time in plain words, to one unit: "10 min", "3 days". */
export function inWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE);
  if (minutes < 60) return `${Math.max(1, minutes)} min`;
  const hours = Math.round(milliseconds / HOUR);
  if (hours < 24) return `${hours} h`;
  if (milliseconds < 2 * MONTH) return counted(Math.round(milliseconds / DAY), 'day');
  if (milliseconds < 2 * YEAR) return counted(Math.round(milliseconds / MONTH), 'month');
  return counted(Math.round(milliseconds / YEAR), 'year');
}

/** When a day begins, so many days from the one that `now` is in. */
function midnight(now: number, days: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

function dayName(start: number, day: number): string {
  if (day === 0) return 'Today';
  if (day === 1) return 'Tomorrow';
  return new Date(start).toLocaleDateString('en-GB', { weekday: 'long' });
}
