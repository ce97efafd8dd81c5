import { formatLink } from '../core/link';
import type { Report } from '../core/report';
import type { Bench } from './context';

/** What can be told of the reader's own network by. */
export type OwnBench = Pick<Bench, 'recipe' | 'report' | 'busy' | 'borrowed'>;

/**
 * The report of what the reader has set, where that is of this model. Undefined as long as the newest
 * report is of an earlier recipe, and while an experiment has the place of the reader's own.
 */
export function ownReport(
  { recipe, report, borrowed }: OwnBench,
  model: string,
): Report | undefined {
  if (borrowed || recipe.model !== model) return undefined;
  return report && formatLink(report.recipe) === formatLink(recipe) ? report : undefined;
}

/** Whether what the reader has set of this model is being measured. */
export function isBeingMeasured({ recipe, busy, borrowed }: OwnBench, model: string): boolean {
  return busy && !borrowed && recipe.model === model;
}

/** Why there is no whole report of the reader's own network of this model, in words; or ''. */
export function ownLack(bench: OwnBench, model: string): string {
  if (bench.borrowed)
    return 'An experiment has the place of your own setup. Bring that back first.';
  if (bench.recipe.model !== model) {
    return 'Another network is on the page now. Begin again to go on.';
  }
  if (bench.busy) return 'Measuring…';
  return ownReport(bench, model) ? '' : 'It could not be measured: the top of the page says why.';
}
