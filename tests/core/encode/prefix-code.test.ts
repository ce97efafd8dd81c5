import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entropyBits } from '../../../src/core/encode/entropy';
import {
  canonicalCodes,
  codeLengths,
  kraftSum,
  MAX_LENGTH,
} from '../../../src/core/encode/prefix-code';

/** Counts even and skewed, up to where words would be far longer than the limit. */
const counts = fc.oneof(
  fc.array(fc.nat(100), { maxLength: 256 }),
  fc.array(
    fc.integer({ min: 0, max: 40 }).map((exponent) => 2 ** exponent),
    { maxLength: 256 },
  ),
  fc.array(fc.nat(2 ** 31), { minLength: 2, maxLength: 12 }),
);

const used = (counts: readonly number[]) => counts.filter((count) => count > 0).length;
const cost = (counts: readonly number[], lengths: ArrayLike<number>) =>
  counts.reduce((bits, count, i) => bits + count * lengths[i]!, 0);

/** Fibonacci numbers, whose Huffman code has the longest words. */
function fibonacci(length: number): number[] {
  const numbers = [1, 1];
  while (numbers.length < length) numbers.push(numbers.at(-1)! + numbers.at(-2)!);
  return numbers;
}

/** The fewest bits of any prefix code up to a length, by trying every shape a code tree can have. */
function fewestBits(counts: readonly number[], maxLength: number): number {
  const sorted = counts.filter((count) => count > 0).sort((a, b) => b - a);
  const search = (depth: number, nodes: number, placed: number): number => {
    const left = sorted.length - placed;
    if (nodes === 0) return left === 0 ? 0 : Infinity;
    if (nodes > left || depth > maxLength) return Infinity;
    let best = Infinity;
    let here = 0;
    for (let leaves = 0; leaves <= nodes; leaves++) {
      if (leaves > 0) here += depth * sorted[placed + leaves - 1]!;
      best = Math.min(best, here + search(depth + 1, 2 * (nodes - leaves), placed + leaves));
    }
    return best;
  };
  return search(0, 1, 0);
}

describe('code lengths', () => {
  test('1, 1, 2, 4: the rarest have the longest words', () => {
    expect(codeLengths([1, 1, 2, 4])).toEqual(Uint8Array.of(3, 3, 2, 1));
  });

  test('a value that does not occur has none, a single one a word of one bit', () => {
    expect(codeLengths([])).toEqual(Uint8Array.of());
    expect(codeLengths([0, 0])).toEqual(Uint8Array.of(0, 0));
    expect(codeLengths([0, 9, 0])).toEqual(Uint8Array.of(0, 1, 0));
  });

  test('the code is complete: Kraft’s sum is 1', () => {
    fc.assert(
      fc.property(counts, (counts) => {
        const lengths = codeLengths(counts);
        expect(Array.from(lengths, (length) => length > 0)).toEqual(
          counts.map((count) => count > 0),
        );
        if (used(counts) > 1) expect(kraftSum(lengths)).toBe(1);
        expect(Math.max(0, ...lengths)).toBeLessThanOrEqual(MAX_LENGTH);
      }),
      { numRuns: 1000 },
    );
  });

  test('between n·H and n·(H + 1) bits, limited or not', () => {
    fc.assert(
      fc.property(counts, (counts) => {
        const n = counts.reduce((sum, count) => sum + count, 0);
        const bits = cost(counts, codeLengths(counts));
        const bound = entropyBits(counts);
        expect(bits).toBeGreaterThanOrEqual(bound * (1 - 1e-12));
        expect(bits).toBeLessThanOrEqual((bound + n) * (1 + 1e-12));
      }),
      { numRuns: 1000 },
    );
  });

  test('no prefix code takes fewer bits', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(9), fc.nat(1e6)), { maxLength: 10 }), (counts) => {
        fc.pre(used(counts) > 1);
        expect(cost(counts, codeLengths(counts))).toBe(fewestBits(counts, MAX_LENGTH));
      }),
      { numRuns: 1000 },
    );
  });

  test('nor where the limit shortens words: 18 Fibonacci numbers, 17 bits without it', () => {
    const counts = fibonacci(18);
    const limited = cost(counts, codeLengths(counts));
    expect(limited).toBe(fewestBits(counts, MAX_LENGTH));
    expect(limited).toBeGreaterThan(fewestBits(counts, 17));
  });

  test('256 values, one of them nearly always: still within n·(H + 1)', () => {
    const counts = [1e9, ...new Array<number>(255).fill(1)];
    const n = 1e9 + 255;
    expect(cost(counts, codeLengths(counts))).toBeLessThanOrEqual(entropyBits(counts) + n);
  });
});

describe('canonical codes', () => {
  test('the example of RFC 1951, 3.2.2', () => {
    expect(canonicalCodes(Uint8Array.of(3, 3, 3, 3, 3, 2, 4, 4))).toEqual(
      Uint16Array.of(0b010, 0b011, 0b100, 0b101, 0b110, 0b00, 0b1110, 0b1111),
    );
  });

  test('no word begins another', () => {
    fc.assert(
      fc.property(counts, (counts) => {
        const lengths = codeLengths(counts);
        const words = Array.from(canonicalCodes(lengths), (code, i) =>
          lengths[i] === 0 ? '' : code.toString(2).padStart(lengths[i]!, '0'),
        )
          .filter((word) => word !== '')
          .sort();
        // Sorted, a word that begins others is followed by one of them.
        for (let i = 1; i < words.length; i++) {
          expect(words[i]!.startsWith(words[i - 1]!)).toBe(false);
        }
        words.forEach((word) => expect(word.length).toBeLessThanOrEqual(MAX_LENGTH));
      }),
      { numRuns: 1000 },
    );
  });
});
