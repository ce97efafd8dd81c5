import { Random, type Seed } from '../random';
import type { ClusterStep } from '../steps/cluster';
import type { Codebook } from './coding';
import { INITIAL_CODES } from './initial-codes';
import { kMeans } from './k-means';
import { keptWeights } from './kept-weights';
import { toNearest } from './nearest';

/** K-means is slow to converge: after so many, 32 codes of a LeNet layer have a tenth to gain. */
const ITERATIONS = 300;

/** How many codes there are in all, zero among them, and where k-means starts. */
export type ClusterParameters = Pick<ClusterStep, 'clusters' | 'init'>;

interface ClusterOptions {
  /** 0 for a pruned weight; left out where none is. */
  readonly mask?: Uint8Array;
  /** Of random initial codes. */
  readonly seed?: Seed;
  /** The most iterations of k-means. */
  readonly iterations?: number;
}

/** Weights that share the values of a codebook. */
export interface Clustered extends Codebook {
  /** Each weight's nearest code, the lower one of two; 0 where it is pruned. */
  readonly weights: Float32Array;
}

/**
 * Weight sharing by k-means (Han et al. 2016, "Deep Compression", section 3) over the weights that
 * are neither pruned nor 0. One code is 0 in any case and stays there, so that pruned weights remain
 * exactly 0; weights near 0 have it, too. The others are placed among the weights and move.
 *
 * Where there are fewer different values than codes, each is a code of its own, and nothing is lost.
 *
 * @param values finite.
 * @returns a codebook of at most `clusters` codes: 0, then the others, ascending.
 */
export function cluster(
  values: Float32Array,
  { clusters, init }: ClusterParameters,
  { mask, seed = 1, iterations = ITERATIONS }: ClusterOptions = {},
): Clustered {
  const kept = keptWeights(values, mask);
  const sorted = nonZero(kept).sort();
  let codes = distinctWithZero(sorted, clusters);
  if (!codes) {
    const initial = INITIAL_CODES[init](sorted, clusters - 1, new Random('cluster', seed));
    codes = kMeans(sorted, Float32Array.of(0, ...initial).sort(), iterations);
  }
  return {
    codebook: Float32Array.of(0, ...codes.filter((code) => code !== 0)),
    weights: toNearest(kept, codes),
  };
}

// `filter` takes thirty times as long.
function nonZero(values: Float32Array): Float32Array {
  const others = new Float32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) others[count++] = values[i]!;
  return others.subarray(0, count);
}

/** The different ones of sorted numbers and 0, ascending; undefined where they are too many. */
function distinctWithZero(sorted: Float32Array, most: number): Float32Array | undefined {
  const distinct = [0];
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue;
    if (distinct.length === most) return undefined;
    distinct.push(sorted[i]!);
  }
  return Float32Array.from(distinct).sort();
}
