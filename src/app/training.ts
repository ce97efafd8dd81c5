import type { ModelCard } from '../shelf/card';
import type { Axis, Curve } from '../charts/curve';
import { stepOf, withoutTrainings, type Recipe } from '../core/recipe';
import { sameRecipe } from '../core/recipe-key';
import type { Report, TuningPoint } from '../core/report';
import { isStructured } from '../core/steps/prune';
import { percent } from '../core/words';
import type { TuningProgress } from '../wire/protocol';
import type { Pace } from '../lab/pace.svelte';
import type { TrainingStage } from '../lab/settings.svelte';
import { EPOCH_IMAGES } from '../core/train/images';
import { count, percentage } from '../parts/format';
import { TITLES } from './tuning';
import { aboutWords, soFar, tunedWords, verdictWords } from './tuning-words';

/** A training of the recipe, as the page shows it. */
export interface TrainingView {
  readonly stage: TrainingStage;
  readonly title: string;
  /** Where it has come to in a few words, and what is to be known of that. */
  readonly verdict: string;
  readonly detail: string;
  /** What the button says that begins it, where it waits for that. */
  readonly begin?: string;
  /** While it is under way. */
  readonly progress?: TuningProgress;
  readonly points: readonly TuningPoint[];
  /** Training images at the right end of the curve. */
  readonly end: number;
  /** Whether weights are pruned on the way, so that the curve shows how many. */
  readonly gradual: boolean;
}

/** What the page knows of the trainings in a recipe. */
interface Known {
  readonly recipe: Recipe;
  /** The newest report of this model, perhaps of another recipe. */
  readonly report: Report | undefined;
  readonly tuning: TuningProgress | undefined;
  readonly busy: boolean;
  readonly pace: Pick<Pace, 'seconds' | 'isMeasured'>;
}

const STAGES: readonly TrainingStage[] = ['finetune', 'qat'];

/** Every training of the recipe, in order. */
export function trainingViews(known: Known): TrainingView[] {
  return STAGES.filter((stage) => stepOf(known.recipe, stage)).map((stage) => viewOf(stage, known));
}

/** The lines of a training, and the axes that they are drawn in. */
export function curvesOf(
  { points, end, gradual }: TrainingView,
  { accuracy: { validation } }: Pick<ModelCard, 'accuracy'>,
): { readonly curves: readonly Curve[]; readonly x: Axis; readonly y: Axis } {
  const before = (100 * validation.correct) / validation.images;
  const read = points.map(({ images, accuracy }) => [images, accuracy * 100] as const);
  const least = Math.min(...read.map(([, y]) => y), before);
  const curves: Curve[] = [
    { color: 'after', style: 'marked', points: read },
    {
      color: 'before',
      style: 'thin',
      points: [
        [0, before],
        [end, before],
      ],
    },
  ];
  if (gradual) {
    const pruned = points.map(({ images, sparsity }) => [images, sparsity * 100] as const);
    curves.push({ color: 'ink-soft', style: 'dashed', points: pruned });
  }
  return {
    curves,
    x: { title: 'training images', min: 0, max: end },
    y: {
      title: gradual ? '%' : '% read right',
      min: gradual || read.length === 0 ? 0 : Math.floor(least / 10) * 10,
      max: 100,
    },
  };
}

/** The points as rows of a table. */
export function pointRows(points: readonly TuningPoint[]): readonly (readonly string[])[] {
  return points.map(({ images, loss, accuracy: read, sparsity }) => [
    count(images),
    percentage(read),
    loss.toPrecision(3),
    percent(sparsity),
  ]);
}

function viewOf(stage: TrainingStage, { recipe, report, tuning, busy, pace }: Known): TrainingView {
  const prune = stepOf(recipe, 'prune');
  const planned = EPOCH_IMAGES * (stepOf(recipe, stage)?.epochs ?? 0);
  const gradual =
    stage === 'finetune' &&
    stepOf(recipe, stage)?.pruning === 'gradual' &&
    prune !== undefined &&
    !isStructured(prune);
  const common = { stage, title: TITLES[stage], gradual };
  if (tuning?.stage === stage) {
    const { points, of } = tuning;
    return { ...common, verdict: soFar(points), detail: '', progress: tuning, points, end: of };
  }
  const figures = report?.tunings.find((training) => training.stage === stage);
  if (figures && report && sameRecipe(report.recipe, recipe)) {
    const { points, images } = figures;
    const words = { verdict: verdictWords(figures), detail: tunedWords(figures) };
    return { ...common, ...words, points, end: images };
  }
  const images = report && sameRecipe(report.recipe, withoutTrainings(recipe)) && report.untrained;
  if (images) {
    const about = aboutWords(pace.seconds(recipe, images));
    // One button begins them all.
    const first = stepOf(recipe, 'finetune')?.kind ?? stage;
    const by = pace.isMeasured(recipe.model) ? 'a training here' : 'a recorded training';
    return {
      ...common,
      verdict: 'Not trained yet',
      detail:
        `What is shown is the network without it. Training takes ${about} ` +
        `(${count(images)} images, going by ${by}).`,
      ...(stage === first && { begin: `Train: ${about}` }),
      points: [],
      end: planned,
    };
  }
  return {
    ...common,
    verdict: '–',
    detail: waitingWords(stage, tuning, busy),
    points: [],
    end: planned,
  };
}

function waitingWords(
  stage: TrainingStage,
  tuning: TuningProgress | undefined,
  busy: boolean,
): string {
  if (!busy) return 'Not trained yet: what is shown is without it.';
  if (!tuning) return 'Getting ready …';
  return stage === 'qat' ? 'Comes after fine-tuning.' : 'Done; its figures come with the results.';
}
