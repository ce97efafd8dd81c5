import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader, concatenate } from '../../../src/core/encode/bytes';
import { csr } from '../../../src/core/encode/csr';
import type { Sections } from '../../../src/core/encode/encoding';

/** rows × channels symbols, those at the given places being 1. */
function ones(rows: number, channels: number, places: readonly number[]) {
  const values = new Uint8Array(rows * channels);
  for (const place of places) values[place] = 1;
  return { bits: 8, channels, values };
}

const bytesOf = (sections: Sections) => concatenate([sections.indices!, sections.weights]);

test('pointer bytes, pointers, columns, codes: by hand', () => {
  // 0 5 0
  // 0 0 0
  // 6 0 7
  const values = Uint8Array.of(0, 5, 0, 0, 0, 0, 6, 0, 7);
  expect(csr.encode({ bits: 8, channels: 3, values })).toEqual({
    indices: Uint8Array.of(1, 0, 1, 1, 3, 1, 0, 2),
    weights: Uint8Array.of(5, 6, 7),
  });
});

test.each([
  // z fits a byte up to 255 and two up to 65,535; a column's bytes depend on the width alone.
  { rows: 2, channels: 256, entries: 255, p: 1, c: 1 },
  { rows: 2, channels: 256, entries: 256, p: 2, c: 1 },
  { rows: 2, channels: 257, entries: 255, p: 1, c: 2 },
  { rows: 300, channels: 300, entries: 65_535, p: 2, c: 2 },
  { rows: 300, channels: 300, entries: 65_536, p: 4, c: 2 },
  { rows: 1, channels: 65_536, entries: 3, p: 1, c: 2 },
  { rows: 1, channels: 65_537, entries: 3, p: 1, c: 4 },
])(
  '$rows × $channels with $entries entries: $p bytes a pointer, $c a column',
  ({ rows, channels, entries, p, c }) => {
    const places = Array.from({ length: entries }, (_, i) => rows * channels - 1 - i);
    const kernel = ones(rows, channels, places);
    const bytes = bytesOf(csr.encode(kernel) as Sections);
    expect(bytes).toHaveLength(1 + (rows + 1) * p + entries * c + entries);
    const layout = { weights: kernel.values.length, channels, bits: 8 };
    expect(csr.decode(new ByteReader(bytes), layout)).toEqual(kernel.values);
  },
);

test('1 + (rows + 1)·p + z·c + ⌈z·b/8⌉ bytes', () => {
  const matrix = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 2, max: 8 }))
    .chain(([channels, bits]) =>
      fc
        .array(fc.oneof(fc.constant(0), fc.nat(2 ** bits - 1)), { maxLength: 400 })
        .map((values) => ({
          bits,
          channels,
          values: Uint8Array.from(values.slice(0, values.length - (values.length % channels))),
        })),
    );
  fc.assert(
    fc.property(matrix, (kernel) => {
      const { bits, channels, values } = kernel;
      const z = values.filter((value) => value !== 0).length;
      const p = z < 256 ? 1 : 2;
      expect(bytesOf(csr.encode(kernel) as Sections)).toHaveLength(
        1 + (values.length / channels + 1) * p + z + Math.ceil((z * bits) / 8),
      );
    }),
    { numRuns: 1000 },
  );
});

test('weights that fill no whole rows are refused', () => {
  const values = new Uint8Array(7);
  for (const channels of [3, 0, -1, 0.5, NaN, Infinity]) {
    const message = `7 weights are not in whole rows of ${channels} channels.`;
    expect(() => csr.encode({ bits: 8, channels, values })).toThrow(new RangeError(message));
  }
});

test.each([
  ['An index has 3 bytes, expected 1, 2 or 4.', [3, 0, 1, 1, 0, 5]],
  ['The row pointers go from 1 to 1, expected 0 to at most 4.', [1, 1, 1, 1, 0, 5]],
  ['The row pointers go from 0 to 5, expected 0 to at most 4.', [1, 0, 1, 5, 0, 5]],
  ['Row 0 is from entry 0 to 2 of 1, expected in order.', [1, 0, 2, 1, 0, 5]],
  ['Entry 0 is in column 2, expected below 2.', [1, 0, 1, 1, 2, 5]],
  ['The payload ends after 5 bytes, expected at least 6.', [1, 0, 1, 1, 0]],
])('%s', (message, bytes) => {
  const reader = new ByteReader(Uint8Array.from(bytes));
  expect(() => csr.decode(reader, { weights: 4, channels: 2, bits: 8 })).toThrow(
    new RangeError(message),
  );
});

test('the bytes of which the refused ones differ are read', () => {
  const reader = new ByteReader(Uint8Array.of(1, 0, 1, 1, 0, 5));
  expect(csr.decode(reader, { weights: 4, channels: 2, bits: 8 })).toEqual(
    Uint8Array.of(5, 0, 0, 0),
  );
});
