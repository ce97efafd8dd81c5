/** The longest code word in bits, as in deflate (RFC 1951): a length fits in 4 bits. */
export const MAX_LENGTH = 15;

/**
 * The lengths in bits of the prefix code that writes values, as often as counted, in the fewest
 * bits: Huffman's, but with no word over `MAX_LENGTH`, by package-merge (Larmore and Hirschberg
 * 1990, "A fast algorithm for optimal length-limited Huffman codes"). 0 for a value that does not
 * occur. A single value has a word of one bit, as in deflate.
 *
 * @param counts of at most 2^MAX_LENGTH values.
 */
export function codeLengths(counts: ArrayLike<number>): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  const symbols: number[] = [];
  for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) symbols.push(i);
  if (symbols.length === 1) lengths[symbols[0]!] = 1;
  if (symbols.length < 2) return lengths;
  symbols.sort((a, b) => counts[a]! - counts[b]!);

  // Each level is a sorted list of single values and of pairs from the level before.
  const levels: { weight: number; single: boolean }[][] = [];
  const singles = symbols.map((symbol) => ({ weight: counts[symbol]!, single: true }));
  for (let level = 0; level < MAX_LENGTH; level++) {
    levels.push(
      [...singles, ...pairs(levels[level - 1] ?? [])].sort((a, b) => a.weight - b.weight),
    );
  }
  // Of the last level 2m − 2 items are taken. A value is a bit longer for each level it is taken in.
  let taken = 2 * symbols.length - 2;
  for (const level of levels.reverse()) {
    const values = level.slice(0, taken).filter(({ single }) => single).length;
    for (let i = 0; i < values; i++) lengths[symbols[i]!]!++;
    taken = 2 * (taken - values);
  }
  return lengths;
}

/**
 * The canonical code of given lengths (RFC 1951, 3.2.2): shorter words are less, and words of one
 * length count upwards with their values. 0 for a value without a word.
 */
export function canonicalCodes(lengths: Uint8Array): Uint16Array {
  const next = firstCodes(countLengths(lengths));
  return Uint16Array.from(lengths, (length) => (length === 0 ? 0 : next[length]!++));
}

/** How many words there are of each length; 0 of length 0. */
export function countLengths(lengths: Uint8Array): Uint16Array {
  const counts = new Uint16Array(MAX_LENGTH + 1);
  for (const length of lengths) if (length > 0) counts[length]!++;
  return counts;
}

/** The least word of each length. */
export function firstCodes(lengthCounts: Uint16Array): Uint16Array {
  const first = new Uint16Array(MAX_LENGTH + 1);
  for (let length = 1; length <= MAX_LENGTH; length++) {
    first[length] = (first[length - 1]! + lengthCounts[length - 1]!) << 1;
  }
  return first;
}

/** Σ 2^−length over the words: 1 for a complete code, more where words begin one another. */
export function kraftSum(lengths: Uint8Array): number {
  return lengths.reduce((sum, length) => (length > 0 ? sum + 2 ** -length : sum), 0);
}

function pairs(items: readonly { weight: number }[]) {
  return Array.from({ length: items.length >> 1 }, (_, i) => ({
    weight: items[2 * i]!.weight + items[2 * i + 1]!.weight,
    single: false,
  }));
}
