import {
  identicalFigures,
  isNarrow,
  latencyFigures,
  MAX_PAIRS,
  type TimingPair,
} from '../core/metrics/latency';
import { Random } from '../core/random';
import type { LatencyFigures } from '../core/report';
import { Repeats, shortestTiming } from './repeats';

/** A timing lasts at least as long, in milliseconds, and as many steps of the clock. */
const SHORTEST_TIMING = 4;
const CLOCK_STEPS = 40;
const WARM_UP = 3;
/** Calls of each network after it was moved, when all is compiled. */
const SETTLING = 1;
/** Longest that one batch size is measured, in milliseconds, beyond the least number of pairs. */
const LONGEST = 4_000;
/** Pairs in one place in memory before the networks are moved. */
const STAY = 5;
/** Places that are measured in before it is asked whether they are enough. */
const PLACES = 9;

/** Each side comes first, second and last as often as the others, and before each of them. */
const ORDERS = [
  ['before', 'after', 'control'],
  ['control', 'after', 'before'],
  ['after', 'control', 'before'],
  ['before', 'control', 'after'],
  ['after', 'before', 'control'],
  ['control', 'before', 'after'],
] as const;

/** Two networks to be timed on one batch of images. */
export interface Contest {
  /** Answer the batch, and return once the answer can be read. */
  before(): void;
  after(): void;
  /**
   * Put the weights of both elsewhere in memory. Two equal networks differ by up to 7% for where
   * they happen to lie, run after run, so no number of pairs in one place would tell.
   */
  move(): void;
  /** Awaited after every pair; may throw to cancel. */
  between(): Promise<void>;
  /** Waits until the tab is seen, and tells how often it has been hidden: browsers slow it down then. */
  seen(): Promise<number>;
}

/** A contest of one network, to be timed for its own sake. */
export type Solo = Omit<Contest, 'after'>;

/**
 * Times two networks in interleaved pairs, and the first against itself as a control, in one place in
 * memory after another. Orders are drawn by chance, so that nothing the machine does keeps step with
 * them. Goes on until the interval of the ratio is narrow or a limit is reached.
 */
export async function measureLatency(batch: number, contest: Contest): Promise<LatencyFigures> {
  const random = new Random('orders');
  const before = () => contest.before();
  const after = () => contest.after();
  const stopwatch = await Stopwatch.create({ before, after, control: before }, contest);
  const blocks: TimingPair[][] = [];
  const start = performance.now();
  for (;;) {
    for (let place = 0; place < PLACES; place++) {
      blocks.push(await stopwatch.timeInNewPlace(() => random.shuffle([...ORDERS]).slice(0, STAY)));
    }
    const figures = latencyFigures(batch, blocks, stopwatch.discarded);
    const late = performance.now() - start > LONGEST;
    if (isNarrow(figures) || late || figures.pairs >= MAX_PAIRS) return figures;
  }
}

/** Times a network that is the same before and after, as often as the least number of pairs. */
export async function measureAlone(batch: number, solo: Solo): Promise<LatencyFigures> {
  const stopwatch = await Stopwatch.create({ before: () => solo.before() }, solo);
  const timings: number[] = [];
  for (let place = 0; place < PLACES; place++) {
    const block = await stopwatch.timeInNewPlace(() =>
      Array.from({ length: STAY }, () => ['before']),
    );
    timings.push(...block.map(({ before }) => before));
  }
  return identicalFigures(batch, timings, stopwatch.discarded);
}

/** Milliseconds that each side took, one right after the other. */
type Turn<Side extends string> = Readonly<Record<Side | 'before', number>>;

type Works<Side extends string> = Readonly<Record<Side | 'before', () => void>>;

/** Times networks by turns, each network one side or more. */
class Stopwatch<Side extends string> {
  /** Turns thrown away because the tab was hidden while they were timed. */
  discarded = 0;

  private constructor(
    private readonly works: Works<Side>,
    private readonly solo: Solo,
    private readonly repeats: Repeats,
  ) {}

  /** Compilation falls into the warm-up. */
  static async create<Side extends string>(
    works: Works<Side>,
    solo: Solo,
  ): Promise<Stopwatch<Side>> {
    await warmUp(works, solo, WARM_UP);
    const shortest = shortestTiming(SHORTEST_TIMING, CLOCK_STEPS);
    return new Stopwatch(works, solo, Repeats.of(works.before, shortest));
  }

  /**
   * Moves the networks and times them once in each of the orders. Where the tab was hidden meanwhile,
   * or the timings turn out too short, all begins again, the orders asked for anew.
   */
  async timeInNewPlace(
    orders: () => readonly (readonly (Side | 'before')[])[],
  ): Promise<Turn<Side>[]> {
    for (;;) {
      const hidden = await this.solo.seen();
      this.solo.move();
      await warmUp(this.works, this.solo, SETTLING);
      const turns: Turn<Side>[] = [];
      for (const order of orders()) {
        const timings = order.map((side) => [side, this.repeats.time(this.works[side])]);
        turns.push(Object.fromEntries(timings) as Turn<Side>);
        await this.solo.between();
      }
      if ((await this.solo.seen()) !== hidden) this.discarded += turns.length;
      else if (turns.some((turn) => this.isTooShort(turn))) this.repeats.double();
      else return turns;
    }
  }

  private isTooShort(turn: Turn<Side>): boolean {
    return this.repeats.tooFewFor(turn.before) || Object.values(turn).includes(0);
  }
}

async function warmUp(works: Works<string>, { between }: Solo, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    // The control is the network before, which need not be called twice.
    for (const work of new Set(Object.values(works))) work();
    await between();
  }
}
