/** A fraction as a percentage with at most two decimals: 0.925 → "92.5%". */
export function percent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(2))}%`;
}
