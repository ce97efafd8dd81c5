import { vi } from 'vitest';
import { Random } from '../../src/core/random';
import type { Contest } from '../../src/engine/stopwatch';

/** The step of the made-up clock, and what a look at it takes, in milliseconds. */
const STEP = 0.005;
const LOOK = 0.0005;
/** How finely work is cut where the speed changes under it, in milliseconds. */
const GRAIN = 0.25;
/** What the network before takes for a batch where nothing slows it down, in milliseconds. */
const COST = 1.5;
/** Relative noise of a call, and what it makes where a network's weights happen to lie. */
const NOISE = 0.03;
const LUCK = 0.03;

/** How many times as long work takes at a moment, and how many pairs were timed until then. */
type Slowness = (ms: number, pair: number, intoPair: number) => number;

/** Machines whose speed changes while they measure; each is another one by its seed. */
export const MACHINES: Readonly<Record<string, (random: Random) => Slowness>> = {
  'stays calm': () => () => 1,
  'slows down all the while': (random) => {
    const rate = random.uniform(0.5, 4) / 1000;
    return (ms) => Math.min(1 + ms * rate, 5);
  },
  'gets faster all the while': (random) => {
    const rate = random.uniform(0.5, 4) / 1000;
    return (ms) => Math.max(5 - ms * rate, 1);
  },
  'jumps to another speed in the middle': (random) => {
    const jump = random.uniform(50, 700);
    const factor = random.uniform(1.5, 4);
    return (ms) => (ms < jump ? 1 : factor);
  },
  'jumps and comes back': (random) => {
    const [jump, back] = [random.uniform(50, 300), random.uniform(320, 900)];
    const factor = random.uniform(1.5, 4);
    return (ms) => (ms > jump && ms < back ? factor : 1);
  },
  'slows down in short bursts': (random) => bursts(random, 2, 12),
  'slows down in long bursts': (random) => bursts(random, 20, 200),
  'shares its processor in slices': (random) => {
    const slice = random.uniform(3, 6);
    const calm = bursts(random, 50, 400);
    // A pause of a slice after each slice, while another program wants the processor.
    return (ms) => (calm(ms, 0, 0) > 1 && Math.floor(ms / slice) % 2 ? 1000 : 1);
  },
  'is slow in every other pair': (random) => {
    const factor = random.uniform(1.5, 3);
    return (_, pair) => (pair % 2 ? factor : 1);
  },
  'is slow at the beginning of every pair': (random) => {
    const [factor, first] = [random.uniform(1.5, 3), random.uniform(3, 6)];
    return (_, __, intoPair) => (intoPair < first ? factor : 1);
  },
  'is slow by turns, about as long as a timing': (random) => {
    const [factor, turn] = [random.uniform(1.5, 3), random.uniform(4, 8)];
    return (ms) => (Math.floor(ms / turn) % 2 ? factor : 1);
  },
};

/** Slow spells and calm ones, about as many, each of a length and a slowness of its own. */
function bursts(random: Random, shortest: number, longest: number): Slowness {
  const spells: { end: number; factor: number }[] = [];
  let at = 0;
  return (ms) => {
    while ((spells.at(-1)?.end ?? -1) <= ms) {
      const end = (spells.at(-1)?.end ?? 0) + random.uniform(shortest, longest);
      spells.push({ end, factor: spells.length % 2 ? random.uniform(1.5, 4) : 1 });
    }
    if (at > 0 && spells[at - 1]!.end > ms) at = 0;
    while (spells[at]!.end <= ms) at++;
    return spells[at]!.factor;
  };
}

/**
 * Puts a made-up clock in the place of this machine's, until mocks are restored, and gives two networks
 * to be timed by it, the one after taking `factor` times as long.
 */
export function onMachine(name: string, seed: number, factor: number): Contest {
  const random = new Random(name, seed);
  const slowness = MACHINES[name]!(random);
  let ms = 0;
  let pair = 0;
  let pairStart = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    ms += LOOK;
    return Math.floor(ms / STEP) * STEP;
  });
  const work = (cost: number) => {
    for (let left = cost * Math.exp(NOISE * random.normal()); left > 0;) {
      const slow = slowness(ms, pair, ms - pairStart);
      const part = Math.min(left, GRAIN / slow);
      ms += part * slow;
      left -= part;
    }
  };
  const luck = { before: 1, after: 1 };
  return {
    before: () => work(COST * luck.before),
    after: () => work(COST * factor * luck.after),
    move: () => {
      for (const side of ['before', 'after'] as const)
        luck[side] = Math.exp(LUCK * random.normal());
    },
    between: () => {
      pair++;
      pairStart = ms;
      return Promise.resolve();
    },
    seen: () => Promise.resolve(0),
  };
}
