import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report';
import type { GuideFigures, GuideQuestion } from '../../src/core/search/guide';
import { stepOf, type Recipe } from '../../src/core/recipe';
import { Finder, recipeWith, type Wish } from '../../src/lab/finder.svelte';

const LAYERS = [
  { name: 'fc1', depthwise: false },
  { name: 'fc2', depthwise: false },
];
const WISH: Wish = { model: 'lenet-5', aim: { kind: 'loss', points: 2 }, seconds: 60 };

/** Every answer takes as long; sparser and fewer bits are smaller, and lose more. */
class FakeEngine {
  recipe: Recipe = {
    model: 'lenet-5',
    steps: [{ kind: 'equalize' }, { kind: 'float16' }, { kind: 'correct' }],
  };
  asked: Recipe[] = [];
  seconds = 0;
  /** Called at each question. */
  onAsk: (count: number) => void = () => undefined;

  readonly guide = async (
    recipe: Recipe,
    { images }: GuideQuestion,
    signal: AbortSignal,
  ): Promise<GuideFigures> => {
    this.asked.push(recipe);
    this.seconds += 0.1;
    this.onAsk(this.asked.length);
    await Promise.resolve();
    signal.throwIfAborted();
    const { lost, bytes } = figuresOf(recipe);
    return { images, lost, divergence: lost / 1000, bytes, kernelBytes: [bytes / 2, bytes / 2] };
  };

  readonly point = (recipe: Recipe): Promise<Report> => {
    const { lost, bytes } = figuresOf(recipe);
    return Promise.resolve({
      size: { before: { dense: 4000, deflate: 2000 }, after: { dense: bytes, deflate: bytes } },
      accuracy: {
        before: { correct: 990, images: 1000 },
        after: { correct: 990 - lost, images: 1000 },
      },
    } as Report);
  };
}

function figuresOf(recipe: Recipe): { lost: number; bytes: number } {
  const bits = stepOf(recipe, 'quantize')?.bits ?? 32;
  const sparsity = stepOf(recipe, 'prune')?.sparsity ?? 0;
  return {
    lost: Math.round(20 * sparsity ** 2 + 60 / bits ** 2),
    bytes: bits * (1100 - 1000 * sparsity),
  };
}

const finderOf = (engine: FakeEngine) => new Finder(engine, engine.guide, () => engine.seconds);

describe('a search', () => {
  test('ends with what it found, judged, and keeps the reader’s other steps', async () => {
    const engine = new FakeEngine();
    const finder = finderOf(engine);
    const done = finder.start(WISH, LAYERS);
    expect(finder.running).toBe(true);
    await done;
    expect(finder.running).toBe(false);
    const { result, progress, before } = finder.finding!;
    expect(result!.found!.test.lost).toBeLessThanOrEqual(20);
    expect(result!.found!.bytes).toBeLessThanOrEqual(result!.uniform!.bytes);
    expect(progress!.tried).toBeGreaterThan(10);
    expect(before).toEqual({ dense: 4000, deflate: 2000 });
    for (const { model, steps } of engine.asked) {
      expect(model).toBe('lenet-5');
      const kinds = steps.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind !== 'prune' && kind !== 'quantize')).toEqual([
        'equalize',
        'correct',
      ]);
    }
    expect(recipeWith(finder.finding!, result!.found!.steps).steps[0]).toEqual({
      kind: 'equalize',
    });
  });

  test('that is cancelled keeps what it found so far', async () => {
    const engine = new FakeEngine();
    const finder = finderOf(engine);
    engine.onAsk = (count) => {
      if (count === 100) finder.cancel();
    };
    await finder.start(WISH, LAYERS);
    expect(finder.finding!.ended).toBe('cancelled');
    expect(finder.finding!.result).toBeUndefined();
    expect(finder.finding!.progress!.best).toBeDefined();
    expect(finder.running).toBe(false);
  });

  test.each([
    ['another model', { model: 'ds-cnn', steps: [] }],
    [
      'the same with its batch norm kept',
      { ...WISH, steps: [{ kind: 'batchnorm', mode: 'keep' }] } as Recipe,
    ],
  ])('ends where the reader goes on to %s, and asks nothing more', async (_, other) => {
    const engine = new FakeEngine();
    const finder = finderOf(engine);
    engine.onAsk = (count) => {
      if (count === 80) finder.keepTo({ model: WISH.model, steps: [] });
      if (count === 90) finder.keepTo(other);
    };
    await finder.start(WISH, LAYERS);
    expect(finder.finding!.ended).toBe('moved');
    expect(engine.asked.length).toBe(90);
  });

  test('that fails says why', async () => {
    const engine = new FakeEngine();
    engine.onAsk = () => {
      throw new Error('The engine is gone.');
    };
    const finder = finderOf(engine);
    await finder.start(WISH, LAYERS);
    expect(finder.finding!.ended).toEqual({ error: 'The engine is gone.' });
  });

  test('started anew takes the place of the one before', async () => {
    const engine = new FakeEngine();
    const finder = finderOf(engine);
    const first = finder.start(WISH, LAYERS);
    const second = finder.start({ ...WISH, aim: { kind: 'size', bytes: 2000 } }, LAYERS);
    await Promise.all([first, second]);
    expect(finder.finding!.wish.aim).toEqual({ kind: 'size', bytes: 2000 });
    expect(finder.finding!.result!.found!.bytes).toBeLessThanOrEqual(2000);
  });
});
