import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader } from '../../../src/core/encode/bytes';
import type { Sections } from '../../../src/core/encode/encoding';
import { countFillers, fromEntries, runsOfZeros, toEntries } from '../../../src/core/encode/gaps';
import { relativeIndex } from '../../../src/core/encode/relative-index';
import { toSymbols } from '../../../src/core/encode/symbols';
import { floatKernel, quantizedKernel } from './kernels';

/** Zeros, but for the given values at the given places. */
function sparse(length: number, kept: Readonly<Record<number, number>>): Uint8Array {
  const values = new Uint8Array(length);
  for (const [place, value] of Object.entries(kept)) values[Number(place)] = value;
  return values;
}

test('the example of Deep Compression’s figure 2: places 1, 4, 15 in 3 bits need one filler', () => {
  const values = sparse(16, { 1: 34, 4: 9, 15: 17 });
  const runs = runsOfZeros(values);
  expect(runs).toEqual(Uint32Array.of(1, 2, 10));
  // 15 is 11 places on from 4: a filler 8 on, then 3.
  expect(toEntries({ bits: 8, values }, runs, 3)).toEqual({
    gaps: Uint8Array.of(1, 2, 7, 2),
    values: Uint8Array.of(34, 9, 0, 17),
  });
});

test('gap bits, number of entries, gaps and codes: by hand', () => {
  const values = sparse(16, { 1: 34, 4: 9, 15: 17 });
  // In 4 bits no filler is needed: 2 + 3 bytes against 2 + 4.
  expect(relativeIndex.encode({ bits: 8, channels: 4, values })).toEqual({
    indices: Uint8Array.of(4, 3, 0, 0, 0, 0x21, 0x0a),
    weights: Uint8Array.of(34, 9, 17),
  });
});

test.each([
  [7, 0],
  [8, 1],
  [15, 1],
  [16, 2],
])('%d zeros before a weight take %d fillers in 3 bits', (zeros, fillers) => {
  expect(countFillers(Uint32Array.of(zeros), 3)).toBe(fillers);
});

/** Fillers counted by walking from weight to weight, a place at a time. */
function walkedFillers(values: ArrayLike<number>, gapBits: number): number {
  let fillers = 0;
  let since = 0;
  let pending = 0;
  for (let i = 0; i < values.length; i++) {
    since++;
    if (values[i] !== 0) {
      fillers += pending;
      pending = since = 0;
    } else if (since === 2 ** gapBits) {
      pending++;
      since = 0;
    }
  }
  return fillers;
}

test('fillers are as many as a walk finds, are zeros, and vanish when read', () => {
  const kernel = fc.oneof(floatKernel, quantizedKernel);
  fc.assert(
    fc.property(kernel, fc.integer({ min: 3, max: 8 }), ({ weights, coding }, gapBits) => {
      const symbols = toSymbols(weights, coding);
      const { bits, values } = symbols;
      const runs = runsOfZeros(values);
      const fillers = walkedFillers(values, gapBits);
      expect(countFillers(runs, gapBits)).toBe(fillers);
      const entries = toEntries(symbols, runs, gapBits);
      expect(entries.values.filter((value) => value === 0)).toHaveLength(fillers);
      expect(entries.gaps.every((gap) => gap < 2 ** gapBits)).toBe(true);
      expect(fromEntries(entries, bits, values.length)).toEqual(values);
    }),
    { numRuns: 1000 },
  );
});

test('5 + ⌈e·g/8⌉ + ⌈e·b/8⌉ bytes, at the g from 3 to 8 that gives the fewest', () => {
  fc.assert(
    fc.property(fc.oneof(floatKernel, quantizedKernel), ({ weights, channels, coding }) => {
      const symbols = { ...toSymbols(weights, coding), channels };
      const kept = symbols.values.filter((value) => value !== 0).length;
      const lengths = [3, 4, 5, 6, 7, 8].map((g) => {
        const e = kept + walkedFillers(symbols.values, g);
        return 5 + Math.ceil((e * g) / 8) + Math.ceil((e * symbols.bits) / 8);
      });
      const encoded = relativeIndex.encode(symbols) as Sections;
      expect(encoded.indices!.length + encoded.weights.length).toBe(Math.min(...lengths));
      expect(encoded.indices![0]).toBe(3 + lengths.indexOf(Math.min(...lengths)));
    }),
    { numRuns: 1000 },
  );
});

test('a kernel of zeros takes five bytes, as does one of no weights', () => {
  for (const length of [0, 100_000]) {
    const kernel = { bits: 8, channels: 1, values: new Uint8Array(length) };
    expect(relativeIndex.encode(kernel)).toEqual({
      indices: Uint8Array.of(3, 0, 0, 0, 0),
      weights: new Uint8Array(0),
    });
  }
});

test.each([
  ['A gap has 2 bits, expected 3 to 8.', [2, 1, 0, 0, 0, 0, 5]],
  ['A gap has 9 bits, expected 3 to 8.', [9, 1, 0, 0, 0, 0, 0, 5]],
  ['There are 4294967295 entries, expected at most 4.', [8, 255, 255, 255, 255]],
  ['Entry 0 is at weight 4, expected below 4.', [8, 1, 0, 0, 0, 4, 5]],
  ['Entry 1 is at weight 4, expected below 4.', [8, 2, 0, 0, 0, 3, 0, 5, 6]],
])('%s', (message, bytes) => {
  const reader = new ByteReader(Uint8Array.from(bytes));
  expect(() => relativeIndex.decode(reader, { weights: 4, channels: 2, bits: 8 })).toThrow(
    new RangeError(message),
  );
});
