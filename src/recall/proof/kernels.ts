import type { EncodingName } from '../../core/encode/encodings';
import { stepOfLayer, type StorageStep } from '../../core/quantize/step-of-layer';
import { stepOf } from '../../core/recipe';
import type { KernelFigures, Report } from '../../core/report';
import type { QuantizeStep } from '../../core/steps/quantize';

/** Bytes of a number in float32. */
export const FLOAT_BYTES = 4;
/** Bits of a byte. */
export const BITS_OF_BYTE = 8;

/** How a kernel is stored, or undefined where it stays float32. */
function storageOf({ recipe }: Report, kernel: string): StorageStep | undefined {
  const step = stepOf(recipe, 'quantize') ?? stepOf(recipe, 'cluster') ?? stepOf(recipe, 'float16');
  return step && stepOfLayer(step, kernel);
}

/** A kernel that is stored as codes, with their bits and scales. */
interface CodedKernel {
  readonly tensor: KernelFigures;
  readonly codes: QuantizeStep;
  readonly scales: NonNullable<KernelFigures['scales']>;
}

/** The kernels that are stored as codes, first layer first. */
export function codedKernels(report: Report): CodedKernel[] {
  return report.tensors.flatMap((tensor) => {
    const codes = storageOf(report, tensor.name);
    return codes?.kind === 'quantize' && tensor.scales
      ? [{ tensor, codes, scales: tensor.scales }]
      : [];
  });
}

/** The coded kernels that have weights left: one of zeros has a scale that fits nothing. */
export function writtenKernels(report: Report): CodedKernel[] {
  return codedKernels(report).filter(({ tensor }) => tensor.zeros < tensor.weights);
}

/** Steps of the codes between zero (or the least weight) and the largest. */
export function codeSteps({ bits, scheme }: QuantizeStep): number {
  return scheme === 'symmetric' ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
}

/** How the weights of a kernel are stored. */
export interface Stored {
  /** Bits of one weight. */
  readonly bits: number;
  /** Bytes of scales, zero-points and codebook. */
  readonly beside: number;
  /** What these bytes hold, in words. */
  readonly tables: readonly string[];
}

/** How one kernel is stored; undefined where its codebook is not counted yet. */
export function storedAs(report: Report, at: number): Stored | undefined {
  const tensor = report.tensors[at]!;
  const step = storageOf(report, tensor.name);
  if (!step) return { bits: 32, beside: 0, tables: [] };
  if (step.kind === 'float16') return { bits: 16, beside: 0, tables: [] };
  if (step.kind === 'quantize') {
    const each = FLOAT_BYTES + (step.scheme === 'asymmetric' ? 1 : 0);
    const tables = ['scales', ...(step.scheme === 'asymmetric' ? ['zero-points'] : [])];
    return { bits: step.bits, beside: each * (tensor.scales?.count ?? 0), tables };
  }
  const bytes = encodedRow(report, 'dense')?.kernels[at]?.tables;
  if (bytes === undefined) return undefined;
  const bits = Math.ceil(Math.log2(bytes / FLOAT_BYTES));
  return { bits, beside: bytes, tables: ['codebooks'] };
}

/** Bytes of n weights at so many bits each, as they are packed. */
export function packed(n: number, bits: number): number {
  return Math.ceil((n * bits) / BITS_OF_BYTE);
}

/** What is counted of the network in one encoding; undefined until it is, or where it has none. */
export function encodedRow({ ledger }: Report, encoding: EncodingName) {
  return ledger?.rows.find((row) => row.encoding === encoding);
}
