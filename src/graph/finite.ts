import type { ModelFile } from './model-file';
import { splitWeights, toFloat32, type StoredWeight } from './weight-file';

/**
 * Checks that every weight of a model file is a finite number, biases and batch norm's included: with
 * one that is not, a network answers without a word, and wrong.
 *
 * @throws RangeError for the first tensor that has others, with its name and their number; and where
 *   `splitWeights` does.
 */
export function requireFiniteWeights({ weightSpecs, weightData }: ModelFile): void {
  for (const [name, weight] of splitWeights(weightSpecs, weightData)) {
    if (!isFloat(weight)) continue;
    const values = toFloat32(weight);
    const refused = values.reduce((count, value) => count + Number(!Number.isFinite(value)), 0);
    if (refused > 0) {
      throw new RangeError(`${refused} of the ${values.length} weights of ${name} are not finite.`);
    }
  }
}

/** Whether numbers are stored that may be infinite or none; whole numbers can't be. */
function isFloat({ spec: { dtype, quantization } }: StoredWeight): boolean {
  return ['float32', 'float16'].includes(quantization?.dtype ?? dtype);
}
