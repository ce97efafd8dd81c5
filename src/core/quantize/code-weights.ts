import type { Seed } from '../random';
import type { Float16Step } from '../steps/float16';
import type { QuantizeStep } from '../steps/quantize';
import type { WeightTensor } from '../tensor';
import { cluster, type ClusterParameters } from './cluster';
import type { Coding } from './coding';
import { FLOAT16_MAX, fromFloat16, roundsToFloat16, toFloat16 } from './float16';
import { keptWeights } from './kept-weights';
import { linearWeights } from './linear';
import { fitParameters } from './parameters';
import { rangesOf } from './ranges';

/** A step that says how weights are coded: on an even grid, by a codebook, or in float16. */
export type CodingStep =
  | Pick<QuantizeStep, 'kind' | 'bits' | 'granularity' | 'scheme'>
  | ({ readonly kind: 'cluster' } & ClusterParameters)
  | Float16Step;

/** Weights that their coding holds exactly. */
export interface CodedWeights {
  readonly weights: Float32Array;
  readonly coding: Coding;
}

/**
 * One tensor's weights after a step. A pruned weight is 0; one that is kept may become 0, too, where
 * 0 is nearest.
 *
 * @param mask 0 for a pruned weight; left out where none is.
 * @param seed of random initial codes.
 * @throws RangeError where weights round beyond float16, naming the tensor and their number.
 */
export function codeWeights(
  { name, values, channels }: Pick<WeightTensor, 'name' | 'values' | 'channels'>,
  step: CodingStep,
  { mask, seed }: { readonly mask?: Uint8Array; readonly seed?: Seed } = {},
): CodedWeights {
  if (step.kind === 'cluster') {
    const { codebook, weights } = cluster(values, step, { mask, seed });
    return { weights, coding: { codebook } };
  }
  const kept = keptWeights(values, mask);
  if (step.kind === 'quantize') {
    const slices = step.granularity === 'channel' ? channels : 1;
    const coding = fitParameters(rangesOf(values, slices, mask), step);
    return { weights: linearWeights(kept, coding), coding };
  }
  checkFloat16(name, kept);
  return { weights: fromFloat16(toFloat16(kept)), coding: 'float16' };
}

function checkFloat16(name: string, weights: Float32Array): void {
  let refused = 0;
  let greatest = 0;
  for (let i = 0; i < weights.length; i++) {
    const magnitude = Math.abs(weights[i]!);
    if (roundsToFloat16(magnitude)) continue;
    refused++;
    greatest = Math.max(greatest, magnitude);
  }
  if (refused > 0) {
    throw new RangeError(
      `${refused} of the ${weights.length} weights of ${name} are beyond float16, which ends at ` +
        `±${FLOAT16_MAX}; the greatest magnitude is ${greatest}.`,
    );
  }
}
