import { uniformOptions, uniformSteps, type Grid, type SearchLayer } from './options';
import type { Sizes } from './sizes';
import type { Plan, Candidates } from './trials';

/** Bits that most networks just bear: begun with, they leave little to be tried of the others. */
const FIRST_BITS = 4;

/** Uniform steps of which only the sparsity varies, from none up, with about so many bytes. */
type Series = readonly (Plan & { readonly bytes: number })[];

/**
 * Finds the best of all steps that treat every layer alike: one sparsity, ranked in each layer or over
 * all of them, one number of bits and one granularity. More pruned is taken to mean fewer bytes and no
 * better answers, so that each series of sparsities is halved instead of walked along.
 *
 * @throws Spent where no more may be tried.
 */
export async function tryUniform(
  trials: Candidates,
  layers: readonly SearchLayer[],
  { sparsities, bits, granularities }: Grid,
  sizes: Sizes,
): Promise<void> {
  const likely = [...bits].sort((a, b) => Math.abs(a - FIRST_BITS) - Math.abs(b - FIRST_BITS));
  for (const bits of likely) {
    for (const granularity of granularities) {
      for (const scope of ['layer', 'global'] as const) {
        const series = sparsities.map((sparsity) => {
          const option = { sparsity, bits, granularity };
          const options = uniformOptions(layers, option);
          return {
            steps: uniformSteps(option, scope),
            uniform: true,
            // Ranked over all layers, each has another sparsity; all together have about as many bytes.
            options: scope === 'layer' || sparsity === 0 ? options : undefined,
            bytes: sizes.sum(options),
          };
        });
        await trySeries(trials, series);
      }
    }
  }
}

async function trySeries(trials: Candidates, series: Series): Promise<void> {
  const { aim, bestUniform } = trials;
  const limit = aim.kind === 'size' ? aim.bytes : (bestUniform?.bytes ?? Infinity);
  const within = series.findIndex(({ bytes }) => bytes <= limit);
  if (within < 0) return;
  // One before, since these bytes are not quite the true ones.
  const first = Math.max(0, within - 1);
  if (aim.kind === 'size') {
    for (const plan of series.slice(first, within + 2)) {
      if (await trials.try(plan)) return;
    }
    return;
  }
  // The last that keeps the limit.
  let [good, bad] = [first - 1, series.length];
  for (let next = first; bad - good > 1; next = (good + bad) >> 1) {
    if (await trials.try(series[next]!)) good = next;
    else bad = next;
  }
}
