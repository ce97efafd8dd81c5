import { MIN_NORMAL } from '../../core/prune/float32';
import type { WeightTensor } from '../../core/tensor';
import { packingOf } from './texels';

/**
 * The greatest magnitude of a weight. Up to here a range, a scale, the scale's reciprocal and every
 * product of the kernels are normal float32 numbers on every GPU.
 */
const MAX_WEIGHT = 2 ** 125;

/**
 * A copy of a tensor's weights with those below the least normal float32 set to 0, as GPUs do.
 *
 * @throws RangeError where the shape doesn't fit the values or the channels, and where weights are
 * not finite or beyond `MAX_WEIGHT`, naming the tensor and their number.
 */
export function normalWeights({ name, shape, values, channels }: WeightTensor): Float32Array {
  const sized = shape.reduce((product, dimension) => product * dimension, 1);
  if (shape.length < 1 || shape.length > 4 || sized !== values.length) {
    throw new RangeError(
      `${name} needs 1 to 4 dimensions that hold ${values.length} weights; got [${shape.join(', ')}].`,
    );
  }
  const { rows, columns } = packingOf(shape);
  const possible = [1, columns, rows * columns];
  if (!possible.includes(channels)) {
    throw new RangeError(
      `${name} [${shape.join(', ')}] can have ${possible.join(' or ')} channels; got ${channels}.`,
    );
  }
  let refused = 0;
  const normal = values.map((value) => {
    const magnitude = Math.abs(value);
    if (!(magnitude <= MAX_WEIGHT)) refused++;
    return magnitude < MIN_NORMAL ? 0 : value;
  });
  if (refused > 0) {
    throw new RangeError(
      `${refused} of the ${values.length} weights of ${name} are not finite, or beyond ` +
        `${MAX_WEIGHT.toPrecision(3)} in magnitude.`,
    );
  }
  return normal;
}
