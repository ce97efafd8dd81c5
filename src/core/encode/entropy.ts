import { countValues } from './counts';
import type { CodedKernel } from './network';
import { toSymbols } from './symbols';

/**
 * The bound n·H in bits for one word a weight, over the symbols that `huffman` writes.
 *
 * @returns undefined for a float32 or float16 kernel: where most weights differ, the table of words
 * outweighs them, and the bound says nothing.
 * @throws RangeError for a weight that the coding has no code for.
 */
export function kernelEntropyBits({
  weights,
  coding,
}: Pick<CodedKernel, 'weights' | 'coding'>): number | undefined {
  const { bits, values } = toSymbols(weights, coding);
  return values instanceof Uint8Array ? entropyBits(countValues(values, 2 ** bits)) : undefined;
}

/**
 * The fewest bits that values drawn independently, as often as counted, take on average:
 * n·H = Σ cᵢ·log₂(n/cᵢ) (Shannon 1948, "A mathematical theory of communication"). What no code of
 * one word a value beats; one that sees the order of the values may.
 */
export function entropyBits(counts: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  let bits = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i]! > 0) bits += counts[i]! * Math.log2(total / counts[i]!);
  }
  return bits;
}
