/** How sparsity grows while a network is trained: quickly at first, then ever more slowly. */
export interface SparsitySchedule {
  /** Sparsity before and after, 0 ≤ initial ≤ final ≤ 1. */
  readonly initial: number;
  readonly final: number;
  /** The training step from which on weights are pruned, a whole number from 0. */
  readonly begin: number;
  /** Training steps from one pruning to the next, a whole number from 1. */
  readonly interval: number;
  /** Prunings after the one at `begin`, a whole number from 1. */
  readonly prunings: number;
  /** Exponent, above 0. */
  readonly power?: number;
}

/** The exponent of Zhu and Gupta. */
const CUBIC = 3;

/**
 * The sparsity at training step t: s_f + (s_i − s_f)·(1 − (t − t₀)/(n·Δt))³ at t = t₀, t₀ + Δt, …,
 * t₀ + n·Δt, and between them that of the last pruning (Zhu and Gupta 2017, "To prune, or not to
 * prune", equation 1). Exactly s_i up to t₀, and s_f from t₀ + n·Δt on.
 *
 * @throws RangeError for a schedule or a step outside its limits.
 */
export function sparsityAt(schedule: SparsitySchedule, step: number): number {
  const { initial, final, begin, interval, prunings, power = CUBIC } = schedule;
  if (!(initial >= 0 && initial <= final && final <= 1)) {
    throw new RangeError(`Sparsity must grow within 0 to 1; got ${initial} to ${final}.`);
  }
  checkWhole('The step of the first pruning', begin, 0);
  checkWhole('The interval between prunings', interval, 1);
  checkWhole('The number of prunings', prunings, 1);
  checkWhole('The training step', step, 0);
  if (!(power > 0 && power < Infinity)) {
    throw new RangeError(`The power must be a number above 0; got ${power}.`);
  }
  const done = Math.min(Math.max(Math.floor((step - begin) / interval), 0), prunings);
  if (done === 0) return initial;
  const left = (1 - done / prunings) ** power;
  // Rounding may put the sum below the initial sparsity.
  return Math.max(initial, final + (initial - final) * left);
}

function checkWhole(what: string, value: number, min: number): void {
  if (!Number.isInteger(value) || value < min) {
    throw new RangeError(`${what} must be a whole number from ${min}; got ${value}.`);
  }
}
