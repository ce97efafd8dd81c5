import { setBackend, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { CLASSES, drawImages } from '../tasks/digits/splits';
import { pruneMasks } from '../core/prune/prune-masks';
import { codeWeights } from '../core/quantize/code-weights';
import { linearWeights } from '../core/quantize/linear';
import { stepOfLayer, type StorageStep } from '../core/quantize/step-of-layer';
import { trainedParameters } from '../core/quantize/trained-parameters';
import type { TuningFigures } from '../core/report';
import type { FinetuneStep, QatStep } from '../core/steps/finetune';
import type { PruneStep, UnstructuredMethod } from '../core/steps/prune';
import type { WeightTensor } from '../core/tensor';
import { lastPruning } from '../core/train/gradual';
import { MaskedWeights } from '../core/train/masked-weights';
import { OPTIMIZERS } from '../core/train/optimizers';
import { SharedWeights } from '../core/train/shared-weights';
import { StraightThroughWeights } from '../core/train/straight-through';
import type { Trainable } from '../core/train/trainable';
import type { TunedKernel, TunedWeights } from '../core/train/tuned-weights';
import type { Checkpoints } from './checkpoints';
import { NotFinite, predict } from '../run/evaluate';
import { Network } from '../run/network';
import type { ModelFile } from '../graph/model-file';
import { GradualPruner } from '../run/train/gradual-pruner';
import { labelTargets, softmaxRows } from '../run/train/cross-entropy';
import { Trainer } from '../run/train/trainer';
import { TRAINING_BATCH, tune, type Training } from '../run/train/tune';
import { VALIDATION_IMAGES, EPOCH_IMAGES } from '../core/train/images';
import { imageTensor } from './images';
import type { Place } from '../core/place';
import type { TuningProgress } from '../wire/protocol';
import { trainingBackend, type StartWasm } from '../run/tfjs/training-backend';

/** Steps that are timed to choose a backend, after as many to warm up. */
const TIMED_STEPS = 3;

/** What a training starts from. */
export interface Untuned {
  readonly file: ModelFile;
  readonly kernels: readonly WeightTensor[];
  readonly others: readonly Float32Array[];
  /** The network as trained, whose answers it may learn. */
  readonly teacher: ModelFile;
}

/** What to do: train what is left by pruning, or through the codes that the weights are stored in. */
export type TuningTask =
  | {
      readonly step: FinetuneStep;
      readonly prune?: PruneStep<UnstructuredMethod>;
      /** How the weights will be stored, by which their codes are ranked. */
      readonly storage?: StorageStep;
    }
  | {
      readonly step: QatStep;
      readonly storage?: StorageStep;
      /** The kernels as they are stored before. */
      readonly coded: readonly TunedKernel[];
      /** The trainings that came before. */
      readonly before?: readonly TuningFigures[];
    };

/** How the page follows a training and steers it. */
export interface TuningHooks {
  /** Images at most that may be trained on; left out: any number. */
  readonly limit?: number;
  progress(progress: TuningProgress): void;
  /** Awaited between steps: throws to cancel, waits while it is paused, and tells for how many seconds. */
  pause(): Promise<number>;
  /** Whether to end here and keep the best. */
  stopped(): boolean;
}

/** Trains networks on images drawn on the fly, never those they are judged on. */
export class Tuner {
  /** The fastest backend for each model, by its file as trained. */
  readonly #backends = new WeakMap<ModelFile, Place['inference']>();

  constructor(
    private readonly place: Place,
    private readonly startWasm: StartWasm,
    private readonly checkpoints: Checkpoints,
  ) {}

  /**
   * Trains a copy of the weights. The inference backend is the current one before and after.
   *
   * @param key the same for equal trainings of equal weights: one that was finished before is not
   *   done again, and one that was broken off goes on after its last epoch.
   */
  async train(
    key: string,
    untuned: Untuned,
    task: TuningTask,
    hooks: TuningHooks,
  ): Promise<TunedWeights> {
    const before = await this.checkpoints.load(key);
    if (before && 'tunings' in before) return before;
    const backend = await this.#backendFor(untuned, task);
    await setBackend(backend);
    const job = await Job.create(untuned, task);
    try {
      const figures = await this.#run(job, backend, before, hooks, key);
      const earlier = 'coded' in task ? (task.before ?? []) : [];
      const tuned = { ...job.result(), tunings: [...earlier, figures] };
      // One that the reader has ended is not what the key promises: another day it goes on.
      if (tuned.tunings.every(({ end }) => end !== 'stopped')) {
        await this.checkpoints.save(key, tuned);
      }
      return tuned;
    } finally {
      job.dispose();
      await setBackend(this.place.inference);
    }
  }

  /** What came of a training that was finished before, or undefined. */
  async finished(key: string): Promise<TunedWeights | undefined> {
    const state = await this.checkpoints.load(key);
    return state && 'tunings' in state ? state : undefined;
  }

  /** Images that a training still has to see: none where it was finished before. */
  async imagesLeft(key: string, { epochs }: FinetuneStep | QatStep): Promise<number> {
    const state = await this.checkpoints.load(key);
    if (state && 'tunings' in state) return 0;
    return stepsOf(epochs) * TRAINING_BATCH - (state?.points.at(-1)?.images ?? 0);
  }

  async #backendFor(untuned: Untuned, task: TuningTask): Promise<Place['inference']> {
    const { teacher } = untuned;
    const known = this.#backends.get(teacher);
    if (known) return known;
    const time = () => this.#timeStep(untuned, task);
    const backend = await trainingBackend(this.place, this.startWasm, time);
    this.#backends.set(teacher, backend);
    return backend;
  }

  async #run(
    job: Job,
    backend: Place['inference'],
    before: Training | undefined,
    hooks: TuningHooks,
    key: string,
  ): Promise<TuningFigures> {
    const { step, steps } = job;
    const start = performance.now();
    let waited = 0;
    const clock = () => (performance.now() - start) / 1000 - waited;
    const images = steps * TRAINING_BATCH;
    const plan = { images, rate: step.rate, seconds: step.seconds, prunedAfter: job.prunedAfter };
    const ended = await tune(
      job.trainer,
      plan,
      {
        draw: (first, count) => job.draw(first, count),
        validate: () => job.validate(async () => void (waited += await hooks.pause())),
        prune: (trainingStep) => job.prune(trainingStep),
        sparsity: () => job.sparsity(),
        clock,
        between: async ({ done, seconds, ...state }) => {
          const secondsLeft = done > 0 ? (seconds * (1 - done)) / done : undefined;
          hooks.progress({
            stage: step.kind,
            backend,
            of: images,
            done,
            seconds,
            secondsLeft,
            paused: false,
            ...state,
          });
          waited += await hooks.pause();
          return !hooks.stopped();
        },
        checkpoint: (training) => void this.checkpoints.save(key, training),
      },
      before,
    );
    const { end, accuracy, points, seconds, images: seen } = ended;
    return { stage: step.kind, end, images: seen, seconds, backend, accuracy, points };
  }

  /** Milliseconds that a step takes on the current backend. */
  async #timeStep(untuned: Untuned, task: TuningTask): Promise<number> {
    const job = await Job.create(untuned, task);
    const { images, targets } = job.draw(0, TRAINING_BATCH);
    try {
      const run = () => {
        const start = performance.now();
        for (let i = 0; i < TIMED_STEPS; i++) job.trainer.step(images, targets, 0);
        return (performance.now() - start) / TIMED_STEPS;
      };
      run();
      return run();
    } finally {
      images.dispose();
      job.dispose();
    }
  }
}

/** One training with its network, on the backend that is current when it is made. */
class Job {
  private constructor(
    readonly step: FinetuneStep | QatStep,
    readonly steps: number,
    private readonly network: Network,
    private readonly trainables: readonly Trainable[],
    private readonly masks: () => readonly (Uint8Array | undefined)[],
    readonly prunedAfter: number,
    private readonly pruner: GradualPruner | undefined,
    readonly trainer: Trainer,
    private readonly validation: { readonly images: Tensor4D; readonly labels: Uint8Array },
    private readonly teacher: Network | undefined,
  ) {}

  static async create({ file, kernels, others, teacher }: Untuned, task: TuningTask): Promise<Job> {
    const { step } = task;
    const steps = stepsOf(step.epochs);
    const network = await Network.load(file);
    network.writeOthers(others);
    let trainables: readonly Trainable[];
    let masks: () => readonly (Uint8Array | undefined)[];
    let pruner: GradualPruner | undefined;
    if ('coded' in task) {
      const { coded, storage } = task;
      trainables = kernels.map((kernel, i) => codedTrainable(kernel, coded[i]!, storage));
      masks = () => coded.map(({ mask }) => mask);
    } else {
      const { prune, step, storage } = task;
      const gradual = prune && step.pruning === 'gradual';
      const pruned = prune && !gradual ? pruneMasks(kernels, prune, storage) : [];
      const masked = kernels.map(({ values, mask }, i) => {
        const weights = new MaskedWeights(values.slice(), pruned[i] ?? mask);
        if (step.mask === 'free') weights.mask = undefined;
        return weights;
      });
      trainables = masked;
      masks = () => masked.map(({ mask }) => mask);
      pruner = gradual ? new GradualPruner(kernels, masked, prune, steps, storage) : undefined;
    }
    const trainer = new Trainer(network, trainables, OPTIMIZERS[step.optimizer]);
    const digits = drawImages('validation', 0, VALIDATION_IMAGES);
    const validation = { images: imageTensor(digits), labels: digits.labels };
    const prunedAfter = pruner ? lastPruning(steps) : 0;
    return new Job(
      step,
      steps,
      network,
      trainables,
      masks,
      prunedAfter,
      pruner,
      trainer,
      validation,
      step.targets === 'teacher' ? await Network.load(teacher) : undefined,
    );
  }

  /** Training images, and what is wanted of them; the caller disposes the images. */
  draw(first: number, count: number) {
    const digits = drawImages('finetune', first, count);
    const images = imageTensor(digits);
    if (!this.teacher) return { images, targets: labelTargets(digits.labels, CLASSES) };
    const logits = tidy(() => this.teacher!.logits(images));
    const targets = softmaxRows(logits.dataSync<'float32'>(), CLASSES);
    logits.dispose();
    return { images, targets };
  }

  prune(trainingStep: number): boolean {
    return this.pruner?.prune(trainingStep) ?? false;
  }

  sparsity(): number {
    const masks = this.masks();
    const weights = sum(this.network.kernels.map(({ shape }) => shape.reduce((a, b) => a * b, 1)));
    const pruned = sum(masks.map((mask) => (mask ? mask.length - sum(mask) : 0)));
    return pruned / weights;
  }

  async validate(between: () => Promise<void>): Promise<number | undefined> {
    const { images, labels } = this.validation;
    try {
      const answers = await predict(this.network, [images], between);
      return sum(labels.map((label, i) => Number(label === answers[i]))) / labels.length;
    } catch (error) {
      if (error instanceof NotFinite) return undefined;
      throw error;
    }
  }

  result(): Pick<TunedWeights, 'kernels' | 'others'> {
    const masks = this.masks();
    const kernels = this.trainables.map((trainable, i) => {
      const { weights, coding } = trainable.result();
      return { values: weights, coding, mask: masks[i] };
    });
    return { kernels, others: this.network.readOthers() };
  }

  dispose(): void {
    this.network.dispose();
    this.teacher?.dispose();
    this.validation.images.dispose();
  }
}

/** Training steps of so many epochs. */
function stepsOf(epochs: number): number {
  return Math.max(1, Math.round((epochs * EPOCH_IMAGES) / TRAINING_BATCH));
}

/** How a kernel is trained that is stored in such a way. */
function codedTrainable(
  kernel: WeightTensor,
  { values, mask, coding }: TunedKernel,
  storage: StorageStep | undefined,
): Trainable {
  const step = storage && stepOfLayer(storage, kernel.name);
  if (!step) return new MaskedWeights(kernel.values.slice(), mask);
  if (typeof coding === 'object' && 'codebook' in coding) return new SharedWeights(values, coding);
  const code = (latent: Float32Array) => {
    if (step.kind !== 'quantize' || step.scheme === 'asymmetric') {
      return codeWeights({ ...kernel, values: latent }, step, { mask });
    }
    const slices = step.granularity === 'channel' ? kernel.channels : 1;
    const coding = trainedParameters(latent, slices, step.bits, mask);
    return { weights: linearWeights(latent, coding), coding };
  };
  return new StraightThroughWeights(kernel.values.slice(), code, mask);
}

function sum(numbers: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < numbers.length; i++) total += numbers[i]!;
  return total;
}
