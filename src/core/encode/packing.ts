/**
 * Codes below 2^bits packed without gaps, little-endian: bit k of the stream is bit k mod 8 of byte
 * ⌊k/8⌋, and code i takes bits i·bits and up, its lowest first. The last byte is filled with zeros.
 *
 * @param bits 0 to 8.
 */
export function packCodes(codes: Uint8Array, bits: number): Uint8Array {
  const bytes = new Uint8Array(packedBytes(codes.length, bits));
  let position = 0;
  let pending = 0;
  let pendingBits = 0;
  for (let i = 0; i < codes.length; i++) {
    pending |= codes[i]! << pendingBits;
    pendingBits += bits;
    if (pendingBits >= 8) {
      bytes[position++] = pending;
      pending >>>= 8;
      pendingBits -= 8;
    }
  }
  if (pendingBits > 0) bytes[position] = pending;
  return bytes;
}

/** The first `count` codes of packed bytes. */
export function unpackCodes(bytes: Uint8Array, bits: number, count: number): Uint8Array {
  const codes = new Uint8Array(count);
  const mask = 2 ** bits - 1;
  let position = 0;
  let pending = 0;
  let pendingBits = 0;
  for (let i = 0; i < count; i++) {
    if (pendingBits < bits) {
      pending |= bytes[position++]! << pendingBits;
      pendingBits += 8;
    }
    codes[i] = pending & mask;
    pending >>>= bits;
    pendingBits -= bits;
  }
  return codes;
}

/** Bytes that `count` codes take when packed. */
export function packedBytes(count: number, bits: number): number {
  return Math.ceil((count * bits) / 8);
}
