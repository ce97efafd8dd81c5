import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader } from '../../../src/core/encode/bytes';
import { countValues } from '../../../src/core/encode/counts';
import type { Sections } from '../../../src/core/encode/encoding';
import { entropyBits } from '../../../src/core/encode/entropy';
import { runsOfZeros, toEntries } from '../../../src/core/encode/gaps';
import { relativeHuffman } from '../../../src/core/encode/relative-huffman';
import { toSymbols } from '../../../src/core/encode/symbols';
import { quantizedKernel } from './kernels';

test('gap bits, both tables, number of entries, gaps and codes: by hand', async () => {
  // Gaps 0, 0, 1, 0 and codes 1, 1, 2, 3.
  const values = Uint8Array.of(1, 1, 0, 2, 3, 0, 0);
  expect(await relativeHuffman.encode({ bits: 2, channels: 7, values })).toEqual({
    tables: Uint8Array.of(3, 0x11, 0, 0, 0, 0x10, 0x22),
    indices: Uint8Array.of(4, 0, 0, 0, 0b0010_0000),
    weights: Uint8Array.of(0b0_0_10_11_00),
  });
});

test('both streams are within n·H and n·(H + 1) bits of their entries, fillers among them', async () => {
  await fc.assert(
    fc.asyncProperty(quantizedKernel, async ({ weights, channels, coding }) => {
      const symbols = { ...toSymbols(weights, coding), channels };
      const encoded = (await relativeHuffman.encode(symbols)) as Sections;
      const gapBits = encoded.tables![0]!;
      const entries = toEntries(symbols, runsOfZeros(symbols.values), gapBits);
      const streams = [
        [entries.gaps, encoded.indices!.length - 4],
        [entries.values as Uint8Array, encoded.weights.length],
      ] as const;
      for (const [values, bytes] of streams) {
        const bound = entropyBits(countValues(values, 256));
        expect(8 * bytes).toBeGreaterThanOrEqual(bound - 1e-6);
        expect(8 * bytes).toBeLessThan(bound + values.length + 8 + 1e-6);
      }
      expect(encoded.tables).toHaveLength(1 + 2 ** gapBits / 2 + Math.ceil(2 ** symbols.bits / 2));
    }),
    { numRuns: 1000 },
  );
});

test('a table is paid for: short runs take 3 bits a gap, long ones more', async () => {
  const gapBits = async (zeros: number) => {
    const values = new Uint8Array(100_000);
    for (let i = zeros; i < values.length; i += zeros + 1) values[i] = 1 + (i % 3);
    const encoded = await relativeHuffman.encode({ bits: 2, channels: 1, values });
    return encoded!.tables![0];
  };
  expect(await Promise.all([1, 7, 8, 40, 200].map(gapBits))).toEqual([3, 3, 4, 6, 8]);
});

test('float32 weights have no table', async () => {
  const values = new Uint32Array(4);
  expect(await relativeHuffman.encode({ bits: 32, channels: 1, values })).toBeUndefined();
});

test.each([
  ['A gap has 9 bits, expected 3 to 8.', [9]],
  [
    'There are 4294967295 entries, expected at most 4.',
    [3, 0x11, 0, 0, 0, 0x11, 0, 255, 255, 255, 255, 0, 0],
  ],
  [
    'Entry 3 is at weight 4, expected below 4.',
    [3, 0x11, 0, 0, 0, 0x11, 0, 4, 0, 0, 0, 0b0001_0000, 0],
  ],
  [
    'The code lengths have a Kraft sum of 0, expected 1.',
    [3, 0, 0, 0, 0, 0x11, 0, 1, 0, 0, 0, 0, 0],
  ],
])('%s', (message, bytes) => {
  const reader = new ByteReader(Uint8Array.from(bytes));
  expect(() => relativeHuffman.decode(reader, { weights: 4, channels: 2, bits: 2 })).toThrow(
    new RangeError(message),
  );
});
