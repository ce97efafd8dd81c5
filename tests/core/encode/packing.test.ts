import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packCodes, packedBytes, unpackCodes } from '../../../src/core/encode/packing';

const packable = fc
  .integer({ min: 0, max: 8 })
  .chain((bits) =>
    fc.tuple(fc.constant(bits), fc.uint8Array({ max: 2 ** bits - 1, maxLength: 300 })),
  );

test('the bytes are one little-endian number: Σ codeᵢ · 2^(i·bits)', () => {
  fc.assert(
    fc.property(packable, ([bits, codes]) => {
      let number = 0n;
      codes.forEach((code, i) => (number += BigInt(code) << BigInt(i * bits)));
      const bytes = Uint8Array.from({ length: Math.ceil((codes.length * bits) / 8) }, (_, k) =>
        Number((number >> BigInt(8 * k)) & 255n),
      );
      expect(packCodes(codes, bits)).toEqual(bytes);
    }),
  );
});

test('unpacking gives the same codes', () => {
  fc.assert(
    fc.property(packable, ([bits, codes]) => {
      expect(unpackCodes(packCodes(codes, bits), bits, codes.length)).toEqual(codes);
    }),
  );
});

test('eight bits a code are the codes themselves', () => {
  const codes = Uint8Array.of(0, 1, 127, 128, 255);
  expect(packCodes(codes, 8)).toEqual(codes);
});

test('three codes of three bits take two bytes, the last filled with zeros', () => {
  expect(packCodes(Uint8Array.of(0b101, 0b011, 0b111), 3)).toEqual(Uint8Array.of(0b11011101, 0b1));
});

test('no codes take no bytes', () => {
  expect(packedBytes(0, 5)).toBe(0);
  expect(packCodes(new Uint8Array(0), 5)).toHaveLength(0);
  expect(unpackCodes(new Uint8Array(0), 5, 0)).toHaveLength(0);
});
