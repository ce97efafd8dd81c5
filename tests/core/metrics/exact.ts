/** Σ C(n, i) for i from 0 to k, over 2ⁿ, in whole numbers until the last division. */
export function exactTail(n: number, k: number): number {
  let term = 1n;
  let sum = 1n;
  for (let i = 1; i <= k; i++) {
    term = (term * BigInt(n - i + 1)) / BigInt(i);
    sum += term;
  }
  // 60 bits of the quotient, and the power of two that they were shifted by.
  const shift = Math.max(0, n + 60 - sum.toString(2).length);
  return Number((sum << BigInt(shift)) >> BigInt(n)) * 2 ** -shift;
}
