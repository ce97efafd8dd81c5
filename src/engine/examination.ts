import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { findBackend, memory } from '@tensorflow/tfjs-core';
import { deflate } from '../core/encode/deflate';
import { decodeFile, encodeFile, type FileContents, type FileVersion } from '../core/encode/file';
import { kernelEntropyBits } from '../core/encode/entropy';
import { ENCODINGS } from '../core/encode/encoding-names';
import { sizeLedger, type SizeRow } from '../core/encode/ledger';
import type { CodedNetwork } from '../core/encode/network';
import { CURVE_BATCHES, LATENCY_BATCHES } from '../core/metrics/latency';
import { pairedChange } from '../core/metrics/mcnemar';
import { softmax } from '../core/metrics/softmax';
import type { LayerWork } from '../core/metrics/roofline';
import { kernelWarnings } from '../core/metrics/warnings';
import { tensorFigures } from '../core/metrics/weight-error';
import { accuracyFigures } from '../core/metrics/wilson';
import { layerPicture, type LayerPicture } from '../core/pictures/layer-picture';
import { prunableWeights } from '../core/prune/prunable';
import type { Coding } from '../core/quantize/coding';
import { scalesFit } from '../core/quantize/scales-fit';
import { stepOf, withoutTrainings, type Recipe } from '../core/recipe';
import { isStructured } from '../core/steps/prune';
import type {
  Int8Figures,
  LatencyFigures,
  Ledger,
  Report,
  SizeFigures,
  TechniqueFigures,
} from '../core/report';
import type { WeightTensor } from '../core/tensor';
import type { ActivationQuantizedNetwork } from '../run/activations';
import { timeLayers } from './layer-timer';
import type { Answers, Measure, Question } from '../wire/protocol';
import { Respondents } from './respondents';
import { SizeCounter } from './size-counter';
import { measureAlone, measureLatency } from './stopwatch';
import type { CompressedNetwork, Subject, SubjectSteps } from './subject';
import type { TuningHooks } from './tuner';

/** What a run hears on its way: `between` is awaited between batches and may throw to cancel. */
export interface Hooks {
  between(doing: string): Promise<void>;
  /** See `Contest`. */
  seen(): Promise<number>;
  /** The layers' pictures come with the second report: figures do not wait for them. */
  report(report: Report, pictures?: readonly LayerPicture[]): void;
  readonly tuning: TuningHooks;
}

/** What the subject is as trained, measured once. */
interface Baseline {
  readonly size: SizeFigures;
  readonly work: readonly LayerWork[];
  readonly answers: TestAnswers;
  readonly architectureBytes: number;
}

/** What a network answers to the test digits. */
interface TestAnswers {
  readonly classes: Uint8Array;
  /** Of each digit's label, and of the answer; left out where nobody asks for them. */
  readonly probabilities?: Readonly<Record<'label' | 'answer', readonly number[]>>;
}

/** The network after of the last run that was not a point. */
interface LastNetwork {
  readonly contents: FileContents;
  readonly simulated: ActivationQuantizedNetwork | undefined;
  /** Made when they are first asked. */
  respondents?: Respondents;
}

/** Carries out recipes on one subject, and measures them against its baseline. */
export class Examination {
  private last?: LastNetwork;

  private constructor(
    private readonly subject: Subject,
    private readonly sizes: SizeCounter,
    private readonly baseline: Baseline,
  ) {}

  /** Measures the baseline: the model as trained. */
  static async create(subject: Subject, between: Hooks['between']): Promise<Examination> {
    const sizes = new SizeCounter();
    const network = networkOf(subject.kernels, subject.kernels, subject.others);
    return new Examination(subject, sizes, {
      size: sizeOf(await sizes.rows(network)),
      work: workOf(subject, 'before'),
      answers: await testAnswers(subject, 'before', () => between('Measuring the baseline')),
      architectureBytes: await architectureBytes(subject, 'before'),
    });
  }

  /**
   * Runs a recipe of this subject's model; as a preview or a point, and where they are beyond the limit,
   * without its trainings. Reports first
   * what is quick, then each latency; every report is whole in itself.
   */
  async run(
    asked: Recipe,
    measure: Measure,
    { between, seen, report, tuning }: Hooks,
  ): Promise<void> {
    const { subject, baseline } = this;
    const brief = measure === 'preview' || measure === 'point';
    // What is asked for again and again, while a control moves or for a curve, waits for no training.
    const left = brief ? 0 : await subject.imagesLeft(stepsOf(asked));
    const untrained = left > (tuning.limit ?? Infinity) ? left : undefined;
    const recipe = brief || untrained ? withoutTrainings(asked) : asked;
    await between('Pruning and quantizing');
    const compressed = await subject.compress(stepsOf(recipe), {
      between: () => between('Reading calibration images'),
      tuning,
    });
    // A point is not what the reader looks at.
    if (measure !== 'point') {
      this.last?.respondents?.dispose();
      const { simulated } = compressed;
      this.last = { contents: subject.contentsOf(compressed), simulated };
    }
    const { kernels, originals, others, structure } = compressed;
    const network = networkOf(kernels, originals, others);
    // The browser deflates on another thread while the digits are read here.
    const [rows, after] = await Promise.all([
      this.sizes.rows(network),
      testAnswers(subject, 'after', () => between('Reading the test digits'), {
        batches: measure === 'preview' ? 1 : undefined,
        confident: measure !== 'point',
      }),
    ]);
    const figures = {
      recipe,
      ...weightFigures(subject, compressed, rows, recipe),
      ...workFigures(baseline.work, structure ? workOf(subject, 'after') : baseline.work),
      structure,
      techniques: techniquesOf(subject, compressed),
      tunings: compressed.tunings,
      untrained,
      size: { before: baseline.size, after: sizeOf(rows) },
      ...answerFigures(subject.labels, baseline.answers, after),
      memory: { tensors: memory().numTensors, gpuBytes: gpuBytes() },
    };
    if (measure === 'point') return report({ ...figures, latency: [] });
    report({ ...figures, latency: [] });
    // Weight by weight, so a smaller layer is compared with what it was made of.
    const pictured = structure ? originals : subject.kernels;
    const pictures = pictured.map((kernel, i) => layerPicture(kernel, kernels[i]!.values));
    report({ ...figures, latency: [] }, pictures);
    if (measure === 'preview' || measure === 'accuracy') return;
    const ledger = {
      ...(await ledgerOf(network, rows, () => between('Counting every encoding'))),
      architectureBytes: structure
        ? await architectureBytes(subject, 'after')
        : baseline.architectureBytes,
    };
    if (measure === 'file') {
      const { contents } = this.last!;
      const fileBytes = {
        1: await verifiedFileBytes(contents, 1),
        2: await verifiedFileBytes(contents, 2),
      };
      report({ ...figures, ledger, fileBytes, latency: [] });
      return;
    }
    report({ ...figures, ledger, latency: [] });
    const identical = subject.isUnchanged();
    const latency: LatencyFigures[] = [];
    for (const batch of measure === 'curve' ? CURVE_BATCHES : LATENCY_BATCHES) {
      latency.push(await this.time(batch, identical, { between, seen }));
      report({ ...figures, ledger, latency: [...latency] });
    }
    const int8 = await this.timeInt8(compressed, { between, seen });
    if (int8) report({ ...figures, ledger, latency, int8 });
    if (measure !== 'curve') return;
    const layers = await timeLayers(subject, identical, {
      between: () => between('Timing each layer alone'),
      seen,
    });
    report({ ...figures, ledger, latency, int8, layers });
  }

  /** The file of the network that the last run made. */
  exportFile(): Promise<Uint8Array> {
    return encodeFile(this.compressed.contents);
  }

  /** Whether there is a network after to be asked. */
  get canAnswer(): boolean {
    return this.last !== undefined;
  }

  /**
   * Asks the network as trained and that of the last run, points left out, about 28 × 28 bytes. The
   * inference backend must be the current one.
   */
  async ask<Q extends Question>(question: Q, image: Uint8Array): Promise<Answers[Q]> {
    const { compressed, subject } = this;
    const { contents, simulated } = compressed;
    compressed.respondents ??= await Respondents.create(
      subject.layers('before'),
      contents,
      simulated,
    );
    return compressed.respondents.ask[question](image);
  }

  dispose(): void {
    this.last?.respondents?.dispose();
    this.subject.dispose();
  }

  private get compressed(): LastNetwork {
    if (!this.last) throw new Error('No network has been compressed yet.');
    return this.last;
  }

  private async timeInt8(
    { kernels }: CompressedNetwork,
    { between, seen }: Pick<Hooks, 'between' | 'seen'>,
  ): Promise<Int8Figures | undefined> {
    const { subject } = this;
    const codings = kernels.map(({ coding }) => coding);
    let network = subject.int8(codings);
    if (!network) return undefined;
    const { names: layers, weightBytes } = network;
    const images = subject.batchOf(1);
    try {
      const latency = await measureLatency(1, {
        before: () => subject.answer('before', images),
        after: () => subject.answer(network!, images),
        move: () => {
          subject.move();
          network!.dispose();
          network = subject.int8(codings);
        },
        between: () => between('Timing int8 weights on the GPU'),
        seen,
      });
      const weights = kernels
        .filter(({ name }) => layers.includes(name))
        .map(({ values }) => values.byteLength);
      return { layers, weightBytes: { float32: sum(weights), int8: weightBytes }, latency };
    } finally {
      network?.dispose();
      images.dispose();
    }
  }

  private async time(
    batch: number,
    identical: boolean,
    { between, seen }: Pick<Hooks, 'between' | 'seen'>,
  ): Promise<LatencyFigures> {
    const { subject } = this;
    const images = subject.batchOf(batch);
    try {
      const solo = {
        before: () => subject.answer('before', images),
        move: () => subject.move(),
        between: () => between(`Timing batch ${batch}`),
        seen,
      };
      return identical
        ? await measureAlone(batch, solo)
        : await measureLatency(batch, { ...solo, after: () => subject.answer('after', images) });
    } finally {
      images.dispose();
    }
  }
}

/** A recipe's steps, each in its place. */
export function stepsOf(recipe: Recipe): SubjectSteps {
  return {
    equalize: stepOf(recipe, 'equalize') !== undefined,
    prune: stepOf(recipe, 'prune'),
    finetune: stepOf(recipe, 'finetune'),
    quantize: stepOf(recipe, 'quantize'),
    cluster: stepOf(recipe, 'cluster'),
    float16: stepOf(recipe, 'float16'),
    qat: stepOf(recipe, 'qat'),
    correct: stepOf(recipe, 'correct') !== undefined,
    activations: stepOf(recipe, 'activations'),
  };
}

/** Weights as they are encoded: the kernels in their present state, with the shapes they had. */
export function networkOf(
  kernels: readonly { readonly values: Float32Array; readonly coding?: Coding }[],
  originals: readonly WeightTensor[],
  others: readonly Float32Array[],
): CodedNetwork {
  return {
    kernels: kernels.map(({ values, coding }, i) => ({
      weights: values,
      channels: originals[i]!.channels,
      coding,
    })),
    biases: others,
  };
}

/** The length of a network's file, once it was read again and found to be the same network. */
async function verifiedFileBytes(contents: FileContents, version: FileVersion): Promise<number> {
  const bytes = await encodeFile(contents, version);
  const { kernels } = await decodeFile(bytes);
  for (const [i, { name, weights }] of contents.kernels.entries()) {
    const read = kernels[i]!.weights;
    if (!weights.every((weight, k) => weight === read[k])) {
      throw new Error(`The weights of ${name} do not come back from the file as they were.`);
    }
  }
  return bytes.length;
}

async function architectureBytes(subject: Subject, which: 'before' | 'after'): Promise<number> {
  const json = JSON.stringify(subject.architecture(which));
  return (await deflate(new TextEncoder().encode(json))).length;
}

function workFigures(
  before: readonly LayerWork[],
  after: readonly LayerWork[],
): Pick<Report, 'macs' | 'work'> {
  const macs = (work: readonly LayerWork[]) => sum(work.map((layer) => layer.macs));
  return { macs: { before: macs(before), after: macs(after) }, work: { before, after } };
}

/** What every layer with a kernel asks of a device; the others are fused with it, or next to nothing. */
function workOf(subject: Subject, which: 'before' | 'after'): LayerWork[] {
  return subject
    .costs(which)
    .filter(({ macs }) => macs > 0)
    .map(({ name, macs, weights, activations }) => ({ name, macs, weights, activations }));
}

function sizeOf(rows: readonly SizeRow[]): SizeFigures {
  const [dense, deflated] = rows;
  return { dense: dense!.bytes, deflate: deflated!.bytes };
}

/** Counts the encodings that have no row yet, and puts all of them in order. */
async function ledgerOf(
  network: CodedNetwork,
  counted: readonly SizeRow[],
  between: () => Promise<void>,
): Promise<Omit<Ledger, 'architectureBytes'>> {
  const missing = ENCODINGS.filter((name) => counted.every(({ encoding }) => encoding !== name));
  const all = [...counted, ...(await sizeLedger(network, between, missing))];
  const rows = ENCODINGS.flatMap((name) => all.filter(({ encoding }) => encoding === name));
  const bits = network.kernels.map(kernelEntropyBits);
  const entropyBytes = bits.every((n) => n !== undefined) ? sum(bits) / 8 : undefined;
  return { rows, entropyBytes };
}

function weightFigures(
  subject: Subject,
  { kernels, originals, others, tunings }: CompressedNetwork,
  rows: readonly SizeRow[],
  recipe: Recipe,
): Pick<Report, 'parameters' | 'sparsity' | 'tensors'> {
  const fit = scalesFit({ recipe, tunings });
  const tensors = kernels.map(({ values, mask, coding }, i) => {
    const { name, shape, values: original, depthwise = false } = originals[i]!;
    const change = { original, compressed: values, coding, mask };
    const warnings = kernelWarnings(change);
    return {
      ...tensorFigures({ name, shape, ...change, fit }),
      ...(warnings.length > 0 && { warnings }),
      depthwise,
      denseBytes: sum(Object.values(rows[0]!.kernels[i]!)),
    };
  });
  const weights = sum(tensors.map((tensor) => tensor.weights));
  const before = sum(subject.kernels.map(({ values }) => values.length));
  const prune = stepOf(recipe, 'prune');
  // Set to zero, or no longer there.
  const pruned = sum(kernels.map((kernel) => kernel.pruned)) + before - weights;
  return {
    parameters: { kernels: weights, others: sum(others.map(({ length }) => length)) },
    sparsity: {
      requested: prune?.sparsity ?? 0,
      achieved: pruned / before,
      pruned,
      ...(!(prune && isStructured(prune)) && {
        prunable: prunableWeights(subject.kernels, prune?.layers),
      }),
    },
    tensors,
  };
}

function techniquesOf(
  { batchNorm }: Subject,
  { equalized, corrected, simulated }: CompressedNetwork,
): TechniqueFigures {
  const quantized = simulated?.activations ?? [];
  const names = (of: typeof quantized) => of.map(({ name }) => name);
  const silent = names(quantized.filter((activation) => activation.silent));
  return { batchNorm, equalized, corrected, activations: names(quantized), silent };
}

async function testAnswers(
  subject: Subject,
  which: 'before' | 'after',
  between: () => Promise<void>,
  { batches, confident = true }: { readonly batches?: number; readonly confident?: boolean } = {},
): Promise<TestAnswers> {
  if (!confident) return { classes: await subject.predict(which, between, batches) };
  const [label, answer]: [number[], number[]] = [[], []];
  const classes = await subject.predict(which, between, batches, (logits, image) => {
    const probabilities = softmax(logits);
    label.push(probabilities[subject.labels[image]!]!);
    answer.push(Math.max(...probabilities));
  });
  return { classes, probabilities: { label, answer } };
}

/** Figures of the answers to as many images as were evaluated after. */
function answerFigures(
  allLabels: Uint8Array,
  allBefore: TestAnswers,
  { classes: after, probabilities }: TestAnswers,
): Pick<Report, 'accuracy' | 'predictions'> {
  const labels = allLabels.subarray(0, after.length);
  const before = allBefore.classes.subarray(0, after.length);
  const sides = (of: 'label' | 'answer', index: number) => ({
    before: allBefore.probabilities![of][index]!,
    after: probabilities![of][index]!,
  });
  return {
    accuracy: {
      before: accuracyFigures(correct(allLabels, allBefore.classes), allLabels.length),
      after: accuracyFigures(correct(labels, after), labels.length),
      change: pairedChange(labels, before, after),
    },
    predictions: Array.from(labels, (label, index) => ({
      index,
      label,
      before: before[index]!,
      after: after[index]!,
      ...(probabilities && {
        probabilities: { label: sides('label', index), answer: sides('answer', index) },
      }),
    })),
  };
}

function correct(labels: Uint8Array, predictions: Uint8Array): number {
  return labels.reduce((count, label, i) => count + Number(label === predictions[i]), 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

/** Bytes of the textures that hold tensors, or undefined without WebGL. */
function gpuBytes(): number | undefined {
  const webgl = findBackend('webgl') as MathBackendWebGL | null;
  return webgl?.memory().numBytesInGPU;
}
