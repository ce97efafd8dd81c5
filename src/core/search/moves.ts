import type { Choice, Cost } from './predicted-front';
import { undominated } from './predicted-front';

/** How many options up and down from a layer's present one are tried. */
const REACH = 4;

/**
 * The choices that differ from this one in one layer, or in two: each layer among the options that
 * none other of its beats, the nearest in bytes. In no order.
 *
 * @param costs of each layer's options.
 */
export function neighbours(costs: readonly (readonly Cost[])[], from: Choice): Choice[] {
  const singles = costs.map((own, layer) => nearest(own, from.options[layer]!));
  const found: Choice[] = [];
  for (const [layer, options] of singles.entries()) {
    for (const option of options) {
      const one = withOption(costs, from, layer, option);
      found.push(one);
      for (let other = layer + 1; other < costs.length; other++) {
        for (const second of singles[other]!) found.push(withOption(costs, one, other, second));
      }
    }
  }
  return found;
}

function nearest(own: readonly Cost[], present: number): number[] {
  const options = undominated(own);
  const { bytes } = own[present]!;
  const above = options.findIndex((option) => own[option]!.bytes >= bytes);
  const at = above < 0 ? options.length : above;
  return options
    .slice(Math.max(0, at - REACH), at + REACH + 1)
    .filter((option) => option !== present);
}

function withOption(
  costs: readonly (readonly Cost[])[],
  { bytes, damage, options }: Choice,
  layer: number,
  option: number,
): Choice {
  const [before, after] = [costs[layer]![options[layer]!]!, costs[layer]![option]!];
  return {
    bytes: bytes - before.bytes + after.bytes,
    damage: damage - before.damage + after.damage,
    options: options.with(layer, option),
  };
}
