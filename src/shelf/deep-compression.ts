import type { EncodingName } from '../core/encode/encodings';
import { withStep, type Recipe } from '../core/recipe';
import type { AccuracyFigures, Report } from '../core/report';

/** What the paper reached (Han et al. 2016, https://arxiv.org/abs/1510.00149, tables 1 to 5). */
export interface PaperRow {
  /** How many times as small as the network before; of the first stage, how many times fewer weights. */
  readonly ratio: number;
  /** Share of test images read right; left out where the paper gives none. */
  readonly accuracy?: number;
}

type PaperStage = 'prune' | 'share' | 'huffman';

/** One of the paper's three stages (pruned, weights shared, Huffman-coded), or the one beyond it. */
export interface CompressionStage {
  readonly name: PaperStage | 'adaptive';
  /** Counted from bytes that decode back to the network of this stage. */
  readonly bytes: number;
  /** Weights and biases that are left. */
  readonly weights: number;
  readonly accuracy: Pick<AccuracyFigures, 'correct' | 'images'>;
}

/** The paper's rows of a model, stage by stage, and its network before. */
export interface PaperRows {
  readonly before: { readonly bytes: number; readonly accuracy: number };
  readonly stages: Readonly<Record<PaperStage, PaperRow>>;
}

export const PAPER: Readonly<Record<string, PaperRows>> = {
  'lenet-300-100': {
    before: { bytes: 1_070_000, accuracy: 0.9836 },
    stages: {
      prune: { ratio: 12 },
      share: { ratio: 32 },
      huffman: { ratio: 40, accuracy: 0.9842 },
    },
  },
  'lenet-5': {
    before: { bytes: 1_720_000, accuracy: 0.992 },
    stages: {
      prune: { ratio: 12 },
      share: { ratio: 33 },
      huffman: { ratio: 39, accuracy: 0.9926 },
    },
  },
};

/**
 * The recipe up to the end of each stage that has an accuracy of its own: pruned and tuned; then with
 * shared weights, tuned again. Huffman's code changes no weight, nor does the range coder.
 */
export function stageRecipes(recipe: Recipe): [pruned: Recipe, shared: Recipe] {
  return [withStep(withStep(recipe, 'cluster', undefined), 'qat', undefined), recipe];
}

/**
 * The stages from what was measured of both recipes: bytes with relative indices as in the paper's
 * section 2, then whole files, without the adaptive range coder and with it.
 *
 * @throws Error where a report has not counted its bytes.
 */
export function stagesOf(pruned: Report, shared: Report): CompressionStage[] {
  return [
    { name: 'prune', bytes: bytesIn(pruned, 'relativeIndex'), ...leftOf(pruned) },
    { name: 'share', bytes: bytesIn(shared, 'relativeIndex'), ...leftOf(shared) },
    { name: 'huffman', bytes: fileBytes(shared)[1], ...leftOf(shared) },
    { name: 'adaptive', bytes: fileBytes(shared)[2], ...leftOf(shared) },
  ];
}

function leftOf({
  parameters,
  sparsity,
  accuracy,
}: Report): Pick<CompressionStage, 'weights' | 'accuracy'> {
  const { correct, images } = accuracy.after;
  const weights = parameters.kernels + parameters.others - sparsity.pruned;
  return { weights, accuracy: { correct, images } };
}

function bytesIn({ ledger }: Report, encoding: EncodingName): number {
  const row = ledger?.rows.find((row) => row.encoding === encoding);
  if (!row) throw new Error(`The bytes of ${encoding} were not counted.`);
  return row.bytes;
}

function fileBytes({ fileBytes: bytes }: Report): NonNullable<Report['fileBytes']> {
  if (bytes === undefined) throw new Error('The file was not counted.');
  return bytes;
}
