import { floatBits } from './float-bits';
import { MAX_ENTRIES, ValueIndex } from './value-index';

/** Bits of an index into a codebook of so many values: ⌈log₂K⌉, none where there is but one. */
export function indexBits(entries: number): number {
  return Math.ceil(Math.log2(entries));
}

/** @throws RangeError where a codebook cannot have so many values. */
export function checkEntryCount(entries: number): void {
  if (!(entries >= 1 && entries <= MAX_ENTRIES)) {
    throw new RangeError(`A codebook has ${entries} values, expected 1 to ${MAX_ENTRIES}.`);
  }
}

/**
 * @throws RangeError for no or too many values, where 0 is not the first and only the first, and
 * for values that are alike.
 */
export function checkCodebook(codebook: Float32Array): void {
  checkEntryCount(codebook.length);
  const zeros = codebook.filter((value) => value === 0).length;
  if (!Object.is(codebook[0], 0) || zeros > 1) {
    throw new RangeError(
      `The codebook begins with ${codebook[0]} and has 0 ${zeros} times, expected first and once.`,
    );
  }
  const distinct = new Set(floatBits(codebook)).size;
  if (distinct < codebook.length) {
    throw new RangeError(
      `The codebook has ${distinct} different values, expected ${codebook.length}.`,
    );
  }
}

/**
 * The index of each weight among the values of its codebook. Nothing is lost: `fromIndices` gives
 * the same weights bit for bit, but for −0, which comes back as 0.
 *
 * @throws RangeError for a faulty codebook, and the first weight that is not in it.
 */
export function toIndices(weights: Float32Array, codebook: Float32Array): Uint8Array {
  checkCodebook(codebook);
  const found = new ValueIndex();
  for (const bits of floatBits(codebook)) if (bits !== 0) found.add(bits);
  const indices = new Uint8Array(weights.length);
  const bits = floatBits(weights);
  for (let i = 0; i < bits.length; i++) {
    if (bits[i] === 0) continue;
    const index = found.indexOf(bits[i]!);
    if (index === 0) {
      throw new RangeError(
        `Weight ${i} is ${weights[i]}, which is none of the codebook’s ${codebook.length} values.`,
      );
    }
    indices[i] = index;
  }
  return indices;
}

/**
 * The weights that indices stand for.
 *
 * @throws RangeError for an index beyond the codebook's last.
 */
export function fromIndices(indices: Uint8Array, codebook: Float32Array): Float32Array {
  const weights = new Float32Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (index >= codebook.length) {
      throw new RangeError(`Weight ${i} has index ${index}, expected below ${codebook.length}.`);
    }
    weights[i] = codebook[index]!;
  }
  return weights;
}
