import { codingBytes } from './coding-bytes';
import type { Encoding } from './encoding';
import { ENCODINGS } from './encoding-names';
import { encodings, type EncodingName } from './encodings';
import type { CodedNetwork } from './network';
import { toSymbols } from './symbols';

/** Bytes of one kernel, by what they tell. */
interface KernelBytes {
  /** Weights, codes, indices into a codebook or code words, fillers among them. */
  readonly weights: number;
  /** Masks, indices, pointers, gaps, and how many there are of them. */
  readonly indices: number;
  /** Scales and zero-points. */
  readonly scales: number;
  /** Codebooks, the coding's own and the encoding's, and code lengths. */
  readonly tables: number;
}

/** A network in one encoding. All figures are in bytes. */
export interface SizeRow {
  readonly encoding: EncodingName;
  /** Length of the payload, the sum of the parts. */
  readonly bytes: number;
  readonly parts: KernelBytes & { readonly biases: number };
  /** The parts of each kernel, in the network's order. */
  readonly kernels: readonly KernelBytes[];
}

/**
 * The network's length in every encoding that can hold all of its kernels, counted from the bytes of
 * `encodeNetwork`. What the layout tells is not in it.
 *
 * @param between awaited with the fraction done, 0 to 1, after each kernel in each encoding and
 * within long ones. What it throws ends the count.
 * @param names the encodings to count, in whose order the rows come; all of them unless told.
 * @throws RangeError for a coding out of range, a weight that it has no code for, and weights that
 * are not in whole rows of channels.
 */
export async function sizeLedger(
  { kernels, biases }: CodedNetwork,
  between: (done: number) => unknown = () => undefined,
  names: readonly EncodingName[] = ENCODINGS,
): Promise<SizeRow[]> {
  const columns = new Map(names.map((name) => [name, [] as KernelBytes[]]));
  const steps = names.length * sum(kernels.map(({ weights }) => weights.length));
  let stepsDone = 0;
  const pause = () => between(steps === 0 ? 1 : stepsDone / steps);
  for (const { weights, channels, coding } of kernels) {
    const symbols = { ...toSymbols(weights, coding), channels };
    const { table, scales } = codingBytes(coding);
    for (const name of names) {
      const encoding: Encoding = encodings[name];
      const sections = columns.has(name) ? await encoding.encode(symbols, pause) : undefined;
      if (sections) {
        columns.get(name)!.push({
          weights: sections.weights.length,
          indices: sections.indices?.length ?? 0,
          scales: scales.length,
          tables: (sections.tables?.length ?? 0) + table.length,
        });
      } else {
        columns.delete(name);
      }
      stepsDone += weights.length;
      await pause();
    }
  }
  const biasBytes = sum(biases.map(({ byteLength }) => byteLength));
  return Array.from(columns, ([encoding, kernels]) => rowOf(encoding, kernels, biasBytes));
}

function rowOf(encoding: EncodingName, kernels: readonly KernelBytes[], biases: number): SizeRow {
  const total = (part: keyof KernelBytes) => sum(kernels.map((kernel) => kernel[part]));
  const parts = {
    weights: total('weights'),
    indices: total('indices'),
    scales: total('scales'),
    tables: total('tables'),
    biases,
  };
  return { encoding, bytes: sum(Object.values(parts)), parts, kernels };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
