import { factor } from '../parts/verdict';
import { milliseconds } from '../parts/format';

/** The same quantity of the network before and after. */
export interface Pair<T = number> {
  readonly before: T;
  readonly after: T;
}

/** A figure, undefined where there is none, and its words. */
export interface Cell {
  readonly value: number | undefined;
  readonly text: string;
}

/** One row of a table of before and after. */
export interface QuantityRow extends Pair<Cell> {
  readonly label: string;
  /** Where the figures come from: measured, counted or simulated, and from what. */
  readonly origin: string;
  readonly change: string;
}

export interface Quantity {
  readonly label: string;
  readonly origin: string;
  /** Undefined where it is not known. */
  readonly values: Pair | undefined;
  readonly format: (value: number) => string;
  /** What a smaller figure is called, and a larger one. */
  readonly words: readonly [less: string, more: string];
}

export const NO_CELL: Cell = { value: undefined, text: '–' };

/** Both figures in words, and their ratio, which two figures without a limit do not have. */
export function quantityRow({ label, origin, values, format, words }: Quantity): QuantityRow {
  if (!values) return { label, origin, before: NO_CELL, after: NO_CELL, change: '–' };
  const cell = (value: number) => ({ value, text: format(value) });
  const { before, after } = values;
  const finite = before !== after && Number.isFinite(before) && Number.isFinite(after);
  return {
    label,
    origin,
    before: cell(before),
    after: cell(after),
    change: before === after ? 'the same' : finite ? factor(before, after, ...words) : '–',
  };
}

/** Milliseconds, or seconds from 1,000 ms. */
export function duration(ms: number): string {
  if (ms < 1000) return milliseconds(ms);
  return `${(ms / 1000).toLocaleString('en', { maximumSignificantDigits: 3 })} s`;
}

/** The same of before and after. */
export function mapPair(pair: Pair, of: (value: number) => number): Pair {
  return { before: of(pair.before), after: of(pair.after) };
}
