import type { Bound, LayerWork } from './metrics/roofline';
import type { KernelWarning } from './metrics/warnings';
import type { FileVersion } from './encode/file';
import type { SizeRow } from './encode/ledger';
import type { RemovedUnits } from './prune/structured';
import type { Recipe } from './recipe';

/** Bytes of one network, each counted from bytes that decode back to the same weights. */
export interface SizeFigures {
  /** Packed codes (or float32 weights), scales, zero-points and biases. */
  readonly dense: number;
  /** The same bytes, deflated. */
  readonly deflate: number;
}

/** An estimated proportion with its 95% Wilson interval, all as fractions. */
export interface AccuracyFigures {
  readonly correct: number;
  readonly images: number;
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
}

/** What changed on the very same images. */
export interface PairedChange {
  /** Images that were wrong before and are right now. */
  readonly gained: number;
  /** Images that were right before and are wrong now. */
  readonly lost: number;
  /** Images whose predicted class is another one, whether right or wrong. */
  readonly changed: number;
  /** Exact two-sided McNemar p-value of `gained` against `lost`. */
  readonly pValue: number;
}

/** One side of an interleaved latency measurement, in milliseconds a batch. */
export interface LatencySide {
  readonly median: number;
  /** Quartiles of the timings. */
  readonly low: number;
  readonly high: number;
}

/** Before and after, measured in interleaved pairs at one batch size. */
export interface LatencyFigures {
  readonly batch: number;
  /** Pairs timed; where the networks are identical, timings of the one. */
  readonly pairs: number;
  readonly before: LatencySide;
  readonly after: LatencySide;
  /** Median of after/before over places in memory, in each over its pairs, with its 95% interval. */
  readonly ratio: MedianInterval;
  /** The A/A control: the network before against itself, timed in the same rounds. */
  readonly control: MedianInterval;
  /**
   * Both networks are the same to the bit: it was timed once, its figures stand for both, and the ratios
   * are 1. Left out where two were timed.
   */
  readonly identical?: true;
  /** Whether the difference can be told from none, and from what the control shows. */
  readonly measurable: boolean;
  /** Pairs thrown away because the tab was hidden while they were timed. */
  readonly discarded: number;
  /** Every timing, in milliseconds a batch. */
  readonly timings: {
    readonly before: readonly number[];
    readonly after: readonly number[];
    readonly control: readonly number[];
  };
}

/** A median with its 95% interval. */
export interface MedianInterval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** What became of one kernel. */
export interface TensorFigures {
  readonly name: string;
  readonly shape: readonly number[];
  readonly weights: number;
  readonly zeros: number;
  /**
   * Smallest and largest scale, or undefined where the kernel has none. The scale of a channel of zeros
   * is 1, and only counts where there are no other channels.
   */
  readonly scales?: { readonly count: number; readonly min: number; readonly max: number };
  /** Largest |ŵ − w| over the weights not pruned, and the same in units of the weight's own scale. */
  readonly maxError: number;
  readonly maxErrorInScales?: number;
  /**
   * By how much 0 would miss the nearest code at most, in scales, if zero-points were not rounded;
   * left out where there are none, and where a training found the scales.
   */
  readonly zeroMiss?: number;
  /** Number of distinct codes or indices among the weights, or undefined in float32 and float16. */
  readonly distinct?: number;
  /** Signal to noise of all weights, in decibels: see `sqnr`. Left out where no weight has changed. */
  readonly sqnr?: number;
}

/** The same, with what its layer is. */
export interface KernelFigures extends TensorFigures {
  /** Whether it is of a depthwise convolution, which is pruned only by name. */
  readonly depthwise: boolean;
  /** Stored densely: codes (or floats), scales and zero-points, codebook. */
  readonly denseBytes: number;
  /** Left out where there are none. */
  readonly warnings?: readonly KernelWarning[];
}

/** A number of each network. */
interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** One digit of the evaluation set and what each network says of it. */
export interface Prediction {
  readonly index: number;
  readonly label: number;
  readonly before: number;
  readonly after: number;
  /** Softmax probabilities of the label and of each network's own answer; left out at points. */
  readonly probabilities?: { readonly label: BeforeAfter; readonly answer: BeforeAfter };
}

/** One network's bytes in every encoding that can hold it. */
export interface Ledger {
  readonly rows: readonly SizeRow[];
  /** The entropy bound of one word a weight over all kernels, or undefined in float32 and float16. */
  readonly entropyBytes?: number;
  /** The architecture (names, shapes and settings of the layers) as deflated JSON: beside every row. */
  readonly architectureBytes: number;
}

/** What was done beside pruning and storing. The lists hold names of layers. */
export interface TechniqueFigures {
  /** Whether the model has batch norm, and what became of it; `partly`: some folded, some kept. */
  readonly batchNorm: 'none' | 'folded' | 'partly' | 'kept';
  /** Whose channel ranges were equalized. */
  readonly equalized: readonly string[];
  /** Whose biases were corrected. */
  readonly corrected: readonly string[];
  /** Whose output is quantized, simulated in float32; `input` stands for the images. */
  readonly activations: readonly string[];
  /** Those of them that are 0 throughout on the calibration images: their scale is 1 then. */
  readonly silent: readonly string[];
}

/** What a structured step removed. */
export interface StructureFigures {
  /** Of every layer whose filters or neurons could go. */
  readonly removed: readonly RemovedUnits[];
  /** Names of the layers that the sparsity would have left empty: one unit is kept. */
  readonly keptOne: readonly string[];
}

/** A point of a training's curve. */
export interface TuningPoint {
  /** Training images seen. */
  readonly images: number;
  /** Mean cross-entropy of the training images since the point before. */
  readonly loss: number;
  /** The share of the validation images that is read right. */
  readonly accuracy: number;
  /** The share of the kernel weights that is pruned. */
  readonly sparsity: number;
}

/** Why a training ended: as planned, by its time limit, by the reader, or for a loss beyond numbers. */
export type TuningEnd = 'finished' | 'time' | 'stopped' | 'diverged';

/** A training that the network after went through. */
export interface TuningFigures {
  readonly stage: 'finetune' | 'qat';
  readonly end: TuningEnd;
  /** Training images seen, and working seconds that took. */
  readonly images: number;
  readonly seconds: number;
  /** The backend that trained. */
  readonly backend: string;
  /** It came with the page: it was not this machine that took so long. */
  readonly recorded?: true;
  /** Share of the validation images that the weights kept read right, where they were validated. */
  readonly accuracy?: number;
  readonly points: readonly TuningPoint[];
}

/** The network after, its dense kernels kept on the GPU as int8 codes and decoded there. */
export interface Int8Figures {
  /** Names of the layers that read codes; the others are as they were. */
  readonly layers: readonly string[];
  /** Bytes of those layers' weights on the GPU, as floats and as codes. */
  readonly weightBytes: { readonly float32: number; readonly int8: number };
  /** Batch 1, against the network before. Its program is another one, so the gain is not int8's alone. */
  readonly latency: LatencyFigures;
}

/** What this machine does a second at best, timed in turns with the layers that it is to judge. */
export interface Peaks {
  /** Multiply-accumulates of a large matMul; 0 where its time could not be told. */
  readonly macsPerSecond: number;
  /** Bytes read and written by a ReLU that moves so many, in ascending order of these. */
  readonly moving: readonly { readonly bytes: number; readonly bytesPerSecond: number }[];
}

/** One layer timed alone, in milliseconds a batch, without the read that ends a timing. */
export interface LayerTime extends LatencySide {
  readonly name: string;
  /** What the largest part of its time is spent on, as far as that can be told. */
  readonly bound: Bound | 'none';
  /** The share of its time that this part explains, at most 1: see `measuredBound`. */
  readonly share: number;
}

/** Every layer of both networks at one batch size, timed in turns. */
export interface LayerTimes {
  readonly batch: number;
  /** Times that each layer had its turn. */
  readonly rounds: number;
  /** Medians of a layer that does next to nothing, and of the read, in milliseconds. */
  readonly launch: number;
  readonly read: number;
  readonly peaks: Peaks;
  readonly before: readonly LayerTime[];
  readonly after: readonly LayerTime[];
}

/** Everything measured in one run. Numbers only, so that it can be copied as JSON. */
export interface Report {
  readonly recipe: Recipe;
  /** Parameters of the network after: kernel weights, and everything else (biases). */
  readonly parameters: { readonly kernels: number; readonly others: number };
  /** Multiplications of an input with a weight, for one image. */
  readonly macs: { readonly before: number; readonly after: number };
  /** What every layer with a kernel asks of a device for one image. */
  readonly work: { readonly before: readonly LayerWork[]; readonly after: readonly LayerWork[] };
  /** What was asked for and what was pruned. A weight that merely rounds to 0 is not pruned. */
  readonly sparsity: {
    /** Share of the prunable weights, or of the filters and neurons where those are removed. */
    readonly requested: number;
    /** Weights that are pruned or removed, as a share of all kernel weights before. */
    readonly achieved: number;
    /** Their number. */
    readonly pruned: number;
    /**
     * Kernel weights before that may be pruned: see `prunableWeights`. Left out where filters and
     * neurons are removed.
     */
    readonly prunable?: number;
  };
  /** Left out where no filters or neurons are to be removed. */
  readonly structure?: StructureFigures;
  readonly techniques: TechniqueFigures;
  /** In the order in which they were done. */
  readonly tunings: readonly TuningFigures[];
  /**
   * Training images of the trainings that were asked for and left out, since they would have taken too
   * long to begin unasked: `recipe` is without them. Left out where all were carried out, or none asked for.
   */
  readonly untrained?: number;
  readonly size: { readonly before: SizeFigures; readonly after: SizeFigures };
  readonly accuracy: {
    /** Of all test images. */
    readonly before: AccuracyFigures;
    /** Of as many of them, from the first on, as were read: fewer in a preview. */
    readonly after: AccuracyFigures;
    /** On the images that were read after. */
    readonly change: PairedChange;
  };
  readonly predictions: readonly Prediction[];
  readonly tensors: readonly KernelFigures[];
  /** The network after, or undefined until it is counted. */
  readonly ledger?: Ledger;
  /**
   * Bytes of the network after as a file of each version, each kernel in its smallest encoding, with
   * header and architecture; read again, it gave the very weights that were judged. Left out where no
   * file was asked for.
   */
  readonly fileBytes?: Readonly<Record<FileVersion, number>>;
  /** Tensors alive in the engine, and bytes of GPU textures where there is WebGL. */
  readonly memory: { readonly tensors: number; readonly gpuBytes?: number };
  /** Empty until measured, then one entry a batch size. */
  readonly latency: readonly LatencyFigures[];
  /** Left out where the GPU does not evaluate, and where no dense kernel is quantized to codes. */
  readonly int8?: Int8Figures;
  /** What bounds each layer, one entry a batch size. Left out where that was not asked for. */
  readonly layers?: readonly LayerTimes[];
}
