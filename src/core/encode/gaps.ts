import { type SymbolValues, zeroValues, type Symbols } from './symbols';

/** Bits that a gap may have. */
const MIN_GAP_BITS = 3;
export const MAX_GAP_BITS = 8;

/** Non-zero symbols and fillers in their order, each with the zeros since the entry before it. */
export interface Entries {
  readonly gaps: Uint8Array;
  readonly values: SymbolValues;
}

/** Before each symbol that is not 0, the number of zeros since the last such one. */
export function runsOfZeros(values: SymbolValues): Uint32Array {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) count++;
  const runs = new Uint32Array(count);
  for (let i = 0, k = 0, start = 0; k < count; i++) {
    if (values[i] !== 0) {
      runs[k++] = i - start;
      start = i + 1;
    }
  }
  return runs;
}

/**
 * Zeros that must be stored as entries since gaps of so many bits end at 2^gapBits − 1: one for
 * each 2^gapBits zeros of a run.
 */
export function countFillers(runs: Uint32Array, gapBits: number): number {
  let fillers = 0;
  for (let k = 0; k < runs.length; k++) fillers += runs[k]! >>> gapBits;
  return fillers;
}

/** The bits a gap that give the fewest bytes, the fewest bits where several do. */
export function cheapestGapBits(bytes: (gapBits: number) => number): number {
  let best = MIN_GAP_BITS;
  let fewest = Infinity;
  for (let gapBits = MIN_GAP_BITS; gapBits <= MAX_GAP_BITS; gapBits++) {
    const length = bytes(gapBits);
    if (length < fewest) {
      fewest = length;
      best = gapBits;
    }
  }
  return best;
}

/** @throws RangeError for bits that no gap has. */
export function checkGapBits(gapBits: number): number {
  if (gapBits < MIN_GAP_BITS || gapBits > MAX_GAP_BITS) {
    throw new RangeError(`A gap has ${gapBits} bits, expected ${MIN_GAP_BITS} to ${MAX_GAP_BITS}.`);
  }
  return gapBits;
}

/** @throws RangeError for more entries than weights. */
export function checkEntries(entries: number, weights: number): number {
  if (entries > weights) {
    throw new RangeError(`There are ${entries} entries, expected at most ${weights}.`);
  }
  return entries;
}

/** Symbols as entries: a run of zeros too long for a gap is broken by fillers, which are zeros. */
export function toEntries({ bits, values }: Symbols, runs: Uint32Array, gapBits: number): Entries {
  const longest = 2 ** gapBits - 1;
  const count = runs.length + countFillers(runs, gapBits);
  const gaps = new Uint8Array(count);
  const kept = zeroValues(bits, count);
  for (let k = 0, entry = 0, position = 0; k < runs.length; k++) {
    const run = runs[k]!;
    for (let fillers = run >>> gapBits; fillers > 0; fillers--) gaps[entry++] = longest;
    gaps[entry] = run & longest;
    position += run;
    kept[entry++] = values[position++]!;
  }
  return { gaps, values: kept };
}

/**
 * The symbols that entries stand for, zeros where there is none.
 *
 * @throws RangeError where an entry would lie beyond the last weight.
 */
export function fromEntries({ gaps, values }: Entries, bits: number, weights: number) {
  const symbols = zeroValues(bits, weights);
  for (let entry = 0, position = 0; entry < gaps.length; entry++, position++) {
    position += gaps[entry]!;
    if (position >= weights) {
      throw new RangeError(`Entry ${entry} is at weight ${position}, expected below ${weights}.`);
    }
    symbols[position] = values[entry]!;
  }
  return symbols;
}
