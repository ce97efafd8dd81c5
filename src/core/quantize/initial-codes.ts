import type { Random } from '../random';
import type { ClusterStep } from '../steps/cluster';

/** Places `count` codes, at least one, among sorted numbers, at least as many. Ascending. */
type InitialCodes = (sorted: Float32Array, count: number, random: Random) => Float32Array;

/**
 * Where k-means starts (Han et al. 2016, "Deep Compression", section 3.2): equally spaced from the
 * least number to the greatest, a single code at the least; at equal steps of the cumulative
 * distribution; or at numbers drawn at random, each at most once, which is Forgy's way.
 */
export const INITIAL_CODES: Readonly<Record<ClusterStep['init'], InitialCodes>> = {
  linear(sorted, count) {
    const [least, greatest] = [sorted[0]!, sorted.at(-1)!];
    return Float32Array.from({ length: count }, (_, j) => {
      const share = j / Math.max(count - 1, 1);
      return least * (1 - share) + greatest * share;
    });
  },

  density(sorted, count) {
    const place = (j: number) => Math.floor(((2 * j + 1) * sorted.length) / (2 * count));
    return Float32Array.from({ length: count }, (_, j) => sorted[place(j)]!);
  },

  random(sorted, count, random) {
    // Floyd's way of drawing without putting back (Bentley 1987, "A sample of brilliance").
    const drawn = new Set<number>();
    for (let last = sorted.length - count; last < sorted.length; last++) {
      const place = random.integer(last + 1);
      drawn.add(drawn.has(place) ? last : place);
    }
    return Float32Array.from(drawn, (place) => sorted[place]!).sort();
  },
};
