import type { PruneStep } from '../core/steps/prune';
import type { QuantizeStep } from '../core/steps/quantize';
import type { Scan } from './sensitivity.svelte';

/** What a layer gets: the index of its level, or undefined where it is left as it is. */
type Bearable = number | undefined;

/**
 * For each layer of a scan the level that compresses it most of those at which it, alone, loses no
 * more than `most`, a fraction.
 */
export function bearableLevels(
  { losses }: Pick<Scan, 'losses'>,
  most: number,
): readonly Bearable[] {
  return losses.map((line) => {
    const level = line.findLastIndex((cell) => cell !== undefined && cell.loss <= most);
    return level < 0 ? undefined : level;
  });
}

/** The step that gives each layer its own level, or undefined where every layer is left as it is. */
export function bearableStep(
  { step, layers, levels }: Pick<Scan, 'step' | 'layers' | 'levels'>,
  bearable: readonly Bearable[],
): PruneStep | QuantizeStep | undefined {
  const own = bearable.map((index) => (index === undefined ? undefined : levels[index]));
  const given = own.filter((level) => level !== undefined);
  if (given.length === 0) return undefined;
  if (step.kind === 'prune') {
    const pairs = layers.flatMap((layer, i) => (own[i] === undefined ? [] : [[layer, own[i]]]));
    return { ...step, layers: Object.fromEntries(pairs) as Record<string, number> };
  }
  const { granularity, scheme } = step;
  // What most layers have is the step's own, so that a link stays short.
  const bits = mostFrequent(given);
  const others = layers.flatMap((layer, i) => {
    if (own[i] === bits) return [];
    return [[layer, own[i] === undefined ? 'float32' : { bits: own[i], granularity, scheme }]];
  });
  const common: QuantizeStep = { kind: 'quantize', bits, granularity, scheme };
  if (others.length === 0) return common;
  return { ...common, layers: Object.fromEntries(others) as QuantizeStep['layers'] };
}

/** The first of those that come most often. */
function mostFrequent(values: readonly number[]): number {
  const counts = values.map((value) => values.filter((other) => other === value).length);
  return values[counts.indexOf(Math.max(...counts))]!;
}
