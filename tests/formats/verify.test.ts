import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifyWeights } from '../../src/formats/verify';

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i * i) % 251);
const card = {
  file: 'weights.bin',
  bytes: 1000,
  sha256: createHash('sha256').update(bytes).digest('hex'),
};

describe('verifyWeights', () => {
  test('accepts the file that the card describes', () => {
    expect(() => verifyWeights(bytes, card)).not.toThrow();
  });

  test('refuses a file of another length, with both lengths', () => {
    expect(() => verifyWeights(bytes.subarray(1), card)).toThrow(
      'The weight file weights.bin has 999 bytes where its card says 1000.',
    );
  });

  test('refuses a file with one bit changed, with both hashes', () => {
    const damaged = bytes.slice();
    damaged[500]! ^= 1;
    expect(() => verifyWeights(damaged, card)).toThrow(
      /is damaged: its SHA-256 is [0-9a-f]{12}…, its card says [0-9a-f]{12}…/,
    );
  });
});
