/**
 * A binary arithmetic coder that works byte by byte on whole numbers (a range coder: Martin 1979, "Range
 * encoding: an algorithm for removing redundancy from a digitised message"). Each bit narrows a range in
 * proportion to its probability, and takes −log₂ of it in bits, whatever fraction that is.
 */

import type { ByteReader } from './bytes';

/** Probabilities are whole numbers of this many parts. */
export const WHOLE = 2 ** 16;

const TOP = 2 ** 32;
/** Below it the range is too small to be divided by `WHOLE`, and a byte is moved out. */
const LEAST = 2 ** 24;
/** Bytes of `low`: what is left at the end. */
const TAIL = 4;

/** Writes bits or reads them, so that one walk through the symbols does for both. */
export interface BitCoder {
  /**
   * @param one the probability that the bit is 1, from 1 to `WHOLE` − 1 parts: as it was when the bit
   * was written, where it is read.
   * @param bit what to write; of no account where bits are read.
   * @returns the bit.
   */
  code(one: number, bit: 0 | 1): 0 | 1;
}

/** Writes bits. */
export class RangeEncoder implements BitCoder {
  private low = 0;
  private range = TOP - 1;
  private bytes = new Uint8Array(1024);
  private length = 0;

  code(one: number, bit: 0 | 1): 0 | 1 {
    const bound = Math.floor(this.range / WHOLE) * one;
    if (bit) {
      this.range = bound;
    } else {
      this.low += bound;
      this.range -= bound;
      if (this.low >= TOP) this.carry();
    }
    while (this.range < LEAST) this.shift();
    return bit;
  }

  /** All bytes, after which nothing is to be written. */
  finish(): Uint8Array {
    for (let i = 0; i < TAIL; i++) this.shift();
    return this.bytes.slice(0, this.length);
  }

  private carry(): void {
    this.low -= TOP;
    let i = this.length - 1;
    // There is one below 255, or the whole would be 1 and more.
    while (this.bytes[i] === 0xff) this.bytes[i--] = 0;
    this.bytes[i]!++;
  }

  private shift(): void {
    if (this.length === this.bytes.length) {
      const longer = new Uint8Array(2 * this.length);
      longer.set(this.bytes);
      this.bytes = longer;
    }
    this.bytes[this.length++] = Math.floor(this.low / LEAST);
    this.low = (this.low % LEAST) * 256;
    this.range *= 256;
  }
}

/** Reads the bits that a `RangeEncoder` wrote, given the same probabilities. */
export class RangeDecoder implements BitCoder {
  private range = TOP - 1;
  /** How far the bytes lie above the range’s lower end. */
  private above = 0;

  constructor(private readonly reader: ByteReader) {
    for (let i = 0; i < TAIL; i++) this.above = this.above * 256 + reader.byte();
  }

  /** @throws RangeError where the bytes end before. */
  code(one: number): 0 | 1 {
    const bound = Math.floor(this.range / WHOLE) * one;
    const bit = this.above < bound ? 1 : 0;
    if (bit) {
      this.range = bound;
    } else {
      this.above -= bound;
      this.range -= bound;
    }
    while (this.range < LEAST) {
      this.above = this.above * 256 + this.reader.byte();
      this.range *= 256;
    }
    return bit;
  }

  /** @throws RangeError where no encoder ends as these bytes do. */
  end(): void {
    if (this.above !== 0) {
      throw new RangeError(`The range coder ends ${this.above} above its range, expected 0.`);
    }
  }
}
