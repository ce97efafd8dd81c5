import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteReader } from '../../../src/core/encode/bytes';
import { countValues } from '../../../src/core/encode/counts';
import type { Sections } from '../../../src/core/encode/encoding';
import { entropyBits } from '../../../src/core/encode/entropy';
import { huffman } from '../../../src/core/encode/huffman';
import { toSymbols } from '../../../src/core/encode/symbols';
import { quantizedKernel } from './kernels';

const encode = (bits: number, values: Uint8Array) =>
  huffman.encode({ bits, channels: 1, values }) as Sections;

test('a length for every code, then the words, highest bit first: by hand', () => {
  // 0 four times, 1 twice, 2 and 3 once: words 0, 10, 110, 111.
  expect(encode(2, Uint8Array.of(0, 1, 0, 2, 0, 1, 3, 0))).toEqual({
    tables: Uint8Array.of(0x21, 0x33),
    weights: Uint8Array.of(0b0_10_0_110_0, 0b10_111_0_00),
  });
});

test('n·H to n·(H + 1) bits up to a whole byte, and 2^b lengths of 4 bits', () => {
  fc.assert(
    fc.property(quantizedKernel, ({ weights, coding }) => {
      const { bits, values } = toSymbols(weights, coding);
      const encoded = encode(bits, values as Uint8Array);
      const bound = entropyBits(countValues(values as Uint8Array, 2 ** bits));
      expect(encoded.tables).toHaveLength(Math.ceil(2 ** bits / 2));
      expect(8 * encoded.weights.length).toBeGreaterThanOrEqual(bound - 1e-6);
      expect(8 * encoded.weights.length).toBeLessThan(bound + values.length + 8 + 1e-6);
    }),
    { numRuns: 1000 },
  );
});

test('one value alone takes a bit each; no values take the table alone', () => {
  expect(encode(3, new Uint8Array(17).fill(5))).toEqual({
    tables: Uint8Array.of(0, 0, 0x10, 0),
    weights: Uint8Array.of(0, 0, 0),
  });
  expect(encode(3, new Uint8Array(0))).toEqual({
    tables: new Uint8Array(4),
    weights: new Uint8Array(0),
  });
});

test('float32 weights have no table', () => {
  expect(huffman.encode({ bits: 32, channels: 1, values: new Uint32Array(4) })).toBeUndefined();
});

test('words of 15 bits, the longest there are, come back', () => {
  const counts = [1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584];
  const values = Uint8Array.from(counts.flatMap((count, i) => new Array<number>(count).fill(i)));
  const { tables, weights } = encode(5, values);
  expect(tables![0]! & 15).toBe(15);
  const reader = new ByteReader(Uint8Array.from([...tables!, ...weights]));
  expect(huffman.decode(reader, { weights: values.length, channels: 1, bits: 5 })).toEqual(values);
});

describe('streams that no encoder wrote are refused', () => {
  const decode = (weights: number, ...bytes: number[]) =>
    huffman.decode(new ByteReader(Uint8Array.from(bytes)), { weights, channels: 1, bits: 2 });

  test.each([
    ['no words for some weights', 0, [0x00, 0x00]],
    ['words missing', 0.75, [0x21, 0x00]],
    ['two words of two bits', 0.5, [0x22, 0x00]],
    ['too many words', 1.5, [0x11, 0x01]],
  ])('%s', (_, sum, table) => {
    expect(() => decode(1, ...table, 0)).toThrow(
      new RangeError(`The code lengths have a Kraft sum of ${sum}, expected 1.`),
    );
  });

  test('a bit that a single word does not have', () => {
    expect(decode(2, 0x10, 0x00, 0b0000_0000)).toEqual(Uint8Array.of(1, 1));
    expect(() => decode(2, 0x10, 0x00, 0b0100_0000, 0)).toThrow(
      new RangeError('Value 1 of 2 has no word.'),
    );
  });

  test('words that end too soon', () => {
    expect(() => decode(9, 0x11, 0x00, 0)).toThrow(
      'The payload ends after 3 bytes, expected at least 4.',
    );
  });
});
