import { pruneMasks } from '../../../core/prune/prune-masks';
import { fromCode, toCode } from '../../../core/quantize/code';
import { codeLimits, fitParameters } from '../../../core/quantize/parameters';
import { rangesOf } from '../../../core/quantize/ranges';
import { roundHalfEven } from '../../../core/quantize/rounding';
import { Random } from '../../../core/random';
import type { QuantizeStep } from '../../../core/steps/quantize';
import { LEVELS, type LevelName } from './levels';

/** Decimals of a weight, and so of whatever is worked out from weights here. */
export const DECIMALS = 3;
const UNIT = 10 ** DECIMALS;

/** Weights, and what becomes of them. */
export interface Exercise {
  readonly level: LevelName;
  readonly seed: string;
  /** Six weights of at most three decimals. */
  readonly weights: readonly number[];
  /** 0 for a weight that is pruned. */
  readonly mask: readonly number[];
  readonly codes: Pick<QuantizeStep, 'bits' | 'scheme'>;
  /** Range that the codes span: the weights' own, or ±limit where that is given. */
  readonly min: number;
  readonly max: number;
  readonly scale: number;
  readonly zeroPoint: number;
  readonly coded: readonly number[];
  readonly decoded: readonly number[];
  /** Largest |ŵ − w| over the weights that are not pruned. */
  readonly error: number;
}

/** The exercise of a level that a seed stands for, always the same. */
export function exerciseOf(level: LevelName, seed: string): Exercise {
  const random = new Random('by hand', level, seed);
  const { bits, scheme, pruned = 0, draw, limit } = LEVELS[level];
  const weights = draw(random).map(exact);
  const [mask] = pruneMasks(
    [{ name: 'w', shape: [6], values: Float32Array.from(weights), channels: 1 }],
    { kind: 'prune', method: 'magnitude', scope: 'layer', sparsity: pruned },
  );
  const values = Float32Array.from(weights);
  const ranges = limit
    ? { min: Float32Array.of(-limit), max: Float32Array.of(limit) }
    : rangesOf(values, 1, mask);
  const parameters = fitParameters(ranges, { bits, scheme });
  const [scale, zeroPoint] = [parameters.scales[0]!, parameters.zeroPoints?.[0] ?? 0];
  const limits = codeLimits(parameters);
  const kept = values.map((value, i) => value * mask![i]!);
  const coded = Array.from(kept, (value) => toCode(value, scale, zeroPoint, limits));
  const decoded = coded.map((code) => exact(fromCode(code, scale, zeroPoint)));
  const errors = decoded.map((value, i) => mask![i]! * Math.abs(value - weights[i]!));
  return {
    level,
    seed,
    weights,
    mask: Array.from(mask!),
    codes: { bits, scheme },
    min: exact(ranges.min[0]!),
    max: exact(ranges.max[0]!),
    scale: exact(scale),
    zeroPoint,
    coded,
    decoded,
    error: exact(Math.max(...errors)),
  };
}

/** Without the last bits of float32: all numbers here have three decimals at most. */
function exact(value: number): number {
  return roundHalfEven(value * UNIT) / UNIT + 0;
}
