import {
  concat4d,
  setBackend,
  slice4d,
  tensor4d,
  tidy,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { drawImages } from '../../models/digits/splits';
import { Masters, type Compressed, type Steps } from '../core/kernels/masters';
import type { ActivationsStep } from '../core/steps/activations';
import type { WeightTensor } from '../core/tensor';
import { ActivationQuantizedNetwork } from '../model/activations';
import { correctBiases, meanPreActivations } from '../model/correct-biases';
import { equalizeModel } from '../model/equalize';
import { EVALUATION_BATCH, predict } from '../model/evaluate';
import { foldModel } from '../model/fold';
import { Network, type ModelFile } from '../model/network';
import type { Place } from './place';
import type { Digits } from './protocol';

const SIDE = 28;
const WHITE = 255;

/** Images of the training split that biases are corrected and ranges are chosen by. */
const CALIBRATION_IMAGES = 250;

/** What is done to a network's weights, and to what flows between its layers. */
export interface SubjectSteps extends Steps {
  readonly equalize: boolean;
  readonly correct: boolean;
  readonly activations?: ActivationsStep;
}

/** A kernel after its steps, its weights read to the CPU. */
interface CompressedKernel extends Omit<Compressed, 'weights'> {
  readonly values: Float32Array;
}

/** The second network after its steps. */
export interface CompressedNetwork {
  readonly kernels: readonly CompressedKernel[];
  /** What the kernels were made of: those as trained, or equalized. */
  readonly originals: readonly WeightTensor[];
  /** Every other weight: biases, and batch norm's where it is kept. */
  readonly others: readonly Float32Array[];
  /** Names of the layers whose kernels were equalized, and whose biases were corrected. */
  readonly equalized: readonly string[];
  readonly corrected: readonly string[];
  /** Names of the layers whose output is quantized, `input` for the images. */
  readonly activations: readonly string[];
}

/** Weights that runs start from: as trained, or equalized. */
interface Variant {
  readonly kernels: readonly WeightTensor[];
  readonly others: readonly Float32Array[];
  readonly equalized: readonly string[];
  readonly masters: Masters;
  /** Mean outputs of the layers before activation, which bias correction brings back. */
  expected?: readonly Float32Array[];
}

/**
 * The model under study: one network as trained, a second that takes the compressed weights, the
 * masters those are made from, and the images both are judged on. Tensors live until `dispose`.
 */
export class Subject {
  private trained!: Variant;
  private equalized?: Variant;
  private calibration?: Tensor4D;
  /** The second network with its activations quantized, where they are: simulated, so never timed. */
  private simulated?: ActivationQuantizedNetwork;

  private constructor(
    private readonly file: ModelFile,
    private readonly place: Place,
    private readonly before: Network,
    private readonly after: Network,
    private readonly batches: readonly Tensor4D[],
    readonly labels: Uint8Array,
    /** Whether the model has batch norm, and what became of it. */
    readonly batchNorm: 'none' | 'folded' | 'kept',
  ) {}

  /**
   * Loads a model at its place, its batch norm folded unless it is to be kept. The inference backend is
   * the current one from here on.
   */
  static async create(
    file: ModelFile,
    place: Place,
    digits: Digits,
    keepBatchNorm = false,
  ): Promise<Subject> {
    const folded = foldModel(file);
    const batchNorm = folded === file ? 'none' : keepBatchNorm ? 'kept' : 'folded';
    const studied = keepBatchNorm ? file : folded;
    await setBackend(place.inference);
    const before = await Network.load(studied);
    const after = await Network.load(studied);
    const batches = imageBatches(digits);
    const subject = new Subject(studied, place, before, after, batches, digits.labels, batchNorm);
    subject.trained = await subject.variantOf(before, []);
    // Written as the other network's are, so that both do the very same work when they are timed.
    subject.trained.masters
      .apply({})
      .forEach(({ weights }, index) => before.writeKernel(index, weights));
    return subject;
  }

  /** The layers with their settings, as the model file describes them. */
  get architecture(): object {
    return this.file.topology;
  }

  /** The kernels as trained. */
  get kernels(): readonly WeightTensor[] {
    return this.trained.kernels;
  }

  /** Every other weight as trained: what is neither pruned nor quantized. */
  get others(): readonly Float32Array[] {
    return this.trained.others;
  }

  /**
   * Carries out the steps on the second network. Awaits `between` on the way, which may throw to
   * cancel: the next call starts anew.
   */
  async compress(steps: SubjectSteps, between: () => Promise<void>): Promise<CompressedNetwork> {
    this.simulated = undefined;
    const variant = steps.equalize ? await this.equalize() : this.trained;
    if (steps.correct) variant.expected ??= await this.expect(variant, between);
    this.after.writeOthers(variant.others);
    const kernels = variant.masters.apply(steps).map(({ weights, ...compressed }, index) => {
      const values = weights.dataSync() as Float32Array;
      // Using the tensor in a network moves it to the inference backend, if it is another one.
      this.after.writeKernel(index, weights);
      return { ...compressed, values };
    });
    const correction = steps.correct
      ? await correctBiases(this.after, variant.expected!, [this.calibrationImages()], between)
      : undefined;
    if (steps.activations) {
      this.simulated = await ActivationQuantizedNetwork.calibrate(
        this.after,
        [this.calibrationImages()],
        steps.activations,
        between,
      );
    }
    return {
      kernels,
      originals: variant.kernels,
      others: correction ? this.after.readOthers() : variant.others,
      equalized: variant.equalized,
      corrected: correction?.corrected ?? [],
      activations: this.simulated?.activations.map(({ name }) => name) ?? [],
    };
  }

  /** Predicted classes of the first `batches` batches of images, by default of all. */
  predict(
    which: 'before' | 'after',
    between: () => Promise<void>,
    batches = this.batches.length,
  ): Promise<Uint8Array> {
    const network = which === 'before' ? this.before : (this.simulated ?? this.after);
    return predict(network, this.batches.slice(0, batches), between);
  }

  /** Answers one batch of images, and waits for the answer. */
  answer(which: 'before' | 'after', images: Tensor4D): void {
    const logits = tidy(() => this[which].logits(images));
    logits.dataSync();
    logits.dispose();
  }

  /** Puts the weights of both networks elsewhere in memory, values unchanged. */
  move(): void {
    this.before.moveKernels();
    this.after.moveKernels();
  }

  /** The first images as a batch of its own; the caller disposes it. */
  batchOf(images: number): Tensor4D {
    return tidy(() => {
      const batches = this.batches.slice(0, Math.ceil(images / EVALUATION_BATCH));
      return slice4d(concat4d(batches, 0), [0, 0, 0, 0], [images, SIDE, SIDE, 1]);
    });
  }

  dispose(): void {
    this.before.dispose();
    this.after.dispose();
    this.trained.masters.dispose();
    this.equalized?.masters.dispose();
    this.calibration?.dispose();
    this.batches.forEach((batch) => batch.dispose());
  }

  private async variantOf(network: Network, equalized: readonly string[]): Promise<Variant> {
    const kernels = network.readKernels();
    const others = network.readOthers();
    await setBackend(this.place.weights);
    const masters = new Masters(kernels);
    await setBackend(this.place.inference);
    return { kernels, others, equalized, masters };
  }

  /** The equalized weights, made when first asked for and then kept. */
  private async equalize(): Promise<Variant> {
    if (!this.equalized) {
      const { file, chains } = equalizeModel(this.file);
      const network = await Network.load(file);
      this.equalized = await this.variantOf(network, chains.flat());
      network.dispose();
    }
    return this.equalized;
  }

  private expect(variant: Variant, between: () => Promise<void>): Promise<Float32Array[]> {
    this.after.writeOthers(variant.others);
    variant.masters.apply({}).forEach(({ weights }, i) => this.after.writeKernel(i, weights));
    return meanPreActivations(this.after, [this.calibrationImages()], between);
  }

  /** Drawn when first asked for and then kept. */
  private calibrationImages(): Tensor4D {
    if (!this.calibration) {
      const [images] = imageBatches(drawImages('train', 0, CALIBRATION_IMAGES));
      this.calibration = images!;
    }
    return this.calibration;
  }
}

function imageBatches({ pixels, labels }: Digits): Tensor4D[] {
  const values = Float32Array.from(pixels, (ink) => ink / WHITE);
  const batches: Tensor4D[] = [];
  for (let first = 0; first < labels.length; first += EVALUATION_BATCH) {
    const images = Math.min(EVALUATION_BATCH, labels.length - first);
    const part = values.subarray(first * SIDE * SIDE, (first + images) * SIDE * SIDE);
    batches.push(tensor4d(part, [images, SIDE, SIDE, 1]));
  }
  return batches;
}
