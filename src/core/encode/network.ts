import type { Coding } from '../quantize/coding';
import { ByteReader, bytesOf, concatenate } from './bytes';
import { codingBytes, type CodingLayout, readCoding, symbolBits } from './coding-bytes';
import type { Encoding } from './encoding';
import { fromSymbols, toSymbols } from './symbols';

/** The weights of one kernel, in row-major order. A pruned weight is one that is 0. */
export interface CodedKernel {
  readonly weights: Float32Array;
  /** Output channels, the length of a row: `WeightTensor.channels`. */
  readonly channels: number;
  /** How the weights are coded; left out where they are float32. */
  readonly coding?: Coding;
}

/** The weights of a network: kernels and float32 biases. */
export interface CodedNetwork {
  readonly kernels: readonly CodedKernel[];
  readonly biases: readonly Float32Array[];
}

/** What a reader must know of a kernel beforehand. */
export interface KernelLayout {
  readonly weights: number;
  readonly channels: number;
  /** Left out where the kernel is float32. */
  readonly coding?: CodingLayout;
}

/** What a reader must know beforehand. It belongs to the architecture and is counted with it. */
export interface NetworkLayout {
  readonly kernels: readonly KernelLayout[];
  /** Length of each bias. */
  readonly biases: readonly number[];
}

/**
 * The payload: kernel by kernel the encoding's sections and what the coding needs (see
 * `codingBytes`); then the biases in float32. No header, no padding but the last byte of each
 * section.
 *
 * @returns undefined where the encoding cannot hold one of the kernels.
 * @throws RangeError for a weight that its kernel's coding has no code for.
 */
export async function encodeNetwork(
  { kernels, biases }: CodedNetwork,
  encoding: Encoding,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  for (const kernel of kernels) {
    const bytes = await encodeKernel(kernel, encoding);
    if (!bytes) return undefined;
    parts.push(bytes);
  }
  return concatenate([...parts, ...biases.map(bytesOf)]);
}

/**
 * The network that a payload holds, its weights as they were encoded, bit for bit, but for −0,
 * which comes back as 0.
 *
 * @throws RangeError where the payload is shorter or longer than the layout says, or is none of
 * this encoding's.
 */
export async function decodeNetwork(
  bytes: Uint8Array,
  layout: NetworkLayout,
  encoding: Encoding,
): Promise<CodedNetwork> {
  const reader = new ByteReader(bytes);
  const kernels: CodedKernel[] = [];
  for (const kernel of layout.kernels) kernels.push(await decodeKernel(reader, kernel, encoding));
  const biases = layout.biases.map((length) => reader.floats(length));
  reader.end();
  return { kernels, biases };
}

/**
 * One kernel of a payload: the encoding's sections, then what the coding needs.
 *
 * @returns undefined where the encoding cannot hold the kernel.
 * @throws RangeError for a weight that the coding has no code for.
 */
export async function encodeKernel(
  { weights, channels, coding }: CodedKernel,
  encoding: Encoding,
): Promise<Uint8Array | undefined> {
  const sections = await encoding.encode({ ...toSymbols(weights, coding), channels });
  if (!sections) return undefined;
  const { tables, indices, weights: symbols } = sections;
  const { table, scales } = codingBytes(coding);
  const parts = [tables, indices, symbols, table, scales];
  return concatenate(parts.filter((part) => part !== undefined));
}

/**
 * The kernel that begins at the reader's next byte.
 *
 * @throws RangeError where the payload ends before, or is none of this encoding's.
 */
export async function decodeKernel(
  reader: ByteReader,
  { weights, channels, coding: layout }: KernelLayout,
  encoding: Encoding,
): Promise<CodedKernel> {
  const bits = symbolBits(layout);
  const values = await encoding.decode(reader, { weights, channels, bits });
  const coding = layout && readCoding(reader, layout);
  return { weights: fromSymbols({ bits, values }, coding), channels, coding };
}
