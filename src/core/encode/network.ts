import type { QuantizationParameters } from '../quantize/parameters';
import type { QuantizeStep } from '../steps/quantize';
import { ByteReader, bytesOf, concatenate } from './bytes';
import type { Encoding } from './encoding';
import { parameterBytes } from './parameter-bytes';
import { checkBits, FLOAT_BITS, fromSymbols, toSymbols } from './symbols';

/** The weights of one kernel, in row-major order. A pruned weight is one that is 0. */
export interface Kernel {
  readonly weights: Float32Array;
  /** Output channels, the length of a row: `WeightTensor.channels`. */
  readonly channels: number;
  /** How the weights are quantized; left out where they are float32. */
  readonly parameters?: QuantizationParameters;
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
    readonly quantized?: Pick<QuantizeStep, 'bits' | 'scheme'> & { readonly scales: number };
  }[];
  /** Length of each bias. */
  readonly biases: readonly number[];
}

/**
 * The payload: kernel by kernel the encoding's sections, float32 scales and, where the scheme is
 * asymmetric, zero-points of one byte; then the biases in float32. No header, no padding but the
 * last byte of each section.
 *
 * @returns undefined where the encoding cannot hold one of the kernels.
 * @throws RangeError for a weight that no code of its kernel's parameters stands for.
 */
export async function encodeNetwork(
  { kernels, biases }: Network,
  encoding: Encoding,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  for (const { weights, channels, parameters } of kernels) {
    const sections = await encoding.encode({ ...toSymbols(weights, parameters), channels });
    if (!sections) return undefined;
    const { tables, indices, weights: symbols } = sections;
    if (tables) parts.push(tables);
    if (indices) parts.push(indices);
    parts.push(symbols, ...parameterBytes(parameters));
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
  for (const { weights, channels, quantized } of layout.kernels) {
    if (quantized) checkBits(quantized.bits);
    const bits = quantized?.bits ?? FLOAT_BITS;
    const values = await encoding.decode(reader, { weights, channels, bits });
    if (!quantized) {
      kernels.push({ weights: fromSymbols({ bits, values }), channels });
      continue;
    }
    const scales = reader.floats(quantized.scales);
    const parameters =
      quantized.scheme === 'symmetric'
        ? { bits, scales }
        : { bits, scales, zeroPoints: reader.take(scales.length) };
    kernels.push({ weights: fromSymbols({ bits, values }, parameters), channels, parameters });
  }
  const biases = layout.biases.map((length) => reader.floats(length));
  reader.end();
  return { kernels, biases };
}
