import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader } from '../../../src/core/encode/bytes';
import { RangeDecoder, RangeEncoder, WHOLE } from '../../../src/core/encode/range-coder';

type Coded = [bit: 0 | 1, one: number];

function write(bits: readonly Coded[]): Uint8Array {
  const encoder = new RangeEncoder();
  for (const [bit, one] of bits) encoder.code(one, bit);
  return encoder.finish();
}

const probability = fc.oneof(fc.integer({ min: 1, max: WHOLE - 1 }), fc.constantFrom(1, WHOLE - 1));
const anyBits = fc.array(fc.tuple(fc.constantFrom<0 | 1>(0, 1), probability), { maxLength: 3000 });

test('one bit of probability ½, by hand', () => {
  // The range is 2³² − 1; its half, in whole parts of 2¹⁶, is 65,535 · 32,768.
  expect([...write([[1, WHOLE / 2]])]).toEqual([0, 0, 0, 0]);
  expect([...write([[0, WHOLE / 2]])]).toEqual([0x7f, 0xff, 0x80, 0]);
});

test('bits come back, and the coder ends where it ended', () => {
  fc.assert(
    fc.property(anyBits, (bits) => {
      const reader = new ByteReader(write(bits));
      const decoder = new RangeDecoder(reader);
      for (const [bit, one] of bits) if (decoder.code(one) !== bit) return false;
      decoder.end();
      reader.end();
      return true;
    }),
    { numRuns: 1000 },
  );
});

test('a carry runs through bytes of 255', () => {
  // Bits that come close to the upper end of the range, and then go beyond by a little.
  const bits: Coded[] = [
    ...Array.from({ length: 40 }, (): Coded => [0, WHOLE - 1]),
    ...Array.from({ length: 400 }, (_, i): Coded => [(i % 7 === 0 ? 0 : 1) as 0 | 1, 60_000]),
  ];
  const decoder = new RangeDecoder(new ByteReader(write(bits)));
  expect(bits.map(([, one]) => decoder.code(one))).toEqual(bits.map(([bit]) => bit));
});

test('bits take what their probabilities say, within 1 in 200 and 5 bytes', () => {
  fc.assert(
    fc.property(anyBits, (bits) => {
      const ideal = bits.reduce(
        (sum, [bit, one]) => sum - Math.log2((bit ? one : WHOLE - one) / WHOLE),
        0,
      );
      const written = 8 * write(bits).length;
      expect(written).toBeGreaterThanOrEqual(ideal - 1);
      expect(written).toBeLessThanOrEqual(1.005 * ideal + 40);
    }),
    { numRuns: 1000 },
  );
});

test('bytes that end too early are refused', () => {
  expect(() => new RangeDecoder(new ByteReader(new Uint8Array(3)))).toThrow(RangeError);
  const decoder = new RangeDecoder(new ByteReader(new Uint8Array(4)));
  expect(() => {
    for (let i = 0; i < 100; i++) decoder.code(WHOLE / 2);
  }).toThrow(RangeError);
});

test('an end that no encoder writes is refused with what it is', () => {
  const decoder = new RangeDecoder(new ByteReader(Uint8Array.of(0, 0, 0, 9)));
  expect(decoder.code(WHOLE / 2)).toBe(1);
  expect(() => decoder.end()).toThrow(
    new RangeError('The range coder ends 9 above its range, expected 0.'),
  );
});
