import type { Coding } from '../quantize/coding';
import type { TuningFigures } from '../report';

/** A kernel before or after a training. */
export interface TunedKernel {
  readonly values: Float32Array;
  readonly mask?: Uint8Array;
  readonly coding?: Coding;
}

/** What came of a training: every weight, and how the trainings went. */
export interface TunedWeights {
  readonly kernels: readonly TunedKernel[];
  readonly others: readonly Float32Array[];
  /** This training after those before. */
  readonly tunings: readonly TuningFigures[];
}
