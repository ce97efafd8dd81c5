import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Encoding } from '../../../src/core/encode/encoding';
import { encodings } from '../../../src/core/encode/encodings';
import { sizeLedger, type SizeRow } from '../../../src/core/encode/ledger';
import { smallestRow } from '../../../src/core/encode/smallest-row';
import { encodeNetwork } from '../../../src/core/encode/network';
import type { Coding } from '../../../src/core/quantize/coding';
import { network, whole } from './kernels';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test('each encoding that holds the network has a row: its real length, the sum of its parts', async () => {
  await fc.assert(
    fc.asyncProperty(network, async (network) => {
      const rows = await sizeLedger(network);
      const lengths = new Map<string, number>();
      for (const [name, encoding] of Object.entries<Encoding>(encodings)) {
        const bytes = await encodeNetwork(network, encoding);
        if (bytes) lengths.set(name, bytes.length);
      }
      expect(new Map(rows.map(({ encoding, bytes }) => [encoding, bytes]))).toEqual(lengths);
      for (const { bytes, parts, kernels } of rows) {
        expect(sum(Object.values(parts))).toBe(bytes);
        expect(kernels).toHaveLength(network.kernels.length);
        expect(sum(kernels.flatMap((kernel) => Object.values(kernel))) + parts.biases).toBe(bytes);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a small network by hand', async () => {
  const coding = {
    bits: 4,
    scales: Float32Array.of(1, 2),
    zeroPoints: Uint8Array.of(8, 3),
  };
  const kernel = { weights: Float32Array.of(0, 2, -3, 0, 0, 0, 0, 4), channels: 2, coding };
  const rows = await sizeLedger({ kernels: [kernel], biases: [new Float32Array(2)] });
  const parts = Object.fromEntries(rows.map((row) => [row.encoding, row.parts]));
  const shared = { scales: 10, biases: 8 };
  expect(parts).toMatchObject({
    dense: { weights: 4, indices: 0, tables: 0, ...shared },
    bitmask: { weights: 2, indices: 1, tables: 0, ...shared },
    csr: { weights: 2, indices: 1 + 5 + 3, tables: 0, ...shared },
    relativeIndex: { weights: 2, indices: 5 + 2, tables: 0, ...shared },
    // Zero, 1, −3 and 2 are four entries of 4 bits, and 2 bits a weight.
    codebook: { weights: 2, indices: 0, tables: 1 + 2, ...shared },
    // Five zeros of one bit, and words of 2, 3 and 3.
    huffman: { weights: 2, indices: 0, tables: 8, ...shared },
  });
  expect(smallestRow(rows).encoding).toBe('bitmask');
});

test('a codebook is a table of 32 bits a value, and float16 is two bytes a weight', async () => {
  const weights = Float32Array.of(0.5, 0, 0, -2, 0.5, 0, 0, 0, 0.5);
  const partsOf = async (coding: Coding) => {
    const rows = await sizeLedger({ kernels: [{ weights, channels: 3, coding }], biases: [] });
    return Object.fromEntries(rows.map((row) => [row.encoding, row.parts]));
  };
  const none = { scales: 0, biases: 0 };
  const codebook = await partsOf({ codebook: Float32Array.of(0, -2, 0.5) });
  expect(codebook).toMatchObject({
    // Nine indices of two bits, and three values.
    dense: { weights: 3, indices: 0, tables: 12, ...none },
    bitmask: { weights: 1, indices: 2, tables: 12, ...none },
    codebook: { weights: 3, indices: 0, tables: 12 + 1 + 1, ...none },
    // Words of one bit for five zeros, of two for the others.
    huffman: { weights: 2, indices: 0, tables: 12 + 2, ...none },
  });
  const float16 = await partsOf('float16');
  expect(float16).toMatchObject({
    dense: { weights: 18, indices: 0, tables: 0, ...none },
    bitmask: { weights: 8, indices: 2, tables: 0, ...none },
    codebook: { weights: 3, indices: 0, tables: 1 + 6, ...none },
  });
  expect(float16).not.toHaveProperty('huffman');
});

test('fewer encodings have the rows that they have among all, in the order asked for', async () => {
  const weights = Float32Array.from({ length: 300 }, (_, i) => Math.sqrt(i));
  const network = { kernels: [{ weights, channels: 3 }], biases: [new Float32Array(2)] };
  const all = new Map((await sizeLedger(network)).map((row) => [row.encoding, row]));
  const fractions: number[] = [];
  const names = ['deflate', 'dense'] as const;
  const rows = await sizeLedger(network, (done) => fractions.push(done), names);
  expect(rows).toEqual(names.map((name) => all.get(name)));
  expect(fractions.at(-1)).toBe(1);
});

test('float32 kernels have no Huffman rows, and the rows keep their order', async () => {
  const weights = Float32Array.from({ length: 300 }, (_, i) => Math.sqrt(i));
  const names = async (kernels: Parameters<typeof sizeLedger>[0]['kernels']) =>
    (await sizeLedger({ kernels, biases: [] })).map(({ encoding }) => encoding);
  expect(await names([{ weights, channels: 3 }])).toEqual([
    'dense',
    'bitmask',
    'csr',
    'relativeIndex',
    'deflate',
  ]);
  const quantized = whole(8, 1, [1, 2, 3]);
  expect(await names([quantized])).toEqual(Object.keys(encodings));
  expect(await names([quantized, { weights, channels: 3 }])).not.toContain('huffman');
});

test('a network without kernels is its biases, in every encoding', async () => {
  const rows = await sizeLedger({ kernels: [], biases: [new Float32Array(3)] });
  expect(rows.map(({ bytes }) => bytes)).toEqual(Object.keys(encodings).map(() => 12));
});

test('progress rises to 1, kernel by kernel by their weights', async () => {
  const kernels = [whole(8, 1, [1, 2, 3]), whole(8, 1, [4])];
  const fractions: number[] = [];
  await sizeLedger({ kernels, biases: [] }, (done) => fractions.push(done));
  const count = 2 * Object.keys(encodings).length;
  expect(new Set(fractions).size).toBe(count);
  expect(fractions).toContain(0.75);
  expect(fractions.at(-1)).toBe(1);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
});

test('progress of a network without weights is 1', async () => {
  await sizeLedger({ kernels: [whole(8, 1, [])], biases: [] }, (done) => expect(done).toBe(1));
});

test('what is thrown in between ends the count at once', async () => {
  const controller = new AbortController();
  const reason = new Error('another recipe');
  let calls = 0;
  const counted = sizeLedger({ kernels: [whole(8, 1, [1])], biases: [] }, async () => {
    if (++calls === 3) controller.abort(reason);
    await Promise.resolve();
    controller.signal.throwIfAborted();
  });
  await expect(counted).rejects.toBe(reason);
  expect(calls).toBe(3);
});

test('of rows of equal length the first is the smallest', () => {
  const row = (encoding: SizeRow['encoding'], bytes: number): SizeRow => ({
    encoding,
    bytes,
    parts: { weights: bytes, indices: 0, scales: 0, tables: 0, biases: 0 },
    kernels: [],
  });
  const rows = [row('dense', 5), row('csr', 3), row('bitmask', 3)];
  expect(smallestRow(rows).encoding).toBe('csr');
});

test('faulty kernels are refused', async () => {
  const refused = (kernel: Parameters<typeof sizeLedger>[0]['kernels'][number]) =>
    expect(sizeLedger({ kernels: [kernel], biases: [] })).rejects;
  await refused({ weights: new Float32Array(7), channels: 2 }).toThrow(
    new RangeError('7 weights are not in whole rows of 2 channels.'),
  );
  await refused(whole(9, 1, [0])).toThrow(new RangeError('Codes have 9 bits, expected 2 to 8.'));
  await refused(whole(8, 1, [0.5])).toThrow(RangeError);
});
