export { count, percentage as accuracy } from '../core/words';

/** Bytes of a kilobyte; of other things, too, a thousand. */
export const KILO = 1000;

/** Bytes in kilobytes of 1,000 bytes: 269480 → "269.5 KB". */
export function kilobytes(bytes: number): string {
  return `${(bytes / KILO).toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} KB`;
}

/** Milliseconds with three significant digits: 0.0816 → "0.0816 ms". */
export function milliseconds(ms: number): string {
  return `${ms.toLocaleString('en', { maximumSignificantDigits: 3, minimumSignificantDigits: 3 })} ms`;
}
