import { count, percentage } from '../core/words';

export { count, percentage };

/** Bytes of a kilobyte; of other things, too, a thousand. */
export const KILO = 1000;

/** A whole number with separators: −1234.4 → "−1,234". */
export function whole(value: number): string {
  return minus(count(Math.round(value)));
}

/** A number with so many decimals; what rounds to zero has no sign. */
export function decimal(value: number, digits: number): string {
  // Adding 0 turns −0 into 0, so that no change never reads "−0.0".
  const rounded = Number(value.toFixed(digits)) + 0;
  return minus(rounded.toFixed(digits));
}

/** A number with so many significant digits: 0.00403149 → "0.00403". */
export function significant(value: number, digits = 3): string {
  return minus(
    value.toLocaleString('en', {
      minimumSignificantDigits: digits,
      maximumSignificantDigits: digits,
    }),
  );
}

/** A number as short as it can be told without loss of the first `digits` decimals: 0.250 → "0.25". */
export function plain(value: number, digits: number): string {
  return minus(String(Number(value.toFixed(digits)) + 0));
}

/**
 * A share of all as a percentage, with so many decimals that the rest can be told by it within 1%:
 * 90 of 100 → "90.0%", 430,320 of 430,500 → "99.9582%".
 */
export function share(part: number, all: number): string {
  const rest = all - part;
  let digits = 1;
  // Rounding is off by half of the last digit at most.
  while (rest > 0 && (all / 2) * 10 ** -(digits + 2) > 0.005 * rest) digits++;
  return `${decimal((100 * part) / all, digits)}%`;
}

/** Bytes in kilobytes of 1,000 bytes: 269480 → "269.5 KB", 300000 → "300 KB", 812 → "812 bytes". */
export function kilobytes(bytes: number): string {
  if (Math.abs(bytes) < KILO) return counted(bytes, 'byte');
  return `${minus((bytes / KILO).toLocaleString('en', { maximumFractionDigits: 1 }))} KB`;
}

/** Milliseconds with three significant digits: 0.0816 → "0.0816 ms". */
export function milliseconds(ms: number): string {
  return `${significant(ms)} ms`;
}

/** Percentage points of accuracy, without a sign of their own: 1 → "1 point", 0.4 → "0.4 points". */
export function points(value: number): string {
  const text = plain(value, 1);
  return `${text} ${text === '1' ? 'point' : 'points'}`;
}

/** A p-value as statisticians write it: 0.25 → "p = 0.25", 0.0304 → "p = 0.03", "p < 0.001". */
export function pValue(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${plain(p, p < 0.1 ? 3 : 2)}`;
}

/** "1 image", "2 images". */
export function counted(n: number, noun: string): string {
  return `${whole(n)} ${noun}${n === 1 ? '' : 's'}`;
}

function minus(text: string): string {
  return text.replace('-', '−');
}
