import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import {
  backend,
  concat4d,
  setBackend,
  slice4d,
  tensor,
  tidy,
  zeros,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { drawImages, hashBytes, type Digits } from '../tasks/digits/splits';
import type { FileContents } from '../core/encode/file';
import { Masters, type Compressed, type Steps } from '../run/kernels/masters';
import type { Coding } from '../core/quantize/coding';
import type { StorageStep } from '../core/quantize/step-of-layer';
import type { Step } from '../core/recipe';
import type { StructureFigures, TechniqueFigures, TuningFigures } from '../core/report';
import { formatStep } from '../core/step-text';
import type { ActivationsStep } from '../core/steps/activations';
import type { FinetuneStep, QatStep } from '../core/steps/finetune';
import {
  isStructured,
  type PruneStep,
  type StructuredMethod,
  type UnstructuredMethod,
} from '../core/steps/prune';
import type { WeightTensor } from '../core/tensor';
import { ActivationQuantizedNetwork } from '../run/activations';
import { correctBiases, meanPreActivations } from '../run/correct-biases';
import { equalizeModel } from '../graph/passes/equalize-channels';
import { EVALUATION_BATCH, predict } from '../run/evaluate';
import { contentsOf } from '../formats/export';
import { requireFiniteWeights } from '../graph/finite';
import { batchNormOf, foldModel } from '../graph/passes/fold-batch-norm';
import { Int8Network } from '../run/int8-network';
import type { NetworkLayer } from '../run/layer';
import { costsOf, type LayerCost } from '../graph/macs';
import { Network } from '../run/network';
import type { ModelFile } from '../graph/model-file';
import { removeUnits, type Surgery } from '../graph/passes/remove-units';
import { imageTensor, SIDE } from './images';
import type { Place } from '../core/place';
import type { Tuner, TuningHooks, Untuned } from './tuner';
import type { TunedWeights, TunedKernel } from '../core/train/tuned-weights';

/** Images of the training split that biases are corrected and ranges are chosen by. */
const CALIBRATION_IMAGES = 250;

/** What is done to a network's weights, and to what flows between its layers. */
export interface SubjectSteps extends Omit<Steps, 'prune'> {
  readonly prune?: PruneStep;
  readonly finetune?: FinetuneStep;
  readonly qat?: QatStep;
  readonly equalize: boolean;
  readonly correct: boolean;
  readonly activations?: ActivationsStep;
}

/** A kernel after its steps, its weights read to the CPU. */
interface CompressedKernel extends Omit<Compressed, 'weights' | 'untouched'> {
  readonly values: Float32Array;
}

/** The second network after its steps. */
export interface CompressedNetwork {
  readonly kernels: readonly CompressedKernel[];
  /** What the kernels were made of: those as trained, or equalized, less what surgery removed. */
  readonly originals: readonly WeightTensor[];
  /** Every other weight: biases, and batch norm's where it is kept. */
  readonly others: readonly Float32Array[];
  /** Left out without surgery. */
  readonly structure?: StructureFigures;
  /** Names of the layers whose kernels were equalized, and whose biases were corrected. */
  readonly equalized: readonly string[];
  readonly corrected: readonly string[];
  /** What its activations are quantized by; left out where they are not. */
  readonly simulated?: ActivationQuantizedNetwork;
  /** The trainings that the weights went through, in order. */
  readonly tunings: readonly TuningFigures[];
}

/** What a subject asks for on its way: `between` may throw to cancel. */
interface SubjectHooks {
  between(): Promise<void>;
  readonly tuning: TuningHooks;
}

/** Weights that runs start from: as trained, equalized, what surgery left, or trained on. */
interface Variant {
  readonly file: ModelFile;
  readonly kernels: readonly WeightTensor[];
  readonly others: readonly Float32Array[];
  readonly equalized: readonly string[];
  readonly masters: Masters;
  /** Mean outputs of the layers before activation, which bias correction brings back. */
  expected?: readonly Float32Array[];
}

/** A smaller network of its own, made of another variant by surgery. */
interface Shrunk {
  /** The variant before surgery, and the step, of which the same come from the same. */
  readonly whole: Variant;
  readonly step: string;
  readonly surgery: Surgery;
  readonly network: Network;
  readonly variant: Variant;
}

/** Another variant trained on. */
interface FineTuned {
  readonly key: string;
  readonly variant: Variant;
  readonly tunings: readonly TuningFigures[];
}

/**
 * The model under study: one network as trained, a second that takes the compressed weights, the
 * masters those are made from, and the images both are judged on. Tensors live until `dispose`.
 */
export class Subject {
  private trained!: Variant;
  private equalized?: Variant;
  /** What surgery made last, while the second network is to be a smaller one. */
  private shrunk?: Shrunk;
  /** What fine-tuning made last, while it is of use. */
  private tuned?: FineTuned;
  /** The weights as trained, in a number. */
  private readonly hash: number;
  private readonly calibration: Partial<Record<ActivationsStep['images'], Tensor4D>> = {};
  /** The second network with its activations quantized, where they are: simulated, so never timed. */
  private simulated?: ActivationQuantizedNetwork;

  private constructor(
    private readonly file: ModelFile,
    private readonly place: Place,
    private readonly before: Network,
    /** The second network where it has all its units. */
    private readonly full: Network,
    readonly batches: readonly Tensor4D[],
    readonly labels: Uint8Array,
    readonly batchNorm: TechniqueFigures['batchNorm'],
    private readonly tuner: Tuner,
  ) {
    this.hash = hashBytes(new Uint8Array(file.weightData));
  }

  /**
   * Loads a model at its place, its batch norm folded unless it is to be kept. The inference backend is
   * the current one from here on.
   *
   * @throws RangeError where `requireFiniteWeights` does.
   */
  static async create(
    file: ModelFile,
    place: Place,
    digits: Digits,
    tuner: Tuner,
    keepBatchNorm = false,
  ): Promise<Subject> {
    requireFiniteWeights(file);
    const studied = keepBatchNorm ? file : foldModel(file);
    const batchNorm = batchNormOf(file, studied);
    await setBackend(place.inference);
    const before = await Network.load(studied);
    const full = await Network.load(studied);
    const batches = imageBatches(digits);
    const { labels } = digits;
    const subject = new Subject(studied, place, before, full, batches, labels, batchNorm, tuner);
    subject.trained = await subject.variantOf(studied, before, []);
    // Written as the other network's are, so that both do the very same work when they are timed.
    subject.trained.masters
      .apply({})
      .forEach(({ weights }, index) => before.writeKernel(index, weights));
    return subject;
  }

  /** The layers of a network with their settings, as its model file describes them. */
  architecture(which: 'before' | 'after'): object {
    return this.fileOf(which).topology;
  }

  /** The second network as a file holds it, after its steps. */
  contentsOf({ kernels, originals, others }: CompressedNetwork): FileContents {
    const tensors = kernels.map(({ values, coding }, i) => ({ ...originals[i]!, values, coding }));
    const named = this.after.others.map((other, i) => ({ ...other, values: others[i]! }));
    return contentsOf(this.architecture('after'), tensors, named);
  }

  /** What each layer of a network costs. */
  costs(which: 'before' | 'after'): LayerCost[] {
    return costsOf(this.fileOf(which));
  }

  /** The layers of a network in their order, to be applied alone. */
  layers(which: 'before' | 'after'): NetworkLayer[] {
    return this[which].sequence();
  }

  /** The kernels as trained. */
  get kernels(): readonly WeightTensor[] {
    return this.trained.kernels;
  }

  /** Every other weight as trained: what is neither pruned nor quantized. */
  get others(): readonly Float32Array[] {
    return this.trained.others;
  }

  /** Carries out the steps on the second network. Once cancelled, the next call starts anew. */
  async compress(
    steps: SubjectSteps,
    { between, tuning }: SubjectHooks,
  ): Promise<CompressedNetwork> {
    this.simulated = undefined;
    const { prune, finetune, qat } = steps;
    const settled = qat && (await this.tuner.finished(this.codesKey(steps, qat)));
    const whole = steps.equalize ? await this.equalize() : this.trained;
    const surgery =
      prune && isStructured(prune) ? await this.shrink(whole, prune) : this.unshrink();
    const unstructured = surgery ? undefined : (prune as PruneStep<UnstructuredMethod>);
    const untuned = this.shrunk?.variant ?? whole;
    // What comes of it may be there already.
    const tuned =
      finetune && !settled
        ? await this.finetune(untuned, finetune, unstructured, steps, tuning)
        : undefined;
    const variant = tuned?.variant ?? untuned;
    const expected = !steps.correct
      ? []
      : tuned
        ? await this.expectOf(variant, this.after, between)
        : await this.expect(whole, surgery, between);
    this.after.writeOthers(variant.others);
    let kernels: readonly CompressedKernel[] = settled
      ? []
      : this.apply(variant, { ...steps, prune: tuned ? undefined : unstructured });
    const trained =
      settled ?? (qat && (await this.trainCodes(variant, kernels, qat, steps, tuned, tuning)));
    if (trained) {
      kernels = trained.kernels.map((kernel, i) => withPruned(variant.kernels[i]!.name, kernel));
      this.writeKernels(kernels);
      this.after.writeOthers(trained.others);
    }
    const correction = steps.correct
      ? await correctBiases(this.after, expected, [this.calibrationImages()], between)
      : undefined;
    if (steps.activations) {
      this.simulated = await ActivationQuantizedNetwork.calibrate(
        this.after,
        [this.calibrationImages(steps.activations.images)],
        steps.activations,
        between,
      );
    }
    return {
      kernels,
      originals: variant.kernels,
      others: correction ? this.after.readOthers() : (trained ?? variant).others,
      structure: surgery && { removed: surgery.removed, keptOne: surgery.keptOne },
      equalized: variant.equalized,
      corrected: correction?.corrected ?? [],
      simulated: this.simulated,
      tunings: (trained ?? tuned)?.tunings ?? [],
    };
  }

  /** Images that the trainings among the steps still have to see: none where what comes of them is there. */
  async imagesLeft(steps: SubjectSteps): Promise<number> {
    const { finetune, qat } = steps;
    const codes = qat ? await this.tuner.imagesLeft(this.codesKey(steps, qat), qat) : 0;
    if (!finetune || (qat && codes === 0)) return codes;
    const key = this.finetuneKey(steps, finetune);
    const weights = this.tuned?.key === key ? 0 : await this.tuner.imagesLeft(key, finetune);
    return weights + codes;
  }

  /** Predicted classes of the first `batches` batches of images, by default of all; see `predict`. */
  predict(
    which: 'before' | 'after',
    between: () => Promise<void>,
    batches = this.batches.length,
    hear?: (logits: Float32Array, image: number) => void,
  ): Promise<Uint8Array> {
    const network = which === 'before' ? this.before : (this.simulated ?? this.after);
    return predict(network, this.batches.slice(0, batches), between, hear);
  }

  /** The answers to one of the batches that `predict` reads: a row of logits an image. */
  logits(which: 'before' | 'after', batch: number): Float32Array {
    const network = which === 'before' ? this.before : (this.simulated ?? this.after);
    const logits = tidy(() => network.logits(this.batches[batch]!));
    const values = logits.dataSync<'float32'>();
    logits.dispose();
    return values;
  }

  /**
   * Whether the second network is the first to the bit: as many units, and every weight. Activations
   * that are quantized, which is simulated, are left out of account, as they are where it is timed.
   */
  isUnchanged(): boolean {
    const [before, after] = [this.before, this.after].map((network) => [
      ...network.readKernels().map(({ values }) => values),
      ...network.readOthers(),
    ]);
    return before!.every((values, i) => isSame(values, after![i]!));
  }

  /** Answers one batch of images, and waits for the answer. */
  answer(which: 'before' | 'after' | Int8Network, images: Tensor4D): void {
    const network = typeof which === 'string' ? this[which] : which;
    const logits = tidy(() => network.logits(images));
    logits.dataSync();
    logits.dispose();
  }

  /**
   * The second network with its dense kernels as int8 codes on the GPU, as it is now; the caller
   * disposes it. Undefined where the GPU does not evaluate, and where no kernel can be such.
   */
  int8(codings: readonly (Coding | undefined)[]): Int8Network | undefined {
    if (this.place.inference !== 'webgl') return undefined;
    const network = new Int8Network(backend() as MathBackendWebGL, this.after, codings);
    if (network.names.length > 0) return network;
    network.dispose();
    return undefined;
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
    this.unshrink();
    this.tuned?.variant.masters.dispose();
    this.before.dispose();
    this.full.dispose();
    this.trained.masters.dispose();
    this.equalized?.masters.dispose();
    Object.values(this.calibration).forEach((images) => images.dispose());
    this.batches.forEach((batch) => batch.dispose());
  }

  private get after(): Network {
    return this.shrunk?.network ?? this.full;
  }

  private fileOf(which: 'before' | 'after'): ModelFile {
    return (which === 'after' ? this.shrunk?.variant.file : undefined) ?? this.file;
  }

  /** Puts a variant's kernels through the steps, and into the second network. */
  private apply(variant: Variant, steps: Steps): CompressedKernel[] {
    return variant.masters.apply(steps).map(({ weights, untouched, ...compressed }, index) => {
      const values = untouched ?? (weights.dataSync() as Float32Array);
      // Using the tensor in a network moves it to the inference backend, if it is another one.
      this.after.writeKernel(index, weights);
      return { ...compressed, values };
    });
  }

  private writeKernels(kernels: readonly CompressedKernel[]): void {
    kernels.forEach(({ values }, i) =>
      this.after.writeKernel(i, tensor(values.slice(), this.after.kernels[i]!.shape)),
    );
  }

  private variantOf(
    file: ModelFile,
    network: Network,
    equalized: readonly string[],
  ): Promise<Variant> {
    const [kernels, others] = [network.readKernels(), network.readOthers()];
    return this.withMasters({ file, kernels, others, equalized });
  }

  private async withMasters(weights: Omit<Variant, 'masters'>): Promise<Variant> {
    await setBackend(this.place.weights);
    const masters = new Masters(weights.kernels);
    await setBackend(this.place.inference);
    return { ...weights, masters };
  }

  /** The equalized weights, made when first asked for and then kept. */
  private async equalize(): Promise<Variant> {
    if (!this.equalized) {
      const { file, chains } = equalizeModel(this.file);
      const network = await Network.load(file);
      this.equalized = await this.variantOf(file, network, chains.flat());
      network.dispose();
    }
    return this.equalized;
  }

  /** Makes the second network what surgery leaves of a variant, unless it is that already. */
  private async shrink(whole: Variant, step: PruneStep<StructuredMethod>): Promise<Surgery> {
    const text = formatStep(step);
    if (this.shrunk?.whole === whole && this.shrunk.step === text) return this.shrunk.surgery;
    const surgery = removeUnits(whole.file, step);
    const network = await Network.load(surgery.file);
    const variant = await this.variantOf(surgery.file, network, whole.equalized);
    this.unshrink();
    this.shrunk = { whole, step: text, surgery, network, variant };
    return surgery;
  }

  /** Gives the second network all its units again. */
  private unshrink(): undefined {
    this.shrunk?.network.dispose();
    this.shrunk?.variant.masters.dispose();
    this.shrunk = undefined;
  }

  /** What training made of a variant, unless it was made last already. */
  private async finetune(
    untuned: Variant,
    step: FinetuneStep,
    prune: PruneStep<UnstructuredMethod> | undefined,
    steps: SubjectSteps,
    hooks: TuningHooks,
  ): Promise<FineTuned> {
    const storage = rankedBy(steps);
    const key = this.finetuneKey(steps, step);
    if (this.tuned?.key === key) return this.tuned;
    const task = { step, prune, storage };
    const weights = await this.tuner.train(key, this.untuned(untuned), task, hooks);
    const variant = await this.withMasters({
      ...untuned,
      kernels: untuned.kernels.map((kernel, i) => ({ ...kernel, ...weights.kernels[i] })),
      others: weights.others,
      expected: undefined,
    });
    this.tuned?.variant.masters.dispose();
    this.tuned = { key, variant, tunings: weights.tunings };
    return this.tuned;
  }

  /** What training through the codes of kernels makes of them. */
  private trainCodes(
    uncoded: Variant,
    coded: readonly CompressedKernel[],
    step: QatStep,
    steps: SubjectSteps,
    tuned: FineTuned | undefined,
    hooks: TuningHooks,
  ): Promise<TunedWeights> {
    const task = { step, storage: storageOf(steps), coded, before: tuned?.tunings };
    return this.tuner.train(this.codesKey(steps, step), this.untuned(uncoded), task, hooks);
  }

  private finetuneKey(steps: SubjectSteps, finetune: FinetuneStep): string {
    return this.keyOf(steps.equalize, steps.prune, finetune, rankedBy(steps));
  }

  private codesKey(steps: SubjectSteps, qat: QatStep): string {
    const { equalize, prune, finetune } = steps;
    return this.keyOf(equalize, prune, finetune, storageOf(steps), qat);
  }

  private untuned({ file, kernels, others }: Variant): Untuned {
    return { file, kernels, others, teacher: this.file };
  }

  /** The same for equal steps on equal weights. */
  private keyOf(equalized: boolean, ...steps: (Step | undefined)[]): string {
    const all = [equalized ? ({ kind: 'equalize' } as const) : undefined, ...steps];
    const texts = all.flatMap((step) => (step ? formatStep(step) : []));
    return `${this.hash} ${this.batchNorm} ${texts.join('+')}`;
  }

  /** The mean outputs before any weight was pruned, of the channels that are left. */
  private async expect(
    whole: Variant,
    surgery: Surgery | undefined,
    between: () => Promise<void>,
  ): Promise<readonly Float32Array[]> {
    const expected = await this.expectOf(whole, this.full, between);
    return expected.map((means, i) => {
      const left = surgery?.channels.get(whole.kernels[i]!.name);
      return left ? Float32Array.from(left, (channel) => means[channel]!) : means;
    });
  }

  /** The mean outputs of a variant, which the network takes for it. */
  private async expectOf(
    variant: Variant,
    network: Network,
    between: () => Promise<void>,
  ): Promise<readonly Float32Array[]> {
    if (!variant.expected) {
      network.writeOthers(variant.others);
      variant.masters.apply({}).forEach(({ weights }, i) => network.writeKernel(i, weights));
      variant.expected = await meanPreActivations(network, [this.calibrationImages()], between);
    }
    return variant.expected;
  }

  /** Made when first asked for and then kept. */
  private calibrationImages(images: ActivationsStep['images'] = 'digits'): Tensor4D {
    return (this.calibration[images] ??=
      images === 'blank'
        ? zeros([CALIBRATION_IMAGES, SIDE, SIDE, 1])
        : imageBatches(drawImages('train', 0, CALIBRATION_IMAGES))[0]!);
  }
}

/** Compared as bits, of which −0 and 0 have others. */
function isSame(a: Float32Array, b: Float32Array): boolean {
  if (a.length !== b.length) return false;
  const [bits, others] = [a, b].map(
    (values) => new Uint32Array(values.buffer, values.byteOffset, values.length),
  );
  return bits!.every((word, i) => word === others![i]);
}

function storageOf({ quantize, cluster, float16 }: SubjectSteps): StorageStep | undefined {
  return quantize ?? cluster ?? float16;
}

/** How the weights will be stored, for pruning that asks: only that by codes does. */
function rankedBy(steps: SubjectSteps): StorageStep | undefined {
  return steps.prune?.method === 'codes' ? storageOf(steps) : undefined;
}

function withPruned(name: string, kernel: TunedKernel): CompressedKernel {
  const { mask } = kernel;
  const kept = mask?.reduce((sum, bit) => sum + bit, 0) ?? 0;
  return { ...kernel, name, pruned: mask ? mask.length - kept : 0 };
}

function imageBatches({ pixels, labels }: Digits): Tensor4D[] {
  const batches: Tensor4D[] = [];
  for (let first = 0; first < labels.length; first += EVALUATION_BATCH) {
    const end = Math.min(first + EVALUATION_BATCH, labels.length);
    const part = pixels.subarray(first * SIDE * SIDE, end * SIDE * SIDE);
    batches.push(imageTensor({ pixels: part, labels: labels.subarray(first, end) }));
  }
  return batches;
}
