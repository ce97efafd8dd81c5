import { setBackend, slice4d, tensor4d, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { Masters, type Compressed, type Steps } from '../core/kernels/masters';
import type { WeightTensor } from '../core/tensor';
import { EVALUATION_BATCH, predict } from '../model/evaluate';
import { Network, type ModelFile } from '../model/network';
import type { Place } from './place';
import type { Digits } from './protocol';

const SIDE = 28;
const WHITE = 255;

/** A kernel after its steps, its weights read to the CPU. */
export interface CompressedKernel extends Omit<Compressed, 'weights'> {
  readonly values: Float32Array;
}

/**
 * The model under study: one network as trained, a second that takes the compressed weights, the
 * masters those are made from, and the images both are judged on. Tensors live until `dispose`.
 */
export class Subject {
  private constructor(
    private readonly before: Network,
    private readonly after: Network,
    private readonly masters: Masters,
    private readonly batches: readonly Tensor4D[],
    readonly kernels: readonly WeightTensor[],
    readonly labels: Uint8Array,
  ) {}

  /** Loads a model at its place. The inference backend is the current one from here on. */
  static async create(file: ModelFile, place: Place, digits: Digits): Promise<Subject> {
    await setBackend(place.inference);
    const before = await Network.load(file);
    const after = await Network.load(file);
    const kernels = before.readKernels();
    const batches = imageBatches(digits);
    await setBackend(place.weights);
    const masters = new Masters(kernels);
    await setBackend(place.inference);
    // Written as the other network's are, so that both do the very same work when they are timed.
    masters.apply({}).forEach(({ weights }, index) => before.writeKernel(index, weights));
    return new Subject(before, after, masters, batches, kernels, digits.labels);
  }

  /** Biases: what is neither pruned nor quantized. */
  get others(): readonly WeightTensor[] {
    return this.before.others;
  }

  /** Puts the steps' weights into the second network and returns them. */
  compress(steps: Steps): CompressedKernel[] {
    return this.masters.apply(steps).map(({ weights, ...compressed }, index) => {
      const values = weights.dataSync() as Float32Array;
      // Using the tensor in a network moves it to the inference backend, if it is another one.
      this.after.writeKernel(index, weights);
      return { ...compressed, values };
    });
  }

  /** Predicted classes of the first `batches` batches of images, by default of all. */
  predict(
    which: 'before' | 'after',
    between: () => Promise<void>,
    batches = this.batches.length,
  ): Promise<Uint8Array> {
    return predict(this[which], this.batches.slice(0, batches), between);
  }

  /** Answers one batch of images, of at most `EVALUATION_BATCH`, and waits for the answer. */
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
    return slice4d(this.batches[0]!, [0, 0, 0, 0], [images, SIDE, SIDE, 1]);
  }

  dispose(): void {
    this.before.dispose();
    this.after.dispose();
    this.masters.dispose();
    this.batches.forEach((batch) => batch.dispose());
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
