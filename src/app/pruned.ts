import type { Report } from '../core/report';
import { list } from '../core/words';
import { count } from './format';

/** How much was pruned: "239,580 of 266,200 pruned", or filters and neurons, whole, removed. */
export function prunedWords({ sparsity, parameters, structure }: Report): string {
  if (!structure) return `${count(sparsity.pruned)} of ${count(parameters.kernels)} pruned`;
  const { removed, keptOne } = structure;
  const units = removed.reduce((sum, layer) => sum + layer.units.length, 0);
  const all = removed.reduce((sum, layer) => sum + layer.of, 0);
  const kept = keptOne.length > 0 ? `; one is kept in ${list(keptOne, 'and')}` : '';
  return `${count(units)} of ${count(all)} filters and neurons removed${kept}`;
}
