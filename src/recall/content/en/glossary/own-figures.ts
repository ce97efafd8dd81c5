import type { EncodingName } from '../../../../core/encode/encodings';
import { mcnemar } from '../../../../core/metrics/mcnemar';
import { accuracyFigures } from '../../../../core/metrics/wilson';
import { scalesFit } from '../../../../core/quantize/scales-fit';
import { stepOfLayer, type StorageStep } from '../../../../core/quantize/step-of-layer';
import { stepOf } from '../../../../core/recipe';
import type { KernelFigures, LatencyFigures, Report } from '../../../../core/report';
import type { QuantizeStep } from '../../../../core/steps/quantize';
import { percentage } from '../../../../core/words';
import { deflateRatio, denseRatio, timing } from '../../../proof/facts';
import { counted, decimal, share, significant, whole } from '../../../parts/format';
import type { Worked } from '../../term';

const FLOAT_BYTES = 4;
const BITS_OF_BYTE = 8;

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

/** Those of them that have weights left: a kernel of zeros has a scale that fits nothing. */
export function writtenKernels(report: Report): CodedKernel[] {
  return codedKernels(report).filter(({ tensor }) => tensor.zeros < tensor.weights);
}

/** Steps of the codes between zero (or the least weight) and the largest. */
export function codeSteps({ bits, scheme }: QuantizeStep): number {
  return scheme === 'symmetric' ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
}

/** The scale of the first kernel that has codes, beside the range that it spans. */
export function scale(report: Report): Worked | undefined {
  const [first] = writtenKernels(report);
  if (!first || scalesFit(report) === 'training') return undefined;
  const { tensor, codes, scales } = first;
  const steps = codeSteps(codes);
  const spanned = codes.scheme === 'symmetric' ? 'its largest |w|' : 'max − min';
  const which = scales.count > 1 ? `the largest of ${whole(scales.count)} scales` : 'the scale';
  return {
    text:
      `In ${tensor.name}, ${codes.scheme} at ${codes.bits} bits, ${which} is ` +
      `${significant(scales.max)}: ${spanned} is ${significant(scales.max * steps)}, and ` +
      `${significant(scales.max * steps)} ÷ ${steps} = ${significant(scales.max)}.`,
    value: scales.max,
  };
}

/** Scales and zero-points in all. */
export function scaleCount(report: Report): Worked | undefined {
  const kernels = codedKernels(report);
  if (kernels.length === 0) return undefined;
  const counts = kernels.map(({ scales }) => scales.count);
  const all = sum(counts);
  return {
    text: `Your network has ${counts.map(whole).join(' + ')} = ${counted(all, 'scale')}.`,
    value: all,
  };
}

/** Half the largest scale, and the largest error that occurred. */
export function roundingBound(report: Report): Worked | undefined {
  const kernels = writtenKernels(report);
  if (kernels.length === 0 || scalesFit(report) === 'training') return undefined;
  const largest = kernels.reduce((a, b) => (b.scales.max > a.scales.max ? b : a));
  const half = largest.scales.max / 2;
  return {
    text:
      `In ${largest.tensor.name}: ${significant(largest.scales.max)} ÷ 2 = ${significant(half)}. ` +
      `The largest error there was ${significant(largest.tensor.maxError)}.`,
    value: half,
  };
}

/** The zeros that pruning asked for, of the weights that there were. */
export function zeros({ sparsity }: Report): Worked | undefined {
  const { achieved, pruned } = sparsity;
  if (pruned === 0) return undefined;
  const all = Math.round(pruned / achieved);
  return {
    text: `${whole(pruned)} of ${whole(all)} kernel weights are pruned: ${share(pruned, all)}.`,
    value: pruned,
  };
}

/** The same, where the weights of smallest magnitude went. */
export function zerosByMagnitude(report: Report): Worked | undefined {
  return stepOf(report.recipe, 'prune')?.method === 'magnitude' ? zeros(report) : undefined;
}

/** Bytes of a kernel's scales, zero-points and codebook; undefined where its codebook is not known. */
interface Stored {
  /** Bits of one weight. */
  readonly bits: number;
  /** Bytes of scales, zero-points and codebook. */
  readonly beside: number;
}

function storedAs(report: Report, at: number): Stored | undefined {
  const tensor = report.tensors[at]!;
  const step = storageOf(report, tensor.name);
  if (!step) return { bits: 32, beside: 0 };
  if (step.kind === 'float16') return { bits: 16, beside: 0 };
  if (step.kind === 'quantize') {
    const each = FLOAT_BYTES + (step.scheme === 'asymmetric' ? 1 : 0);
    return { bits: step.bits, beside: each * (tensor.scales?.count ?? 0) };
  }
  const tables = row(report, 'dense')?.kernels[at]?.tables;
  return tables === undefined
    ? undefined
    : { bits: Math.ceil(Math.log2(tables / FLOAT_BYTES)), beside: tables };
}

function allStored(report: Report): readonly Stored[] | undefined {
  const stored = report.tensors.map((_, at) => storedAs(report, at));
  return stored.every((one) => one !== undefined) ? stored : undefined;
}

/** Bytes of n weights at so many bits each, as they are packed. */
export function packed(n: number, bits: number): number {
  return Math.ceil((n * bits) / BITS_OF_BYTE);
}

/** The dense size, kernel by kernel. */
export function denseSize(report: Report): Worked | undefined {
  const stored = allStored(report);
  if (!stored) return undefined;
  const weights = sum(report.tensors.map(({ weights: n }, i) => packed(n, stored[i]!.bits)));
  return summed(report, stored, [[`${howPacked(report, stored)} weights`, weights]]);
}

/** The size as a mask of one bit a weight, and the weights that are not zero. */
export function bitmaskSize(report: Report): Worked | undefined {
  const stored = allStored(report);
  if (!stored) return undefined;
  const masks = sum(report.tensors.map(({ weights: n }) => packed(n, 1)));
  const kept = sum(
    report.tensors.map(({ weights: n, zeros: z }, i) => packed(n - z, stored[i]!.bits)),
  );
  return summed(report, stored, [
    ['mask', masks],
    ['non-zero weights', kept],
  ]);
}

function howPacked({ tensors }: Report, stored: readonly Stored[]): string {
  const bits = new Set(stored.map((one) => one.bits));
  const n = whole(sum(tensors.map(({ weights }) => weights)));
  return bits.size === 1 ? `${n} × ${counted([...bits][0]!, 'bit')} of` : `${n}`;
}

function summed(
  { parameters }: Report,
  stored: readonly Stored[],
  parts: readonly (readonly [name: string, bytes: number])[],
): Worked {
  const all = [
    ...parts,
    ['scales and codebooks', sum(stored.map(({ beside }) => beside))] as const,
    ['biases', FLOAT_BYTES * parameters.others] as const,
  ].filter(([, bytes]) => bytes > 0);
  const value = sum(all.map(([, bytes]) => bytes));
  const terms = all.map(([name, bytes]) => `${whole(bytes)} (${name})`).join(' + ');
  return { text: `${terms} = ${whole(value)} bytes.`, value };
}

/** Bytes of the network in one encoding, as counted. */
export const bytesIn =
  (encoding: EncodingName, name: string) =>
  (report: Report): Worked | undefined => {
    const counted = row(report, encoding);
    if (!counted) return undefined;
    const { bytes, parts } = counted;
    const rest = bytes - parts.weights - parts.indices;
    const indices = parts.indices > 0 ? `${whole(parts.indices)} (indices) + ` : '';
    return {
      text:
        `Your network as ${name}: ${whole(parts.weights)} (weights) + ${indices}` +
        `${whole(rest)} (the rest) = ${whole(bytes)} bytes.`,
      value: bytes,
    };
  };

function row({ ledger }: Report, encoding: EncodingName) {
  return ledger?.rows.find((one) => one.encoding === encoding);
}

/** The entropy of all codes, in bytes, and in bits a weight. */
export function entropy({ ledger, parameters }: Report): Worked | undefined {
  if (ledger?.entropyBytes === undefined) return undefined;
  const bits = (BITS_OF_BYTE * ledger.entropyBytes) / parameters.kernels;
  return {
    text:
      `Your ${whole(parameters.kernels)} codes have an entropy of ${decimal(bits, 2)} bits each ` +
      `on average: ${whole(ledger.entropyBytes)} bytes in all.`,
    value: ledger.entropyBytes,
  };
}

/** Bytes of code words, between the entropy and one bit a weight more. */
export function huffmanWords(report: Report): Worked | undefined {
  const counted = row(report, 'huffman');
  const bound = report.ledger?.entropyBytes;
  if (!counted || bound === undefined) return undefined;
  const { weights } = counted.parts;
  const most = bound + report.parameters.kernels / BITS_OF_BYTE;
  return {
    text:
      `Your words take ${whole(weights)} bytes, between ${whole(bound)} (n·H) and ` +
      `${whole(most)} (n·(H + 1)).`,
    value: weights,
  };
}

/** How many times smaller the network is, dense. */
export function compression(report: Report): Worked {
  const { before, after } = report.size;
  const value = denseRatio(report);
  return {
    text:
      `Dense: ${whole(before.dense)} ÷ ${whole(after.dense)} = ${decimal(value, 2)}. ` +
      `Deflated: ${whole(before.deflate)} ÷ ${whole(after.deflate)} = ` +
      `${decimal(deflateRatio(report), 2)}.`,
    value,
  };
}

/** The deflated size beside the dense one. */
export function deflated({ size }: Report): Worked {
  const { dense, deflate } = size.after;
  return {
    text: `${whole(dense)} bytes dense, ${whole(deflate)} deflated.`,
    value: deflate,
  };
}

/** The share of the test images that the network after reads right. */
export function topOne({ accuracy: { after } }: Report): Worked {
  return {
    text: `${whole(after.correct)} ÷ ${whole(after.images)} = ${percentage(after.accuracy)}.`,
    value: after.correct / after.images,
  };
}

/** Wilson's interval; its value is the half-width. */
export function interval({ accuracy: { after } }: Report): Worked {
  const { low, high } = accuracyFigures(after.correct, after.images);
  return {
    text:
      `${whole(after.correct)} right of ${whole(after.images)}: ` +
      `${percentage(low)} to ${percentage(high)}, z = 1.96.`,
    value: (high - low) / 2,
  };
}

/** McNemar's p-value of the images that went one way and the other. */
export function pairedTest({ accuracy }: Report): Worked | undefined {
  const { gained, lost } = accuracy.change;
  if (gained + lost === 0) return undefined;
  const value = mcnemar(gained, lost);
  return {
    text:
      `${counted(gained, 'image')} gained, ${whole(lost)} lost: p ${probability(value)}. ` +
      (value < 0.05
        ? 'Chance alone rarely splits them so unevenly.'
        : 'Chance alone often splits them as unevenly.'),
    value,
  };
}

/** What a p-value is, or what it is below. */
export function probability(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${decimal(p, 3)}`;
}

/** The latency of one image after ÷ before. */
export function latencyRatio(report: Report): Worked | undefined {
  const timed = timing(report, 'image');
  return timed && { text: latencyText(timed), value: timed.ratio.median };
}

function latencyText({ before, after, ratio, pairs, measurable }: LatencyFigures): string {
  return (
    `${significant(before.median)} ms before, ${significant(after.median)} ms after; the median ` +
    `of ${pairs} ratios is ${decimal(ratio.median, 2)} (${decimal(ratio.low, 2)} to ` +
    `${decimal(ratio.high, 2)})${measurable ? '' : ': no measurable change'}.`
  );
}

/** Multiplications for one image. */
export function operations({ macs }: Report): Worked {
  const change =
    macs.after === macs.before ? ', as before' : ` after, ${whole(macs.before)} before`;
  return {
    text: `Your network takes ${whole(macs.after)} MACs an image${change}.`,
    value: macs.after,
  };
}

/** Operations for each byte of float32 weights that one image has to read. */
export function intensity({ macs, parameters }: Report): Worked {
  const bytes = FLOAT_BYTES * (parameters.kernels + parameters.others);
  const value = macs.after / bytes;
  return {
    text:
      `At batch 1, decoded to float32: ${whole(macs.after)} MACs ÷ ${whole(bytes)} bytes of ` +
      `weights = ${decimal(value, 2)} MACs a byte.`,
    value,
  };
}

/** The kernel whose signal stands least above the noise. */
export function noisiest({ tensors }: Report): Worked | undefined {
  const told = tensors.flatMap(({ name, sqnr }) => (sqnr === undefined ? [] : [{ name, sqnr }]));
  if (told.length === 0) return undefined;
  const { name, sqnr } = told.reduce((a, b) => (b.sqnr < a.sqnr ? b : a));
  return { text: `Lowest in ${name}: ${decimal(sqnr, 1)} dB.`, value: sqnr };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
