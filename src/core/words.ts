/** A fraction as a percentage with at most two decimals: 0.925 → "92.5%". */
export function percent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(2))}%`;
}

/** A measured fraction as a percentage with one decimal: 0.989 → "98.9%". */
export function percentage(fraction: number): string {
  return `${(fraction * 100).toFixed(1)}%`;
}

/** A count with separators: 266610 → "266,610". */
export function count(n: number): string {
  return n.toLocaleString('en');
}

/** "a", "a and b", "a, b and c". */
export function list(items: readonly string[], conjunction: 'and' | 'or'): string {
  if (items.length < 2) return items.join();
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
}

/** Characters of a quoted text that are shown. */
const MAX_QUOTE = 60;

/** What was found, cut to a length that can be read. */
export function quote(text: string): string {
  return `“${text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text}”`;
}
