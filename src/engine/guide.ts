import { drawImages, CLASSES } from '../tasks/digits/splits';
import { sizeLedger } from '../core/encode/ledger';
import { divergence } from '../core/metrics/divergence';
import { stepOf, withoutTrainings, type Recipe } from '../core/recipe';
import type { GuideFigures, GuideQuestion } from '../core/search/guide';
import { EVALUATION_BATCH, predictedClasses } from '../run/evaluate';
import type { ModelFile } from '../graph/model-file';
import { Stages } from '../run/stages';
import { networkOf, stepsOf } from './examination';
import type { Place } from '../core/place';
import { GUIDE_IMAGES } from '../wire/protocol';
import { Subject, type CompressedNetwork } from './subject';
import type { Tuner } from './tuner';

/** One batch of guide images as the network before answers it. */
interface GuideBatch {
  readonly logits: Float32Array;
  readonly wrong: number;
}

/**
 * What a search asks of a model, away from what the reader looks at: networks of its own, on images
 * of their own, and the weights made where the networks are evaluated.
 */
export class Guide {
  readonly #stages: Stages;
  /** What the network after was at the last question. */
  #last?: Pick<CompressedNetwork, 'kernels' | 'others'>;

  private constructor(
    private readonly subject: Subject,
    private readonly before: readonly GuideBatch[],
  ) {
    this.#stages = new Stages(subject.layers('after'), subject.batches);
  }

  static async create(
    file: ModelFile,
    { inference }: Place,
    tuner: Tuner,
    keepBatchNorm: boolean,
    between: () => Promise<void>,
  ): Promise<Guide> {
    const digits = drawImages('validation', 0, GUIDE_IMAGES);
    const place = { weights: inference, inference };
    const subject = await Subject.create(file, place, digits, tuner, keepBatchNorm);
    const before: GuideBatch[] = [];
    try {
      for (const batch of subject.batches.keys()) {
        await between();
        const logits = subject.logits('before', batch);
        before.push({ logits, wrong: wrongOf(subject, logits, batch) });
      }
    } catch (error) {
      subject.dispose();
      throw error;
    }
    return new Guide(subject, before);
  }

  /**
   * What becomes of the guide images' answers, trainings left out. They are read no further once more
   * are lost than may be, however those to come are answered; no sizes are counted then.
   */
  async ask(
    recipe: Recipe,
    { images, sizes, atMost = Infinity }: GuideQuestion,
    between: () => Promise<void>,
  ): Promise<GuideFigures> {
    const { subject } = this;
    await between();
    const hooks = { between, tuning: NO_TUNING };
    const compressed = await subject.compress(stepsOf(withoutTrainings(recipe)), hooks);
    this.#notice(compressed);
    const simulated = stepOf(recipe, 'activations') !== undefined;
    const answers = await this.#read(images, atMost, simulated, between);
    if (!sizes || answers.images < images) return answers;
    const { kernels, originals, others } = compressed;
    const [row] = await sizeLedger(networkOf(kernels, originals, others), between, ['deflate']);
    return {
      ...answers,
      bytes: row!.bytes,
      kernelBytes: row!.kernels.map((parts) => sum(Object.values(parts))),
    };
  }

  /** Gives the memory back that only makes the next question quicker. */
  rest(): void {
    this.#stages.dispose();
  }

  dispose(): void {
    this.rest();
    this.subject.dispose();
  }

  async #read(images: number, atMost: number, simulated: boolean, between: () => Promise<void>) {
    const { subject, before } = this;
    const batches = Math.ceil(images / EVALUATION_BATCH);
    let lost = 0;
    let moved = 0;
    let read = 0;
    /** Wrong before and not read yet: so many could still be won. */
    let open = sum(before.slice(0, batches).map(({ wrong }) => wrong));
    for (let batch = 0; batch < batches && lost - open <= atMost; batch++) {
      await between();
      const { logits, wrong } = before[batch]!;
      const after = simulated ? subject.logits('after', batch) : this.#stages.logits(batch);
      lost += wrongOf(subject, after, batch) - wrong;
      moved += divergence(logits, after, CLASSES);
      read += after.length / CLASSES;
      open -= wrong;
    }
    return { images: read, lost, divergence: read === 0 ? 0 : moved / read };
  }

  /** Finds the first kernel that is another one than at the last question. */
  #notice({ kernels, others }: CompressedNetwork): void {
    const last = this.#last;
    this.#last = { kernels, others };
    const same = last && others.every((values, i) => equal(values, last.others[i]!));
    const first = same
      ? kernels.findIndex(({ values }, i) => !equal(values, last.kernels[i]!.values))
      : 0;
    if (first >= 0) this.#stages.changed(first);
  }
}

/** A search trains nothing. */
const NO_TUNING = {
  progress: () => undefined,
  pause: () => Promise.resolve(0),
  stopped: () => false,
};

function wrongOf({ labels }: Subject, logits: Float32Array, batch: number): number {
  const first = batch * EVALUATION_BATCH;
  const classes = predictedClasses(logits, CLASSES, first);
  return classes.filter((predicted, i) => predicted !== labels[first + i]).length;
}

function equal(a: Float32Array, b: Float32Array): boolean {
  if (a === b) return true;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
