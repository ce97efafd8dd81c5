import type { Tensor } from '@tensorflow/tfjs-core';
import type { TuningEnd, TuningPoint } from '../../core/report';
import { EPOCH_IMAGES } from '../../core/train/images';
import type { Snapshot, Trainer } from './trainer';

/** Images a step. */
export const TRAINING_BATCH = 50;
/** Points of the curve over a training, and the least images between two. */
const POINTS = 20;
const LEAST_APART = 1_000;
/** The part of a training over which the learning rate rises to its full height. */
const WARM_UP = 0.05;

/** How long and how fast. */
export interface TuningPlan {
  /** Images in all, whole batches. */
  readonly images: number;
  /** The highest learning rate. */
  readonly rate: number;
  /** Working time after which to stop in any case, or 0. */
  readonly seconds: number;
  /** The step before which all is pruned that is to be: earlier weights are never the best. */
  readonly prunedAfter: number;
}

/** Images [images, …], which who asks for them disposes, and what is wanted: [images, classes]. */
interface TargetedImages {
  readonly images: Tensor;
  readonly targets: Float32Array;
}

/** What a training asks for on its way. */
export interface TuneHooks {
  /** Training images, `count` of them from number `first` on. */
  draw(first: number, count: number): TargetedImages;
  /** The share of validation images that the network reads right; undefined where it answers no numbers. */
  validate(): Promise<number | undefined>;
  /** Prunes what is due before a step; true where that is more than before. */
  prune(step: number): boolean;
  /** The share of weights that are pruned. */
  sparsity(): number;
  /** Working seconds since the training began, pauses not counted. */
  clock(): number;
  /** Awaited after each step; resolves with false to end here, throws to cancel. */
  between(done: TuningState): Promise<boolean>;
  /** Told after each epoch, to go on from there another day. */
  checkpoint(training: Training): void;
}

/** How far a training has come. */
interface TuningState {
  readonly images: number;
  /** From 0 to 1, by images or by time, whichever is further. */
  readonly done: number;
  readonly seconds: number;
  /** Of the last step. */
  readonly loss: number;
  readonly points: readonly TuningPoint[];
}

/** All that a training has come to. */
export interface Training {
  readonly now: Snapshot;
  /** The best on the validation images, the latest of equals, once everything is pruned. */
  readonly best?: { readonly accuracy: number; readonly snapshot: Snapshot };
  readonly points: readonly TuningPoint[];
  readonly seconds: number;
}

/** How a training went. The trainer holds its weights. */
export interface Tuned {
  readonly end: TuningEnd;
  /** Of the weights on the validation images; undefined where they were not trained to the end of pruning. */
  readonly accuracy?: number;
  readonly points: readonly TuningPoint[];
  readonly images: number;
  readonly seconds: number;
}

/**
 * Trains until the plan is fulfilled, and goes back to the best weights found on the way. Where the
 * loss is no longer a finite number, it goes back to the best, or the beginning, and ends.
 *
 * @param before what an equal training had come to, to go on from there.
 */
export async function tune(
  trainer: Trainer,
  plan: TuningPlan,
  hooks: TuneHooks,
  before?: Training,
): Promise<Tuned> {
  const steps = plan.images / TRAINING_BATCH;
  const apart = Math.max(plan.images / POINTS, LEAST_APART) / TRAINING_BATCH;
  if (before) trainer.restore(before.now);
  const start = trainer.snapshot();
  const points = [...(before?.points ?? [])];
  let best = before?.best;
  let losses: number[] = [];
  let end: TuningEnd | undefined;

  const images = () => trainer.steps * TRAINING_BATCH;
  const seconds = () => (before?.seconds ?? 0) + hooks.clock();
  /** In steps, by images or by time, whichever is further. */
  const progress = () =>
    Math.max(trainer.steps, plan.seconds > 0 ? (steps * seconds()) / plan.seconds : 0);
  let pruned = false;
  const pruneFor = (step: number) => {
    if (hooks.prune(Math.floor(step))) trainer.write();
    pruned = step >= plan.prunedAfter;
  };
  const note = async () => {
    const accuracy = await hooks.validate();
    if (accuracy === undefined) {
      end = 'diverged';
      return;
    }
    points.push({ images: images(), loss: mean(losses), accuracy, sparsity: hooks.sparsity() });
    losses = [];
    if (pruned && accuracy >= (best?.accuracy ?? 0)) {
      best = { accuracy, snapshot: trainer.snapshot() };
    }
  };

  while (!end) {
    const now = progress();
    pruneFor(now);
    const batch = hooks.draw(images(), TRAINING_BATCH);
    // The rate in the middle of the step, or else the last one would be 0.
    const rate = plan.rate * rateShare((now + 0.5) / steps);
    const loss = trainer.step(batch.images, batch.targets, rate);
    batch.images.dispose();
    if (!Number.isFinite(loss)) {
      end = 'diverged';
      break;
    }
    losses.push(loss);
    const { steps: made } = trainer;
    if (Math.floor(made / apart) > Math.floor((made - 1) / apart)) await note();
    if (end) break;
    if (images() % EPOCH_IMAGES === 0) {
      hooks.checkpoint({ now: trainer.snapshot(), best, points: [...points], seconds: seconds() });
    }
    const state = { images: images(), done: progress() / steps, seconds: seconds(), loss, points };
    if (!(await hooks.between(state))) end = 'stopped';
    else if (made >= steps) end = 'finished';
    else if (plan.seconds > 0 && seconds() >= plan.seconds) end = 'time';
  }

  const trained = { images: images(), seconds: seconds() };
  if (end !== 'diverged' && losses.length > 0) await note();
  if (best) trainer.restore(best.snapshot);
  else if (end === 'diverged') trainer.restore(start);
  pruneFor(steps);
  return { end, accuracy: best?.accuracy, points, ...trained };
}

/** The learning rate's share: up in a straight line, then down to 0 in another. */
function rateShare(done: number): number {
  return Math.max(0, Math.min(done / WARM_UP, (1 - done) / (1 - WARM_UP)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
