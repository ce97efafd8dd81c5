import type { Coding } from '../quantize/coding';
import { ByteReader, bytesOf, concatenate } from './bytes';
import { codingBytes, type CodingLayout, readCoding, symbolBits } from './coding-bytes';
import type { Encoding } from './encoding';
import { fromSymbols, toSymbols } from './symbols';

/** The weights of one kernel, in row-major order. A pruned weight is one that is 0. */
export interface Kernel {
  readonly weights: Float32Array;
  /** Output channels, the length of a row: `WeightTensor.channels`. */
  readonly channels: number;
  /** How the weights are coded; left out where they are float32. */
  readonly coding?: Coding;
}

/** The weights of a network: kernels and float32 biases. */
export interface Network {
  readonly kernels: readonly Kernel[];
  readonly biases: readonly Float32Array[];
}

/** What a reader must know beforehand. It belongs to the architecture and is counted with it. */
export interface NetworkLayout {
  readonly kernels: readonly {
    readonly weights: number;
    readonly channels: number;
    /** Left out where the kernel is float32. */
    readonly coding?: CodingLayout;
  }[];
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
  { kernels, biases }: Network,
  encoding: Encoding,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  for (const { weights, channels, coding } of kernels) {
    const sections = await encoding.encode({ ...toSymbols(weights, coding), channels });
    if (!sections) return undefined;
    const { tables, indices, weights: symbols } = sections;
    if (tables) parts.push(tables);
    if (indices) parts.push(indices);
    const own = codingBytes(coding);
    parts.push(symbols, own.table, own.scales);
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
): Promise<Network> {
  const reader = new ByteReader(bytes);
  const kernels: Kernel[] = [];
  for (const { weights, channels, coding: codingLayout } of layout.kernels) {
    const bits = symbolBits(codingLayout);
    const values = await encoding.decode(reader, { weights, channels, bits });
    const coding = codingLayout && readCoding(reader, codingLayout);
    kernels.push({ weights: fromSymbols({ bits, values }, coding), channels, coding });
  }
  const biases = layout.biases.map((length) => reader.floats(length));
  reader.end();
  return { kernels, biases };
}
