import type { EncodingName } from '../../../../../core/encode/encodings';
import type { Report } from '../../../../../core/report';
import { list } from '../../../../../core/words';
import { counted, decimal, whole } from '../../../../../parts/format';
import { deflateRatio, denseRatio } from '../../../../proof/facts';
import {
  BITS_OF_BYTE,
  encodedRow,
  FLOAT_BYTES,
  packed,
  storedAs,
  type Stored,
} from '../../../../proof/kernels';
import type { Worked } from '../../../term';

function allStored(report: Report): readonly Stored[] | undefined {
  const stored = report.tensors.map((_, at) => storedAs(report, at));
  return stored.every((one) => one !== undefined) ? stored : undefined;
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
  { parameters, techniques }: Report,
  stored: readonly Stored[],
  parts: readonly (readonly [name: string, bytes: number])[],
): Worked {
  const tables = [...new Set(stored.flatMap(({ tables }) => tables))];
  const others = techniques.batchNorm === 'kept' ? 'biases and batch norm' : 'biases';
  const all = [
    ...parts,
    [list(tables, 'and'), sum(stored.map(({ beside }) => beside))] as const,
    [others, FLOAT_BYTES * parameters.others] as const,
  ].filter(([, bytes]) => bytes > 0);
  const value = sum(all.map(([, bytes]) => bytes));
  const terms = all.map(([name, bytes]) => `${whole(bytes)} (${name})`).join(' + ');
  return { text: `${terms} = ${whole(value)} bytes.`, value };
}

/** Bytes of the network in one encoding, as counted. */
export const bytesIn =
  (encoding: EncodingName, name: string) =>
  (report: Report): Worked | undefined => {
    const counted = encodedRow(report, encoding);
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
  const counted = encodedRow(report, 'huffman');
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

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
