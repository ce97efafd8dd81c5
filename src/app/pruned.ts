import { stepOf, type Recipe } from '../core/recipe';
import type { Report } from '../core/report';
import { list, percent } from '../core/words';
import { count } from '../parts/format';

/**
 * How much was pruned, and of what: "239,580 of 266,200 prunable weights pruned (90%)", or filters and
 * neurons, whole, removed. Where the report is of another pruning than the recipe's, that is said first.
 */
export function prunedWords(report: Report, recipe: Recipe): string {
  const step = (of: Recipe) => JSON.stringify(stepOf(of, 'prune'));
  const words = report.structure ? removedWords(report.structure) : weightWords(report);
  const earlier = step(report.recipe) !== step(recipe);
  return earlier ? `At ${percent(report.sparsity.requested)}: ${words}` : words;
}

function weightWords({ sparsity, work }: Pick<Report, 'sparsity' | 'work'>): string {
  const { pruned, achieved } = sparsity;
  const prunable = sparsity.prunable!;
  const words = `${count(pruned)} of ${count(prunable)} prunable weights pruned (${percent(pruned / prunable)})`;
  const kernels = work.before.reduce((sum, { weights }) => sum + weights, 0);
  return prunable === kernels ? words : `${words}, ${percent(achieved)} of all ${count(kernels)}`;
}

function removedWords({ removed, keptOne }: NonNullable<Report['structure']>): string {
  const units = removed.reduce((sum, layer) => sum + layer.units.length, 0);
  const all = removed.reduce((sum, layer) => sum + layer.of, 0);
  const kept = keptOne.length > 0 ? `; one is kept in ${list(keptOne, 'and')}` : '';
  return `${count(units)} of ${count(all)} filters and neurons removed${kept}`;
}
