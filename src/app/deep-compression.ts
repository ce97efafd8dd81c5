import type { CompressedBeforehand } from '../shelf/compressed-beforehand';
import {
  PAPER,
  stageRecipes,
  stagesOf,
  type PaperRow,
  type CompressionStage,
} from '../shelf/deep-compression';
import { parseLink } from '../core/link';
import type { Recipe } from '../core/recipe';
import { sameRecipe } from '../core/recipe-key';
import type { Report } from '../core/report';
import type { TrialRuns } from '../lab/lab.svelte';
import { percentage } from '../parts/format';

const NAMES: Readonly<Record<CompressionStage['name'], string>> = {
  prune: 'Pruned, trained on',
  share: 'Weights shared, trained on',
  huffman: 'Huffman-coded, as a file',
  adaptive: 'Range-coded by context, as a file',
};

/** A stage as it is shown. */
export interface StageRow {
  readonly name: CompressionStage['name'];
  readonly label: string;
  readonly bytes: number;
  readonly ratio: number;
  /** How many times fewer weights than before. */
  readonly fewer: number;
  /** A share, with the number of images it was found on. */
  readonly accuracy: number;
  readonly images: number;
  /** "12× fewer weights", "40×, 98.4%". */
  readonly inPaper: string;
  /** Whether this page found it, or it was recorded when the network was trained beforehand. */
  readonly measured: boolean;
}

/** The recipes to run: all stages of the short one, or of the long one the last, which is there. */
export function recipesOf(card: CompressedBeforehand, which: 'long' | 'short'): Recipe[] {
  const recipe = read(card, which);
  return which === 'short' ? stageRecipes(recipe) : [recipe];
}

/**
 * The stages of a model, as this page has run them, or as they are recorded.
 *
 * @param before the model as trained.
 */
export function stageRows(
  card: CompressedBeforehand,
  stages: TrialRuns,
  before: { readonly bytes: number; readonly weights: number },
): StageRow[] {
  const reports = stages.state === 'done' ? stages.reports : [];
  const measured = measuredStages(card, reports);
  return card.stages.map((recorded) => {
    const stage = measured.find(({ name }) => name === recorded.name) ?? recorded;
    const { correct, images } = stage.accuracy;
    return {
      name: stage.name,
      label: NAMES[stage.name],
      bytes: stage.bytes,
      ratio: before.bytes / stage.bytes,
      fewer: before.weights / stage.weights,
      accuracy: correct / images,
      images,
      inPaper:
        stage.name === 'adaptive'
          ? 'not in it'
          : inPaper(stage.name, PAPER[card.model]!.stages[stage.name]),
      measured: stage !== recorded,
    };
  });
}

function inPaper(stage: CompressionStage['name'], { ratio, accuracy }: PaperRow): string {
  const what = stage === 'prune' ? ' fewer parameters' : '';
  return `${ratio}×${what}${accuracy === undefined ? '' : `, ${percentage(accuracy)}`}`;
}

function measuredStages(
  card: CompressedBeforehand,
  reports: readonly Report[],
): CompressionStage[] {
  const last = reports.at(-1);
  if (last?.recipe.model !== card.model) return [];
  // Of the network trained beforehand only the end is there to be measured.
  return reports.length > 1
    ? stagesOf(reports[0]!, last)
    : stagesOf(last, last).filter(({ name }) => name !== 'prune');
}

/** Training images of the short recipe, in all. */
export function shortImages(card: CompressedBeforehand): number {
  return read(card, 'short').steps.reduce(
    (images, step) => images + ('epochs' in step ? step.epochs * 10_000 : 0),
    0,
  );
}

/** Whether what is on the page is one of the two results. */
export function isShown(card: CompressedBeforehand, recipe: Recipe): boolean {
  return (['long', 'short'] as const).some((which) => sameRecipe(read(card, which), recipe));
}

function read({ model, long, short }: CompressedBeforehand, which: 'long' | 'short'): Recipe {
  const fragment = `#model=${model}&steps=${which === 'long' ? long : short}`;
  return parseLink(fragment, { models: [model], defaultModel: model }).recipe;
}
