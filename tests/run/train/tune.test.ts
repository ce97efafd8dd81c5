import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Snapshot, Trainer } from '../../../src/run/train/trainer';
import { tune, type Training, type TuneHooks } from '../../../src/run/train/tune';

/** A trainer whose only weight is the number of steps made, with a loss as told for each step. */
class CountingTrainer {
  weight = 0;
  rates: number[] = [];

  constructor(private readonly loss: (step: number) => number = () => 1) {}

  get steps(): number {
    return this.weight;
  }

  step(_images: Tensor, _targets: Float32Array, rate: number): number {
    const loss = this.loss(this.weight);
    if (!Number.isFinite(loss)) return loss;
    this.rates.push(rate);
    this.weight++;
    return loss;
  }

  write(): void {
    // There is no network.
  }

  snapshot(): Snapshot {
    return { values: [Float32Array.of(this.weight)], memory: [], steps: this.weight };
  }

  restore({ steps }: Snapshot): void {
    this.weight = steps;
  }
}

const plan = { images: 20_000, rate: 0.1, seconds: 0, prunedAfter: 0 };

function hooksFor(trainer: CountingTrainer, hooks: Partial<TuneHooks> = {}): TuneHooks {
  return {
    draw: () => ({ images: { dispose: () => undefined } as Tensor, targets: new Float32Array() }),
    validate: () => Promise.resolve(0.5),
    prune: () => false,
    sparsity: () => 0,
    clock: () => trainer.steps,
    between: () => Promise.resolve(true),
    checkpoint: () => undefined,
    ...hooks,
  };
}

const start = (trainer: CountingTrainer, hooks: Partial<TuneHooks> = {}, change = {}) =>
  tune(trainer as unknown as Trainer, { ...plan, ...change }, hooksFor(trainer, hooks));

describe('a training', () => {
  test('goes back to the best weights on the validation images, the latest of equals', async () => {
    const accuracies = [0.1, 0.8, 0.9, 0.9, 0.3];
    let validated = 0;
    const trainer = new CountingTrainer();
    const { accuracy, points, end, images } = await start(trainer, {
      validate: () => Promise.resolve(accuracies[validated++] ?? 0.2),
    });
    expect(points.map(({ images }) => images)).toEqual(
      Array.from({ length: 20 }, (_, i) => 1000 * (i + 1)),
    );
    expect({ accuracy, end, images }).toEqual({ accuracy: 0.9, end: 'finished', images: 20_000 });
    // The fourth point is after 4,000 images, 80 steps of 50.
    expect(trainer.weight).toBe(80);
  });

  test('has no best before everything is pruned', async () => {
    const trainer = new CountingTrainer();
    await start(
      trainer,
      { validate: () => Promise.resolve(1 - trainer.steps / 1000) },
      { prunedAfter: 240 },
    );
    // Accuracy falls all the time: the best is the first point after step 240.
    expect(trainer.weight).toBe(260);
  });

  test('that is stopped before is pruned to the end all the same', async () => {
    const asked: number[] = [];
    const trainer = new CountingTrainer();
    const { end, accuracy } = await start(
      trainer,
      {
        prune: (step) => asked.push(step) > 0,
        between: () => Promise.resolve(trainer.steps < 30),
      },
      { prunedAfter: 240 },
    );
    expect({ end, accuracy }).toEqual({ end: 'stopped', accuracy: undefined });
    expect(asked.at(-1)).toBe(400);
  });

  test('raises the learning rate over a twentieth of the way, then lowers it to nothing', async () => {
    const trainer = new CountingTrainer();
    await start(trainer);
    const { rates } = trainer;
    expect(Math.max(...rates)).toBeCloseTo(0.1, 2);
    expect(rates.indexOf(Math.max(...rates))).toBe(20);
    expect(rates[0]).toBeCloseTo(0.1 * (0.5 / 20), 12);
    expect(rates.at(-1)).toBeCloseTo(0.1 * (0.5 / 380), 12);
    rates.forEach((rate) => expect(rate).toBeGreaterThan(0));
  });

  test('ends by the clock, its rate and pruning run out with the time', async () => {
    const asked: number[] = [];
    const trainer = new CountingTrainer();
    // A step a second by the clock of the hooks: 40 of 400 steps.
    const { end, images, seconds } = await start(
      trainer,
      { prune: (step) => asked.push(step) > 0 },
      { seconds: 40 },
    );
    expect({ end, images, seconds }).toEqual({ end: 'time', images: 2000, seconds: 40 });
    expect(asked.slice(0, 3)).toEqual([0, 10, 20]);
    expect(trainer.rates.at(-1)).toBeLessThan(0.1 * 0.05);
  });

  test.each([NaN, Infinity])('goes back to the best when the loss is %f', async (loss) => {
    const trainer = new CountingTrainer((step) => (step < 50 ? 1 : loss));
    const { end, images, accuracy } = await start(trainer);
    expect({ end, images, accuracy }).toEqual({ end: 'diverged', images: 2500, accuracy: 0.5 });
    expect(trainer.weight).toBe(40);
  });

  test('goes back to the beginning when there is no best yet, and when the answers are no numbers', async () => {
    const early = new CountingTrainer((step) => (step < 7 ? 1 : NaN));
    expect(await start(early)).toMatchObject({ end: 'diverged', points: [] });
    expect(early.weight).toBe(0);
    const mute = new CountingTrainer();
    const silent = { validate: () => Promise.resolve(undefined) };
    expect(await start(mute, silent)).toMatchObject({ end: 'diverged', points: [] });
    expect(mute.weight).toBe(0);
  });

  test('goes on from a checkpoint with its points, its best and its time', async () => {
    let kept: Training | undefined;
    const first = new CountingTrainer();
    await start(first, {
      validate: () => Promise.resolve(first.steps === 100 ? 0.9 : 0.5),
      checkpoint: (training) => (kept ??= training),
    });
    expect(kept!.now.steps).toBe(200);
    expect(kept!.points).toHaveLength(10);
    const second = new CountingTrainer();
    const hooks = hooksFor(second, { clock: () => second.steps - 200 });
    const ended = await tune(second as unknown as Trainer, plan, hooks, kept);
    expect(ended).toMatchObject({ end: 'finished', accuracy: 0.9, seconds: 400 });
    expect(ended.points.map(({ images }) => images)[10]).toBe(11_000);
    expect(second.weight).toBe(100);
  });

  test('tells of losses as means between the points', async () => {
    const trainer = new CountingTrainer((step) => step);
    const { points } = await start(trainer);
    expect(points.slice(0, 2).map(({ loss }) => loss)).toEqual([9.5, 29.5]);
  });
});
