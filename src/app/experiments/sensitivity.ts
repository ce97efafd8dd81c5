import { describeRecipe, withStep, type Recipe } from '../../core/recipe';
import { list, percent } from '../../core/words';
import { bearableLevels, bearableStep } from '../../lab/bearable';
import type { Series } from '../../lab/points.svelte';
import type { LayerLoss, Scan, Treatment } from '../../lab/sensitivity.svelte';

/** A loss, as a fraction, from which the colour of a cell gets no deeper. */
const DEEPEST = 0.9;

/** What a layer may lose, in points, as a fraction. */
export const LIMITS = {
  '0.2 points': 0.002,
  '0.5 points': 0.005,
  '1 point': 0.01,
  '2 points': 0.02,
  '5 points': 0.05,
} as const;

export type Limit = keyof typeof LIMITS;

/** A level in words: "90%", "4 bits". */
export function levelWords(treatment: Treatment, level: number): string {
  return treatment === 'prune' ? percent(level) : `${level} bits`;
}

/** Points lost with one decimal: 0.0123 → "1.2", −0.001 → "−0.1". */
export function points(loss: number): string {
  const text = (100 * loss).toFixed(1);
  return text === '0.0' || text === '-0.0' ? '0' : text.replace('-', '−');
}

/** How deep a cell's colour is, from 0 to 1: a small loss is to be seen beside a large one. */
export function depthOf({ loss }: LayerLoss): number {
  return Math.sqrt(Math.min(Math.max(loss, 0), DEEPEST) / DEEPEST);
}

/** A recipe of the reader's with each layer at the level that it bears. */
export interface Proposal {
  /** For each layer the index of its level, or undefined where it is left as it is. */
  readonly levels: readonly (number | undefined)[];
  /** Undefined where no layer bears any level. */
  readonly recipe?: Recipe;
  readonly words: string;
}

/** What a scan proposes to the reader's recipe, its other steps kept, if a layer may lose so much. */
export function proposalOf(scan: Scan, most: Limit, own: Recipe): Proposal {
  const levels = bearableLevels(scan, LIMITS[most]);
  const step = bearableStep(scan, levels);
  if (!step) return { levels, words: `No layer bears any of these levels within ${most}.` };
  const treatment = step.kind;
  const given = scan.layers.flatMap((layer, i) => {
    const level = levels[i];
    return level === undefined ? [] : `${layer} ${levelWords(treatment, scan.levels[level]!)}`;
  });
  const left = scan.layers.filter((_, i) => levels[i] === undefined);
  const verb = treatment === 'prune' ? 'Prune' : 'Store';
  const rest = left.length > 0 ? `; leave ${list(left, 'and')} alone` : '';
  const sum = levels.reduce<number>(
    (total, level, i) => total + (level === undefined ? 0 : scan.losses[i]![level]!.loss),
    0,
  );
  const recipe = withStep(own, treatment, step);
  // Steps that exclude the one put in are gone from it.
  const others = withStep(recipe, treatment, undefined);
  const kept = others.steps.length > 0 ? ` Your other steps stay: ${describeRecipe(others)}.` : '';
  return {
    levels,
    recipe,
    words: `${verb} ${list(given, 'and')}${rest}. One by one they lose ${points(sum)} points in all.${kept}`,
  };
}

/** What a scan has come to, in a sentence. */
export function scanWords(scan: Scan | undefined, series: Series | undefined): string {
  if (!scan) return 'Not measured yet.';
  const cells = scan.losses.flat();
  const done = cells.filter((cell) => cell !== undefined).length;
  if (series?.state === 'running') return 'Measuring each layer alone …';
  if (series?.state === 'failed')
    return `${done} of ${cells.length} were measured. ${series.message}`;
  if (done < cells.length)
    return `${done} of ${cells.length} were measured, then it was cancelled.`;
  const worst = scan.losses.map((line) => Math.max(...line.map((cell) => cell!.loss)));
  const most = Math.max(...worst);
  return most > 0
    ? `${scan.layers[worst.indexOf(most)]} can take least: it loses up to ${points(most)} points.`
    : 'No layer alone loses anything at any level.';
}
