/**
 * P(X ≤ k) for X ~ Binomial(n, ½), with 0 ≤ k ≤ n/2. Relative error below 1e-10 up to n = 10,000;
 * a probability too small for a double comes out as 0.
 */
export function fairCoinTail(n: number, k: number): number {
  // The largest term, C(n, k)/2ⁿ, as a logarithm: the coefficient and the power overflow by themselves.
  let logTerm = -n * Math.LN2;
  for (let i = 1; i <= k; i++) logTerm += Math.log((n - k + i) / i);

  // The others relative to it, each by its ratio to the one before.
  let sum = 1;
  let relative = 1;
  for (let i = k; i > 0 && relative > 0; i--) {
    relative *= i / (n - i + 1);
    sum += relative;
  }
  return Math.exp(logTerm) * sum;
}
