import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepOfLayer } from '../../../src/core/quantize/step-of-layer';
import { Random } from '../../../src/core/random';
import { stepOf, type Step } from '../../../src/core/recipe';
import { keeps, type Aim } from '../../../src/core/search/aim';
import { layerSteps, optionsOf, uniformOptions, type Grid } from '../../../src/core/search/options';
import { search, type SearchProgress, type SearchResult } from '../../../src/core/search/search';
import { ownValue } from '../../../src/core/steps/layers';

const GRID: Grid = { sparsities: [0, 0.5, 0.8], bits: [2, 4, 8], granularities: ['channel'] };
const OPTIONS = optionsOf(GRID);
const LAYERS = ['a', 'b', 'c'].map((name) => ({ name, depthwise: false }));
const IMAGES = 1000;
const REST = 40;

interface Figures {
  readonly bytes: number;
  readonly lost: number;
  readonly divergence: number;
}

/**
 * A made-up network: each layer has weights and bears more or less. `mixed` is how much more all
 * damages together do than each alone.
 */
class Made {
  readonly weights: readonly number[];
  readonly frailty: readonly number[];
  asked = 0;

  constructor(
    seed: number,
    private readonly mixed: number,
  ) {
    const random = new Random('made', seed);
    this.weights = LAYERS.map(() => 200 + random.integer(2000));
    this.frailty = LAYERS.map(() => Math.exp(random.uniform(-3, 1)));
  }

  figures(steps: readonly Step[]): Figures {
    const recipe = { model: '', steps };
    const prune = stepOf(recipe, 'prune');
    const quantize = stepOf(recipe, 'quantize');
    const own = LAYERS.map(({ name }) => ({
      sparsity: prune ? (ownValue(prune.layers, name) ?? prune.sparsity) : 0,
      bits: (quantize && stepOfLayer(quantize, name)?.bits) ?? 32,
    }));
    // Ranked over all layers, each loses about as much.
    const damages = own.map(
      ({ sparsity, bits }, i) => this.frailty[i]! * (sparsity ** 3 + (bits < 32 ? 4 ** -bits : 0)),
    );
    const divergence =
      sum(damages) + this.mixed * Math.sqrt(damages[0]! * damages[1]!) * (1 + damages[2]!);
    return {
      bytes: REST + sum(this.kernelBytes(own)),
      divergence,
      lost: Math.round(IMAGES * (1 - Math.exp(-divergence))),
    };
  }

  kernelBytes(own: readonly { sparsity: number; bits: number }[]): number[] {
    return own.map(({ sparsity, bits }, i) =>
      Math.ceil((this.weights[i]! * (1 - 0.9 * sparsity) * bits) / 8),
    );
  }

  /** The best of all choices there are, one by one. */
  brute(aim: Aim): Figures | undefined {
    const all = OPTIONS.flatMap((a) =>
      OPTIONS.flatMap((b) => OPTIONS.map((c) => layerSteps(LAYERS, [a, b, c]))),
    );
    return this.bestOf(aim, all);
  }

  /** The best of those that treat all layers alike. */
  bruteUniform(aim: Aim): Figures | undefined {
    return this.bestOf(
      aim,
      OPTIONS.map((option) => layerSteps(LAYERS, uniformOptions(LAYERS, option))),
    );
  }

  private bestOf(aim: Aim, steps: readonly (readonly Step[])[]): Figures | undefined {
    const measure = aim.kind === 'loss' ? 'bytes' : 'lost';
    return steps
      .map((each) => this.figures(each))
      .filter((figures) => keeps(aim, { ...figures, images: IMAGES }))
      .sort((a, b) => a[measure] - b[measure] || a.divergence - b.divergence)[0];
  }
}

interface Options {
  /** How many questions the time is enough for. */
  readonly questions?: number;
  /** What the test images say to steps that the guide images lose so many of. */
  readonly judged?: (lost: number) => number;
  readonly tell?: (progress: SearchProgress) => void;
}

function run(made: Made, aim: Aim, options: Options = {}): Promise<SearchResult> {
  const { questions = Infinity, judged = (lost) => lost, tell = () => undefined } = options;
  return search(
    { layers: LAYERS, grid: GRID, aim, images: IMAGES, probeImages: 250, seconds: 1 },
    {
      ask: (steps, { images, sizes, atMost = Infinity }) => {
        made.asked++;
        const { bytes, lost, divergence } = made.figures(steps);
        if (images > 0 && lost > atMost) {
          return Promise.resolve({ images: 250, lost, divergence });
        }
        const kernelBytes = sizes ? kernelsOf(made, steps) : undefined;
        return Promise.resolve({ images, lost, divergence, ...(sizes && { bytes, kernelBytes }) });
      },
      judge: (steps) => {
        const { bytes, lost } = made.figures(steps);
        return Promise.resolve({ bytes, lost: judged(lost), images: IMAGES });
      },
      clock: () => (made.asked >= questions ? 1 : 0),
      tell,
    },
  );
}

/** Asked of all layers alike. */
function kernelsOf(made: Made, steps: readonly Step[]): number[] {
  const recipe = { model: '', steps };
  const prune = stepOf(recipe, 'prune');
  const quantize = stepOf(recipe, 'quantize')!;
  return made.kernelBytes(
    LAYERS.map(({ name }) => ({
      sparsity: prune ? (ownValue(prune.layers, name) ?? prune.sparsity) : 0,
      bits: stepOfLayer(quantize, name)!.bits,
    })),
  );
}

const aims = fc.oneof(
  fc.record({
    kind: fc.constant('loss' as const),
    points: fc.double({ min: 0.5, max: 60, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('size' as const), bytes: fc.integer({ min: 60, max: 4000 }) }),
);
const seeds = fc.integer({ min: 0, max: 1e6 });
const RUNS = { numRuns: 15 };

test('finds what brute force finds where damages add up, trying far less', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, aims, async (seed, aim) => {
      const made = new Made(seed, 0);
      const best = made.brute(aim);
      let tried = 0;
      let atBest = 0;
      const measure = aim.kind === 'loss' ? 'bytes' : 'lost';
      const { found } = await run(made, aim, {
        tell: (progress) => {
          tried = progress.tried;
          if (atBest === 0 && progress.best?.[measure] === best?.[measure]) atBest = tried;
        },
      });
      expect(found?.[measure]).toBe(best?.[measure]);
      // Of 729; whatever else was tried only showed that there is none better.
      expect(atBest).toBeLessThan(80);
    }),
    RUNS,
  );
});

test('keeps the limit and is never worse than the best uniform steps, whatever the damages do together', async () => {
  await fc.assert(
    fc.asyncProperty(
      seeds,
      aims,
      fc.double({ min: 0, max: 5, noNaN: true }),
      fc.integer({ min: 0, max: 300 }),
      async (seed, aim, mixed, questions) => {
        const made = new Made(seed, mixed);
        const { found, uniform } = await run(made, aim, { questions });
        expect(made.asked).toBeLessThanOrEqual(questions);
        if (found) expect(keeps(aim, found)).toBe(true);
        if (!uniform) return;
        const measure = aim.kind === 'loss' ? 'bytes' : 'lost';
        expect(found![measure]).toBeLessThanOrEqual(uniform[measure]);
      },
    ),
    RUNS,
  );
});

test('finds the best uniform steps, each of them tried or ruled out', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, aims, async (seed, aim) => {
      const made = new Made(seed, 0.5);
      const { uniform } = await run(made, aim);
      const measure = aim.kind === 'loss' ? 'bytes' : 'lost';
      expect(uniform?.[measure]).toBe(made.bruteUniform(aim)?.[measure]);
    }),
    RUNS,
  );
});

describe('what breaks the limit on the images that it is judged on', () => {
  const aim: Aim = { kind: 'loss', points: 5 };

  test('is refused, and what is found keeps it on both', async () => {
    const made = new Made(1, 0);
    const harsher = (lost: number) => lost + 20;
    const { found, refused } = await run(made, aim, { judged: harsher });
    expect(refused).toBeGreaterThan(0);
    expect(found!.test.lost).toBeLessThanOrEqual(50);
    expect(found!.lost).toBeLessThanOrEqual(30);
  });

  test('leaves nothing where everything does', async () => {
    const result = await run(new Made(1, 0), aim, { judged: () => IMAGES });
    expect(result).toMatchObject({ found: undefined, uniform: undefined });
  });
});

test('a size that nothing has finds nothing, and ends', async () => {
  const result = await run(new Made(1, 0), { kind: 'size', bytes: 10 });
  expect(result).toEqual({ found: undefined, uniform: undefined, refused: 0, complete: true });
});

test('time that is up at once finds nothing, and says that it is not complete', async () => {
  const result = await run(new Made(1, 0), { kind: 'loss', points: 5 }, { questions: 0 });
  expect(result).toEqual({ found: undefined, uniform: undefined, refused: 0, complete: false });
});

test('an error ends it', async () => {
  const failing = search(
    {
      layers: LAYERS,
      grid: GRID,
      aim: { kind: 'loss', points: 1 },
      images: 1,
      probeImages: 1,
      seconds: 1,
    },
    {
      ask: () => Promise.reject(new Error('No images.')),
      judge: () => Promise.reject(new Error('No judge.')),
      clock: () => 0,
      tell: () => undefined,
    },
  );
  await expect(failing).rejects.toThrow('No images.');
});

test('steps are tried once', async () => {
  const tried: string[] = [];
  const made = new Made(3, 1);
  const figures = made.figures.bind(made);
  made.figures = (steps) => {
    tried.push(JSON.stringify(steps));
    return figures(steps);
  };
  let last: SearchProgress | undefined;
  await run(made, { kind: 'loss', points: 20 }, { tell: (progress) => (last = progress) });
  expect(last!.tried).toBeLessThan(OPTIONS.length ** 3 + 2 * OPTIONS.length);
  // Once for its size alone, once for its figures and once for its judgement.
  const counts = new Map<string, number>();
  for (const steps of tried) counts.set(steps, (counts.get(steps) ?? 0) + 1);
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(3);
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
