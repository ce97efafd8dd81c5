import type { Trial } from '../../src/core/experiment';
import { stepOf } from '../../src/core/recipe';
import { ENCODINGS } from '../../src/core/encode/encoding-names';
import type { EncodingName } from '../../src/core/encode/encodings';
import type { LatencyFigures, LayerTimes, Ledger, Report } from '../../src/core/report';

/** The figures of a hand-made report that matter to a test; the rest follows from the trial. */
export interface Figures {
  readonly correct?: number;
  readonly dense?: number;
  readonly deflate?: number;
  readonly maxErrorInScales?: number;
  readonly distinct?: number;
  readonly zeroMiss?: number;
  readonly shapes?: readonly (readonly number[])[];
  readonly achieved?: number;
  /** The share of every kernel that is 0. */
  readonly zeros?: number;
  readonly latency?: readonly LatencyFigures[];
  readonly layers?: readonly LayerTimes[];
  /** Multiplications of one image. */
  readonly macs?: number;
  /** Bytes in the encodings that can hold the network. */
  readonly encoded?: Partial<Record<EncodingName, number>>;
}

const SHAPES = [
  [784, 300],
  [300, 100],
  [100, 10],
];
const KERNELS = 266_200;
const BIASES = 410;
const DENSE = 4 * (KERNELS + BIASES);

/** What a calm machine says of itself. */
export const STEADY = {
  control: { median: 1, low: 0.99, high: 1.01 },
  discarded: 0,
  timings: { before: [], after: [], control: [] },
};

/** A ratio whose interval takes in 1, or (measurable) does not. */
export function latency(batch: number, ratio: number, measurable: boolean): LatencyFigures {
  const side = { median: 1, low: 0.9, high: 1.1 };
  const interval = { median: ratio, low: ratio - 0.04, high: ratio + 0.04 };
  return { batch, pairs: 41, before: side, after: side, ratio: interval, ...STEADY, measurable };
}

function ledgerOf(encoded: Partial<Record<EncodingName, number>>): Ledger {
  const parts = { weights: 0, indices: 0, scales: 0, tables: 0, biases: 0 };
  const rows = ENCODINGS.flatMap((encoding) => {
    const bytes = encoded[encoding];
    return bytes === undefined ? [] : { encoding, bytes, parts, kernels: [] };
  });
  return { rows, architectureBytes: 0 };
}

/** What a run of the trial on LeNet-300-100 could report, 980 of 1,000 right unless told. */
export function reportOf({ steps }: Trial, figures: Figures = {}): Report {
  const recipe = { model: 'lenet-300-100', steps };
  const sparsity = stepOf(recipe, 'prune')?.sparsity ?? 0;
  const quantize = stepOf(recipe, 'quantize');
  const shapes = figures.shapes ?? SHAPES;
  const counts = quantize?.granularity === 'channel' ? [300, 100, 10] : [1, 1, 1];
  const scales = quantize ? counts.reduce((sum, count) => sum + count) : 0;
  const bits = quantize?.bits ?? 32;
  const dense = figures.dense ?? (KERNELS * bits) / 8 + 4 * (scales + BIASES);
  const correct = figures.correct ?? 980;
  const achieved = figures.achieved ?? sparsity;
  return {
    recipe,
    parameters: { kernels: KERNELS, others: BIASES },
    sparsity: { requested: sparsity, achieved, pruned: Math.round(sparsity * 1000) },
    work: { before: [], after: [] },
    macs: { before: KERNELS, after: figures.macs ?? KERNELS },
    tunings: [],
    techniques: { batchNorm: 'none', equalized: [], corrected: [], activations: [], silent: [] },
    size: {
      before: { dense: DENSE, deflate: 0.9 * DENSE },
      after: { dense, deflate: figures.deflate ?? 0.9 * dense * (1 - 0.9 * sparsity) },
    },
    accuracy: {
      before: { correct: 980, images: 1000, accuracy: 0.98, low: 0.969, high: 0.987 },
      after: {
        correct,
        images: 1000,
        accuracy: correct / 1000,
        low: correct / 1000 - 0.01,
        high: correct / 1000 + 0.01,
      },
      change: { gained: 0, lost: 980 - correct, changed: 980 - correct, pValue: 1 },
    },
    predictions: Array.from({ length: 10 }, (_, label) => ({
      index: label,
      label,
      before: label,
      after: label < 8 ? 3 : 7,
    })),
    memory: { tensors: 0 },
    tensors: shapes.map((shape, i) => {
      const weights = shape.reduce((product, side) => product * side);
      return {
        name: `dense_${i}`,
        depthwise: false,
        denseBytes: 4 * weights,
        shape,
        weights,
        zeros: (figures.zeros ?? achieved) * weights,
        maxError: 0.001,
        ...(quantize && {
          scales: { count: counts[i] ?? 1, min: 0.001234, max: 0.00987 },
          maxErrorInScales: figures.maxErrorInScales ?? 0.4999,
          zeroMiss: figures.zeroMiss,
          distinct: figures.distinct ?? 2 ** bits - 1 - i,
        }),
      };
    }),
    latency: figures.latency ?? [],
    layers: figures.layers,
    ledger: figures.encoded && ledgerOf(figures.encoded),
  };
}
