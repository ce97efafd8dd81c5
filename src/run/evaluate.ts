import { tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Network } from './network';

/**
 * Images in one pass. Fixed, since a new batch size compiles new programs; large, since launches
 * cost more than arithmetic; and small enough that a run can be cancelled between batches.
 */
export const EVALUATION_BATCH = 250;

/** Thrown where a network answers with something else than finite numbers. */
export class NotFinite extends Error {
  override readonly name = 'NotFinite';
}

/**
 * The predicted class of every image, first of equals. Awaits `between` before each batch, which may
 * throw to cancel.
 *
 * @param hear called with the logits of each image, which are not to be kept.
 * @throws NotFinite where the network gives an output that is not a finite number.
 */
export async function predict(
  network: Pick<Network, 'logits'>,
  batches: readonly Tensor4D[],
  between: () => Promise<void>,
  hear?: (logits: Float32Array, image: number) => void,
): Promise<Uint8Array> {
  const predictions: number[] = [];
  for (const batch of batches) {
    await between();
    const logits = tidy(() => network.logits(batch));
    const classes = logits.shape.at(-1)!;
    const values = logits.dataSync<'float32'>();
    logits.dispose();
    const first = predictions.length;
    predictions.push(...predictedClasses(values, classes, first));
    for (let i = first; hear && i < predictions.length; i++) {
      hear(values.subarray((i - first) * classes, (i - first + 1) * classes), i);
    }
  }
  return Uint8Array.from(predictions);
}

/**
 * The predicted class of each row of logits, first of equals.
 *
 * @param first the number of the first row's image, for the error.
 * @throws NotFinite where a logit is not a finite number.
 */
export function predictedClasses(
  logits: ArrayLike<number> & { subarray(from: number, to: number): ArrayLike<number> },
  classes: number,
  first: number,
): number[] {
  return Array.from({ length: logits.length / classes }, (_, row) =>
    indexOfLargest(logits.subarray(row * classes, (row + 1) * classes), first + row),
  );
}

function indexOfLargest(logits: ArrayLike<number>, image: number): number {
  let best = 0;
  for (let i = 0; i < logits.length; i++) {
    if (!Number.isFinite(logits[i])) {
      throw new NotFinite(
        `The network answers image ${image} with ${logits[i]}, not with a number.`,
      );
    }
    if (logits[i]! > logits[best]!) best = i;
  }
  return best;
}
