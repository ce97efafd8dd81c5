import type { Aim } from './aim';
import { neighbours } from './moves';
import { layerSteps, type Option, type SearchLayer } from './options';
import { predictedFront, type Choice, type Cost } from './predicted-front';
import type { Plan, Candidates } from './trials';

/** Damage that a move may add, as a share of all, before that counts against the bytes it saves. */
const FREE = 0.05;

/** Combines options of layers by their predicted costs, and tries what serves the aim. */
export class Combiner {
  private readonly front: readonly Choice[];

  /**
   * @param costs of each layer's options.
   * @param rest bytes that every network has beside its kernels.
   */
  constructor(
    private readonly trials: Candidates,
    private readonly layers: readonly SearchLayer[],
    private readonly options: readonly Option[],
    private readonly costs: readonly (readonly Cost[])[],
    private readonly rest: number,
  ) {
    this.front = predictedFront(costs);
  }

  /**
   * Tries what the predictions say: the least damage in the bytes that there may be, or the fewest
   * bytes, the damage being halved between what is too much and what is not.
   *
   * @throws Spent where no more may be tried.
   */
  async tryFront(): Promise<void> {
    const { trials, front } = this;
    const { aim } = trials;
    if (aim.kind === 'size') {
      const fits = front.findLast(({ bytes }) => bytes + this.rest <= aim.bytes);
      if (fits) await trials.try(this.planOf(fits));
      return;
    }
    let [bad, good] = [-1, front.length];
    while (good - bad > 1) {
      const middle = (bad + good) >> 1;
      if (await trials.try(this.planOf(front[middle]!))) good = middle;
      else bad = middle;
    }
  }

  /**
   * Tries what differs in one layer or two from the best there is, the most promising first, and then
   * what is undominated; goes on from what is better, until so many in a row were not.
   *
   * @returns whether anything is left to be tried.
   * @throws Spent where no more may be tried.
   */
  async tryMoves(patience: number): Promise<boolean> {
    const { trials } = this;
    for (let failures = 0; failures < patience; failures++) {
      const { best } = trials;
      const next = this.nextMove();
      if (!next) return false;
      await trials.try(next);
      if (trials.best !== best) failures = -1;
    }
    return true;
  }

  private nextMove(): Plan | undefined {
    const { aim, best } = this.trials;
    const most = aim.kind === 'size' ? aim.bytes : (best?.bytes ?? Infinity) - 1;
    const predicted = this.front.findLast(({ bytes }) => bytes + this.rest <= most);
    // Not every uniform network is said layer by layer: then from what is predicted in its place.
    const from = best?.options ? this.choiceOf(best.options) : predicted;
    if (!from) return undefined;
    // What is predicted is the difference from what was counted.
    const offset = best?.options ? best.bytes - from.bytes : this.rest;
    const near = neighbours(this.costs, from)
      .filter(({ bytes }) => bytes + offset <= most)
      .map((choice) => ({ choice, score: scoreOf(aim, from, choice) }))
      .sort((a, b) => b.score - a.score)
      .map(({ choice }) => choice);
    const far = this.front.filter(({ bytes }) => bytes + this.rest <= most).reverse();
    for (const choice of [...near, ...far]) {
      const plan = this.planOf(choice);
      if (!this.trials.knows(plan)) return plan;
    }
    return undefined;
  }

  private planOf(choice: Choice): Plan {
    const options = choice.options.map((option) => this.options[option]!);
    return { steps: layerSteps(this.layers, options), uniform: false, options };
  }

  private choiceOf(own: readonly Option[]): Choice {
    const options = own.map((option) => this.options.findIndex((other) => same(option, other)));
    const costs = options.map((option, layer) => this.costs[layer]![option]!);
    return {
      options,
      bytes: costs.reduce((sum, { bytes }) => sum + bytes, 0),
      damage: costs.reduce((sum, { damage }) => sum + damage, 0),
    };
  }
}

function same(a: Option, b: Option): boolean {
  return a.sparsity === b.sparsity && a.bits === b.bits && a.granularity === b.granularity;
}

/** The most promising moves first: many bytes for little damage, or the least damage. */
function scoreOf(aim: Aim, from: Choice, to: Choice): number {
  if (aim.kind === 'size') return -to.damage;
  const saved = (from.bytes - to.bytes) / from.bytes;
  return saved / Math.max(FREE, (to.damage - from.damage) / from.damage);
}
