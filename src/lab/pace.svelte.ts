import { stepOf, type Recipe } from '../core/recipe';
import type { Report } from '../core/report';

/** The longest training that begins unasked, in seconds: about as long as one waits without wondering. */
const UNASKED_SECONDS = 10;

/** How fast networks are trained here, and so how long a training takes. */
export class Pace {
  private measured: Readonly<Record<string, number>> = $state.raw({});

  /** `recorded`: images a second at which a model was trained beforehand, on another machine. */
  constructor(private readonly recorded: (model: string) => number) {}

  /** Whether a model's pace is that of trainings on this machine. */
  isMeasured(model: string): boolean {
    return model in this.measured;
  }

  /** Takes the pace of a report's trainings, where they were done here. */
  hear({ recipe: { model }, tunings }: Report): void {
    const here = tunings.filter(({ recorded, seconds }) => !recorded && seconds > 0);
    if (here.length === 0) return;
    const sum = (of: 'images' | 'seconds') => here.reduce((total, each) => total + each[of], 0);
    this.measured = { ...this.measured, [model]: sum('images') / sum('seconds') };
  }

  /** Seconds that a recipe's trainings take on so many images, by their time limits at most. */
  seconds(recipe: Recipe, images: number): number {
    return Math.min(images / this.of(recipe.model), timeLimit(recipe));
  }

  /** Images at most that a recipe may be trained on unasked. */
  limit(recipe: Recipe): number {
    if (timeLimit(recipe) <= UNASKED_SECONDS) return Infinity;
    return UNASKED_SECONDS * this.of(recipe.model);
  }

  private of(model: string): number {
    return this.measured[model] ?? this.recorded(model);
  }
}

/** Seconds after which all trainings of a recipe have ended; Infinity where one has no limit. */
function timeLimit(recipe: Recipe): number {
  return [stepOf(recipe, 'finetune'), stepOf(recipe, 'qat')].reduce(
    (total, step) => total + (step ? step.seconds || Infinity : 0),
    0,
  );
}
