import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * Checks that a weight file is the one its card describes, before anything reads it.
 * Throws an error that shows both lengths, or both hashes, where it is not.
 */
export function verifyWeights(
  bytes: Uint8Array,
  card: { readonly file: string; readonly bytes: number; readonly sha256: string },
): void {
  if (bytes.length !== card.bytes) {
    throw new Error(
      `The weight file ${card.file} has ${bytes.length} bytes where its card says ${card.bytes}.`,
    );
  }
  const hash = bytesToHex(sha256(bytes));
  if (hash !== card.sha256) {
    throw new Error(
      `The weight file ${card.file} is damaged: its SHA-256 is ${hash.slice(0, 12)}…, ` +
        `its card says ${card.sha256.slice(0, 12)}….`,
    );
  }
}
