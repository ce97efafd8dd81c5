/** The polynomial of zip, gzip and PNG, its highest power in the lowest bit. */
const POLYNOMIAL = 0xedb88320;

/** The CRC-32 of bytes as zip, gzip and PNG have it (RFC 1952, section 8), 0 to 2³² − 1. */
export function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (let i = 0; i < bytes.length; i++) {
    crc ^= bytes[i]!;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (POLYNOMIAL & -(crc & 1));
  }
  return ~crc >>> 0;
}
