import { sizeLedger, type SizeRow } from '../core/encode/ledger';
import type { CodedKernel, CodedNetwork } from '../core/encode/network';
import type { Coding } from '../core/quantize/coding';

/** The encodings that the size tells of; they are counted in every run, the others at rest. */
const ENCODINGS = ['dense', 'deflate'] as const;

/**
 * Counts networks that come one after the other. Deflating takes longer than all else in a small run,
 * so a kernel that is, bit for bit, what it was in the network before is not counted again.
 */
export class SizeCounter {
  private last: readonly { readonly kernel: CodedKernel; readonly rows: readonly SizeRow[] }[] = [];

  /** The network's bytes, dense and deflated: what `sizeLedger` says of it. */
  async rows({ kernels, biases }: CodedNetwork): Promise<SizeRow[]> {
    const { last } = this;
    const counted: (typeof this.last)[number][] = [];
    for (const [i, kernel] of kernels.entries()) {
      const before = last[i];
      counted.push(
        before && isSame(before.kernel, kernel)
          ? before
          : {
              kernel,
              rows: await sizeLedger({ kernels: [kernel], biases: [] }, undefined, ENCODINGS),
            },
      );
    }
    this.last = counted;
    const others = await sizeLedger({ kernels: [], biases }, undefined, ENCODINGS);
    return others.map((row, i) => counted.reduce((sum, { rows }) => add(sum, rows[i]!), row));
  }
}

function add(a: SizeRow, b: SizeRow): SizeRow {
  const { weights, indices, scales, tables, biases } = a.parts;
  return {
    encoding: a.encoding,
    bytes: a.bytes + b.bytes,
    parts: {
      weights: weights + b.parts.weights,
      indices: indices + b.parts.indices,
      scales: scales + b.parts.scales,
      tables: tables + b.parts.tables,
      biases: biases + b.parts.biases,
    },
    kernels: [...a.kernels, ...b.kernels],
  };
}

function isSame(a: CodedKernel, b: CodedKernel): boolean {
  return (
    a.channels === b.channels && sameBits(a.weights, b.weights) && sameCoding(a.coding, b.coding)
  );
}

function sameCoding(a: Coding | undefined, b: Coding | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  if ('codebook' in a || 'codebook' in b) {
    return 'codebook' in a && 'codebook' in b && sameBits(a.codebook, b.codebook);
  }
  const zeros = (coding: typeof a) => Float32Array.from(coding.zeroPoints ?? []);
  return a.bits === b.bits && sameBits(a.scales, b.scales) && sameBits(zeros(a), zeros(b));
}

/** Whether numbers are the same as stored: 0 and −0 are not. */
function sameBits(a: Float32Array, b: Float32Array): boolean {
  const [left, right] = [a, b].map(
    ({ buffer, byteOffset, length }) => new Uint32Array(buffer, byteOffset, length),
  );
  return left!.length === right!.length && left!.every((word, i) => word === right![i]);
}
