import { pruneCount } from '../../src/core/prune/cut';
import { ThresholdIndex } from '../../src/core/prune/threshold-index';
import { compare } from './compare';
import { NETWORKS, randomWeights } from './networks';
import type { Suite } from './suite';

const SPARSITY = 0.9;
const BUDGET_MS = 4_000;

/** The threshold that prunes 90% of all weights by magnitude. */
export const thresholds: Suite = {
  name: 'Find the threshold of 90% global magnitude pruning',
  async *rows() {
    for (const { name, shapes } of NETWORKS) {
      const weights = concatenate(randomWeights(shapes).map(({ values }) => values));
      const count = pruneCount(SPARSITY, weights.length);
      const index = new ThresholdIndex(weights);
      yield* await compare(
        name,
        [
          { name: 'query of the index', run: () => void index.cut(count) },
          { name: 'building the index', run: () => void new ThresholdIndex(weights) },
          { name: 'Float32Array.sort of |w|', run: () => void weights.map(Math.abs).sort() },
          {
            name: 'quickselect of |w|',
            run: () => void quickselect(weights.map(Math.abs), count - 1),
          },
        ],
        BUDGET_MS,
      );
    }
  },
};

/** The value at position k of the sorted values, by Hoare's selection; reorders them. */
function quickselect(values: Float32Array, k: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[(left + right) >>> 1]!;
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        [values[i], values[j]] = [values[j]!, values[i]!];
        i++;
        j--;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k]!;
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
