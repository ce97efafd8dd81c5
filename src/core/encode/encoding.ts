import type { ByteReader } from './bytes';
import type { Symbols, SymbolValues } from './symbols';

/** A kernel to encode, in row-major order. */
interface KernelSymbols extends Symbols {
  /** Length of a row, the kernel's output channels. */
  readonly channels: number;
}

/** What a decoder knows of a kernel beforehand; it belongs to the architecture. */
interface SymbolLayout {
  readonly weights: number;
  readonly channels: number;
  readonly bits: number;
}

/** Lets others work, or throws where the work is no longer wanted. */
export type Pause = () => unknown;

/** The bytes of one kernel, by what they tell. A payload has them in this order. */
export interface Sections {
  /** Codebooks and code lengths. */
  readonly tables?: Uint8Array;
  /** Where the weights belong, and how many are stored. */
  readonly indices?: Uint8Array;
  /** The symbols themselves. */
  readonly weights: Uint8Array;
}

/**
 * A way of writing a kernel's symbols as bytes. What its coding needs (scales, zero-points, a
 * codebook) and biases are written in the same way by all of them, see `encodeNetwork`.
 */
export interface Encoding {
  /**
   * The sections, or undefined where this encoding cannot hold such symbols.
   *
   * @param pause awaited now and then in long work. What it throws ends the encoding.
   */
  encode(
    kernel: KernelSymbols,
    pause?: Pause,
  ): Sections | undefined | Promise<Sections | undefined>;
  /**
   * The symbols that sections hold, which begin at the reader's next byte.
   *
   * @throws RangeError where the bytes are cut short or no encoder wrote them.
   */
  decode(reader: ByteReader, layout: SymbolLayout): SymbolValues | Promise<SymbolValues>;
}
