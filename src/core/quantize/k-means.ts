import { boundariesOf } from './nearest';
import { PrefixSums } from './prefix-sums';

/** A cell is the numbers nearest to one code, which stand in a row among the sorted ones. */
interface Cell {
  readonly start: number;
  /** One beyond the last. */
  readonly end: number;
}

/**
 * Codes that stand for numbers with a smaller squared error: k-means in one dimension (Lloyd 1982,
 * "Least squares quantization in PCM"), in which the code 0 stays where it is. In turns, every
 * number is given to its nearest code, the lower one of two, and every code moves to the mean of its
 * numbers, until none moves. The error never rises: a mean is rounded to the nearest float32, and a
 * code without numbers goes where the error of a single number is greatest.
 *
 * @param sorted ascending, without 0, and with at least as many different numbers as codes.
 * @param initial ascending, 0 among them.
 * @param iterations after which to stop in any case.
 */
export function kMeans(
  sorted: Float32Array,
  initial: Float32Array,
  iterations: number,
): Float32Array {
  const sums = new PrefixSums(sorted);
  let codes = initial;
  for (let i = 0; i < iterations; i++) {
    const moved = moveCodes(codes, sorted, sums);
    if (moved.every((code, j) => code === codes[j])) break;
    codes = moved;
  }
  return codes;
}

function moveCodes(codes: Float32Array, sorted: Float32Array, sums: PrefixSums): Float32Array {
  const cells = cellsOf(codes, sorted);
  const moved = codes.slice();
  const held = codes.indexOf(0);
  const unused: number[] = [];
  cells.forEach(({ start, end }, j) => {
    if (j === held) return;
    if (start === end) unused.push(j);
    else moved[j] = sums.mean(start, end);
  });
  if (unused.length === 0) return moved;
  const farthest = farthestNumbers(moved, cells, sorted);
  unused.slice(0, farthest.length).forEach((j, k) => (moved[j] = farthest[k]!));
  return moved.sort();
}

function cellsOf(codes: Float32Array, sorted: Float32Array): Cell[] {
  const ends = Array.from(boundariesOf(codes), (boundary) => countUpTo(sorted, boundary));
  return Array.from(codes, (_, j) => ({ start: ends[j - 1] ?? 0, end: ends[j] ?? sorted.length }));
}

/** The first and last number of each cell where they are not its code, the farthest from it first. */
function farthestNumbers(
  codes: Float32Array,
  cells: readonly Cell[],
  sorted: Float32Array,
): number[] {
  return cells
    .flatMap(({ start, end }, j) => {
      if (start === end) return [];
      const ends = sorted[start] === sorted[end - 1] ? [start] : [start, end - 1];
      return ends.map((i) => ({ number: sorted[i]!, distance: Math.abs(sorted[i]! - codes[j]!) }));
    })
    .filter(({ distance }) => distance > 0)
    .sort((a, b) => b.distance - a.distance)
    .map(({ number }) => number);
}

/** How many of the sorted numbers are at most `limit`. */
function countUpTo(sorted: Float32Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
