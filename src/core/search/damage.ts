import type { Option } from './options';

/** How far the answers moved with one layer changed alone, at the levels that were tried. */
export interface Probes {
  /** By sparsity, ascending; the weights that are left in float32. */
  readonly pruned: readonly LayerProbe[];
  /** By bits, ascending, nothing pruned. */
  readonly quantized: Readonly<Record<Option['granularity'], readonly LayerProbe[]>>;
}

export interface LayerProbe {
  /** A sparsity or a number of bits. */
  readonly level: number;
  /** Mean divergence in nats. */
  readonly damage: number;
}

/** What moved less than this cannot be told from rounding. */
const LEAST = 1e-9;

/**
 * How far an option of one layer is predicted to move the answers: what pruning alone and quantizing
 * alone do, added. For little changes of weights that is the leading term, the divergence being
 * quadratic in changes that do not know of each other.
 */
export function damageOf({ pruned, quantized }: Probes, option: Option): number {
  const { sparsity, bits, granularity } = option;
  const byPruning = sparsity === 0 ? 0 : between(pruned, sparsity);
  return byPruning + between(quantized[granularity], bits);
}

/** On the straight line between the logarithms of the damages on both sides. */
function between(probes: readonly LayerProbe[], level: number): number {
  const next = probes.findIndex((probe) => probe.level >= level);
  const right = probes[next < 0 ? probes.length - 1 : next]!;
  const left = probes[Math.max(0, next - 1)]!;
  const share = left === right ? 1 : (level - left.level) / (right.level - left.level);
  const [a, b] = [left, right].map(({ damage }) => Math.log(Math.max(damage, LEAST)));
  return Math.exp(a! + share * (b! - a!));
}
