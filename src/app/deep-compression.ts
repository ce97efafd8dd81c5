import type { DeepCompressionCard } from '../shelf/deep-compression-card';
import * as lenet300 from '../../models/lenet-300-100/deep-compression.json';
import * as lenet5 from '../../models/lenet-5/deep-compression.json';
import {
  PAPER,
  stageRecipes,
  stagesOf,
  type PaperRow,
  type Stage,
} from '../shelf/deep-compression';
import { parseLink } from '../core/link';
import type { Recipe } from '../core/recipe';
import { sameRecipe } from '../core/recipe-key';
import type { Report } from '../core/report';
import type { Trials } from '../lab/lab.svelte';
import { accuracy as percentage } from './format';

/** What the page shows of a card: only that is bundled with it. */
type Shown = Pick<DeepCompressionCard, 'model' | 'long' | 'short' | 'stages' | 'images'>;

const CARDS = [
  {
    model: lenet300.model,
    long: lenet300.long,
    short: lenet300.short,
    stages: lenet300.stages,
    images: lenet300.images,
  },
  {
    model: lenet5.model,
    long: lenet5.long,
    short: lenet5.short,
    stages: lenet5.stages,
    images: lenet5.images,
  },
] as Shown[];

const NAMES: Readonly<Record<Stage['name'], string>> = {
  prune: 'Pruned, trained on',
  share: 'Weights shared, trained on',
  huffman: 'Huffman-coded: the file',
};

/** What was done beforehand for a model; undefined where nothing was. */
export function deepCompressionOf(model: string): Shown | undefined {
  return CARDS.find((card) => card.model === model);
}

/** A stage as it is shown. */
export interface StageRow {
  readonly name: Stage['name'];
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
export function recipesOf(card: Shown, which: 'long' | 'short'): Recipe[] {
  const recipe = read(card, which);
  return which === 'short' ? stageRecipes(recipe) : [recipe];
}

/**
 * The stages of a model, as this page has run them, or as they are recorded.
 *
 * @param before the model as trained.
 */
export function stageRows(
  card: Shown,
  stages: Trials,
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
      inPaper: inPaper(stage.name, PAPER[card.model]!.stages[stage.name]),
      measured: stage !== recorded,
    };
  });
}

function inPaper(stage: Stage['name'], { ratio, accuracy }: PaperRow): string {
  const what = stage === 'prune' ? ' fewer weights' : '';
  return `${ratio}×${what}${accuracy === undefined ? '' : `, ${percentage(accuracy)}`}`;
}

function measuredStages(card: Shown, reports: readonly Report[]): Stage[] {
  const last = reports.at(-1);
  if (last?.recipe.model !== card.model) return [];
  // Of the network trained beforehand only the end is there to be measured.
  return reports.length > 1
    ? stagesOf(reports[0]!, last)
    : stagesOf(last, last).filter(({ name }) => name !== 'prune');
}

/** Training images of the short recipe, in all. */
export function shortImages(card: Shown): number {
  return read(card, 'short').steps.reduce(
    (images, step) => images + ('epochs' in step ? step.epochs * 10_000 : 0),
    0,
  );
}

/** Whether what is on the page is one of the two results. */
export function isShown(card: Shown, recipe: Recipe): boolean {
  return (['long', 'short'] as const).some((which) => sameRecipe(read(card, which), recipe));
}

function read({ model, long, short }: Shown, which: 'long' | 'short'): Recipe {
  const fragment = `#model=${model}&steps=${which === 'long' ? long : short}`;
  return parseLink(fragment, { models: [model], defaultModel: model }).recipe;
}
