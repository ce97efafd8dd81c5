import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader } from '../../../src/core/encode/bytes';
import { codebook } from '../../../src/core/encode/codebook';
import type { Sections } from '../../../src/core/encode/encoding';

const floats = (values: Uint32Array) =>
  codebook.encode({ bits: 32, channels: 1, values }) as Sections | undefined;

test('K − 1, the entries as they come after zero, an index a weight: by hand', () => {
  const values = Uint8Array.of(9, 0, 3, 9, 5);
  expect(codebook.encode({ bits: 4, channels: 1, values })).toEqual({
    tables: Uint8Array.of(3, 0x90, 0x53),
    weights: Uint8Array.of(0b01_10_00_01, 0b11),
  });
});

test('n·⌈log₂K⌉ + 32·K bits of float32, zero counted whether it occurs or not, and a byte', () => {
  const palette = fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 32 - 1 }), { maxLength: 40 });
  fc.assert(
    fc.property(palette, fc.boolean(), fc.nat(100), (palette, zero, repeats) => {
      const distinct = zero ? [...palette, 0] : palette;
      const n = distinct.length && distinct.length + repeats;
      const values = Uint32Array.from({ length: n }, (_, i) => distinct[i % distinct.length]!);
      const { tables, weights } = floats(values)!;
      const k = palette.length + 1;
      expect(tables).toHaveLength(1 + 4 * k);
      expect(weights).toHaveLength(Math.ceil((n * Math.ceil(Math.log2(k))) / 8));
    }),
    { numRuns: 1000 },
  );
});

test('255 values besides zero fit, 256 do not', () => {
  const upTo = (last: number) => Uint32Array.from({ length: last + 1 }, (_, i) => i << 20);
  expect(floats(upTo(255))!.tables).toHaveLength(1 + 4 * 256);
  expect(floats(upTo(256))).toBeUndefined();
  expect(floats(upTo(256).subarray(1))).toBeUndefined();
});

test('values that collide in every low bit are told apart', () => {
  const values = Uint32Array.from({ length: 255 }, (_, i) => (i + 1) * 2 ** 24);
  const { tables, weights } = floats(values)!;
  const reader = new ByteReader(Uint8Array.from([...tables!, ...weights]));
  expect(codebook.decode(reader, { weights: 255, channels: 1, bits: 32 })).toEqual(values);
});

test('zeros alone take no bits a weight', () => {
  expect(codebook.encode({ bits: 8, channels: 1, values: new Uint8Array(1000) })).toEqual({
    tables: Uint8Array.of(0, 0),
    weights: new Uint8Array(0),
  });
});

test.each([
  ['The codebook begins with 1, expected 0.', [1, 1, 5, 0]],
  ['Weight 1 has index 3, expected below 3.', [2, 0, 5, 6, 0b1101]],
])('%s', (message, bytes) => {
  const reader = new ByteReader(Uint8Array.from(bytes));
  expect(() => codebook.decode(reader, { weights: 2, channels: 1, bits: 8 })).toThrow(
    new RangeError(message),
  );
});
