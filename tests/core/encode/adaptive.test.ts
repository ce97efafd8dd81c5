import { expect, test } from 'vitest';
import { adaptive } from '../../../src/core/encode/adaptive';
import { ByteReader } from '../../../src/core/encode/bytes';
import { deflated } from '../../../src/core/encode/deflated';
import type { Encoding, Sections } from '../../../src/core/encode/encoding';
import { relativeHuffman } from '../../../src/core/encode/relative-huffman';
import { Random } from '../../../src/core/random';

const CHANNELS = 100;
const ROWS = 500;

/** Kernels of 3 bits, each weight kept as likely as said, and one of seven symbols then. */
function kernel(kept: (row: number, channel: number) => number) {
  const random = new Random('adaptive');
  const values = Uint8Array.from({ length: ROWS * CHANNELS }, (_, i) =>
    random.next() < kept(Math.floor(i / CHANNELS), i % CHANNELS)
      ? 1 + Math.floor(7 * random.next())
      : 0,
  );
  return { bits: 3, channels: CHANNELS, values };
}

async function bytesOf(encoding: Encoding, symbols: ReturnType<typeof kernel>): Promise<number> {
  const { tables, indices, weights } = (await encoding.encode(symbols)) as Sections;
  return (tables?.length ?? 0) + (indices?.length ?? 0) + weights.length;
}

const decode = (bytes: Uint8Array, weights: number, bits = 3) =>
  adaptive.decode(new ByteReader(bytes), { weights, channels: CHANNELS, bits });

/** Bits of symbols whose chances are known: those of whether each is kept, and of one of seven. */
function entropyBits(kept: (row: number, channel: number) => number): number {
  let bits = 0;
  for (let i = 0; i < ROWS * CHANNELS; i++) {
    const p = kept(Math.floor(i / CHANNELS), i % CHANNELS);
    bits += p * Math.log2(7) - p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
  }
  return bits;
}

test.each<[string, number, (row: number, channel: number) => number]>([
  ['one in fifty', 1.05, () => 0.02],
  ['one in ten', 1.03, () => 0.1],
  ['one in two', 1.02, () => 0.5],
  ['some rows hardly ever', 1.1, (row) => (row % 4 === 0 ? 0.4 : 0.002)],
  ['some channels hardly ever', 1.05, (_, channel) => (channel % 5 === 0 ? 0.5 : 0.002)],
])('kept: %s; within %d of the entropy, told nothing', async (_, most, kept) => {
  const symbols = kernel(kept);
  const bytes = await bytesOf(adaptive, symbols);
  const bound = entropyBits(kept) / 8;
  // What was drawn differs from what is expected by chance.
  expect(bytes).toBeGreaterThan(0.95 * bound);
  expect(bytes).toBeLessThan(most * bound + 20);
  expect(bytes).toBeLessThan(await bytesOf(relativeHuffman, symbols));
  expect(bytes).toBeLessThan(await bytesOf(deflated, symbols));
});

test('float32 weights are left to others', async () => {
  const values = new Uint32Array(4);
  expect(await adaptive.encode({ bits: 32, channels: 1, values })).toBeUndefined();
});

test.each([16, 32])('symbols of %d bits are refused when reading, too', (bits) => {
  expect(() => decode(new Uint8Array(9), 1, bits)).toThrow(
    new RangeError(`Symbols have ${bits} bits, expected 8 or fewer.`),
  );
});

test('a kept weight of the symbol 0 is refused', () => {
  // All bits are 1 where the code is least: the first weight is kept, and of two bits.
  const bytes = new Uint8Array(4);
  expect([...(decode(bytes, 1, 2) as Uint8Array)]).toEqual([3]);
  expect(() => decode(Uint8Array.of(0x7f, 0xff, 0x7f, 0xff), 1, 2)).toThrow(
    new RangeError('A weight that is kept has the symbol 0.'),
  );
});

test('bytes that do not end as the coder does are refused', () => {
  expect(() => decode(Uint8Array.of(0, 0, 0, 1), 1)).toThrow(
    new RangeError('The range coder ends 1 above its range, expected 0.'),
  );
});
