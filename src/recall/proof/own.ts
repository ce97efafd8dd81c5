import { sameRecipe } from '../../core/recipe-key';
import type { Report } from '../../core/report';
import type { Bench } from './context';
import type { LimitStanding } from './goals';

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
  return report && sameRecipe(report.recipe, recipe) ? report : undefined;
}

/** Whether what the reader has set of this model is being measured. */
export function isBeingMeasured({ recipe, busy, borrowed }: OwnBench, model: string): boolean {
  return busy && !borrowed && recipe.model === model;
}

/**
 * What has to come before the reader's own network of this model can be judged, in words; or ''. Each
 * figure is final when it comes, so that a judgement does not wait for those that it does not need.
 */
export function ownLack(bench: OwnBench, model: string, needed: readonly LimitStanding[]): string {
  if (bench.borrowed)
    return 'An experiment has the place of your own setup. Bring that back first.';
  if (bench.recipe.model !== model) {
    return 'Another network is on the page now. Begin again to go on.';
  }
  if (bench.busy) return needed.every(({ figure }) => figure !== undefined) ? '' : 'Measuring…';
  if (bench.report?.untrained)
    return 'A training of your setup waits for its button in the results.';
  return ownReport(bench, model) ? '' : 'It could not be measured: the top of the page says why.';
}
