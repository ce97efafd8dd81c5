/** The bytes of an array of numbers, not copied. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** All parts, one after the other. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}

/**
 * Reads a payload from its first byte to its last. Numbers are little-endian, the order of every
 * platform that runs a browser and of tfjs's own weight files.
 */
export class ByteReader {
  #position = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /**
   * A copy of the next `length` bytes.
   *
   * @throws RangeError where the payload ends before.
   */
  take(length: number): Uint8Array<ArrayBuffer> {
    const start = this.#advance(length);
    return this.bytes.slice(start, start + length);
  }

  /** @throws RangeError where fewer than `length` bytes are left. */
  need(length: number): void {
    this.#advance(length);
    this.#position -= length;
  }

  byte(): number {
    return this.bytes[this.#advance(1)]!;
  }

  uint32(): number {
    return new Uint32Array(this.take(4).buffer)[0]!;
  }

  floats(length: number): Float32Array {
    return new Float32Array(this.take(4 * length).buffer);
  }

  /** @throws RangeError where bytes are left. */
  end(): void {
    if (this.#position < this.bytes.length) {
      throw new RangeError(
        `The payload has ${this.bytes.length} bytes, expected ${this.#position}.`,
      );
    }
  }

  /** Where the next `length` bytes begin; the reader goes past them. */
  #advance(length: number): number {
    const start = this.#position;
    const end = start + length;
    if (end > this.bytes.length) {
      throw new RangeError(
        `The payload ends after ${this.bytes.length} bytes, expected at least ${end}.`,
      );
    }
    this.#position = end;
    return start;
  }
}
