import type { Step } from '../recipe';
import { formatStep } from '../step-text';
import { compare, keeps, mayLose, type Aim, type Aimed } from './aim';
import type { GuideFigures, GuideQuestion } from './guide';
import type { Option } from './options';

/** Steps to be tried. */
export interface Plan {
  readonly steps: readonly Step[];
  /** Whether they treat all layers alike. */
  readonly uniform: boolean;
  /** What each layer gets; left out where that is not said layer by layer. */
  readonly options?: readonly Option[];
}

/** Steps whose guide images were read, all of them, and that keep the aim's limit on these. */
export interface Candidate extends Plan, Aimed {}

/** Asks what steps make of the guide images. */
export type Ask = (steps: readonly Step[], question: GuideQuestion) => Promise<GuideFigures>;

/** Thrown where no more may be tried. */
export class Spent extends Error {
  override readonly name = 'Spent';
}

/** What was tried, each thing once, and the best of it: of uniform steps, and of all. */
export class Candidates {
  readonly kept: Candidate[] = [];
  /** Everything that was tried, by its steps; undefined where the limit is not kept. */
  readonly #known = new Map<string, Candidate | undefined>();
  readonly #refused: Candidate[] = [];
  readonly #held = new Set<Candidate>();

  /**
   * @param images of the guide that a trial reads.
   * @param ask throws `Spent` where no more may be tried.
   */
  constructor(
    readonly aim: Aim,
    private readonly images: number,
    private readonly ask: Ask,
  ) {}

  /** How many were tried. */
  get count(): number {
    return this.#known.size;
  }

  /** How many were refused. */
  get refused(): number {
    return this.#refused.length;
  }

  get best(): Candidate | undefined {
    return this.#bestOf(this.kept);
  }

  get bestUniform(): Candidate | undefined {
    return this.#bestOf(this.kept.filter(({ uniform }) => uniform));
  }

  /** Says that one keeps the limit on the images that it is judged on, too. */
  hold(trial: Candidate): void {
    this.#held.add(trial);
  }

  /**
   * Says that one breaks the limit on the images that it is judged on. Neither it can be the best from
   * now on, nor what loses as many guide images and moves the answers as far; but uniform ones are
   * refused one by one, so that what all others are compared with is the best there is.
   */
  refuse(trial: Candidate): void {
    this.#refused.push(trial);
  }

  /** Whether these steps were tried. */
  knows({ steps }: Pick<Plan, 'steps'>): boolean {
    return this.#known.has(keyOf(steps));
  }

  /**
   * Tries steps, unless they were tried before. They are read no further than it takes to see that
   * they break the limit, or that they lose more than the best does where that is what counts.
   *
   * @returns undefined where they break the limit, or are as good as refused.
   * @throws Spent where no more may be tried.
   */
  async try(plan: Plan): Promise<Candidate | undefined> {
    const key = keyOf(plan.steps);
    if (!this.#known.has(key)) {
      const rival = plan.uniform ? this.bestUniform : this.best;
      const atMost = this.aim.kind === 'loss' ? mayLose(this.aim, this.images) : rival?.lost;
      const figures = await this.ask(plan.steps, { images: this.images, sizes: true, atMost });
      const trial = this.#trialOf(plan, figures);
      this.#known.set(key, trial);
      if (trial) this.kept.push(trial);
    }
    const trial = this.#known.get(key);
    return trial && this.#isOpen(trial) ? trial : undefined;
  }

  #trialOf(plan: Plan, { bytes, images, lost, divergence }: GuideFigures): Candidate | undefined {
    // Without bytes, the images were not read to the end.
    if (bytes === undefined) return undefined;
    const trial = { ...plan, bytes, images, lost, divergence };
    return keeps(this.aim, trial) ? trial : undefined;
  }

  #isOpen(trial: Candidate): boolean {
    if (this.#held.has(trial)) return true;
    return !this.#refused.some(
      (refused) =>
        trial === refused ||
        (!trial.uniform && trial.lost >= refused.lost && trial.divergence >= refused.divergence),
    );
  }

  #bestOf(trials: readonly Candidate[]): Candidate | undefined {
    let best: Candidate | undefined;
    for (const trial of trials) {
      if (this.#isOpen(trial) && (!best || compare(this.aim, trial, best) < 0)) best = trial;
    }
    return best;
  }
}

function keyOf(steps: readonly Step[]): string {
  return steps.map(formatStep).join('+');
}
