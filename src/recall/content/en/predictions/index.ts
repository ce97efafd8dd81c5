import type { PredictionItem } from '../../prediction';
import { accuracyByBits } from './accuracy-by-bits';
import { accuracyBySparsity } from './accuracy-by-sparsity';
import { decodedLatency } from './decoded-latency';
import { denseSizeBySparsity } from './dense-size-by-sparsity';
import { randomPruning } from './random-pruning';
import { structuredBatch } from './structured-batch';

/** What can be predicted and proved, in the order in which it is offered. */
export const PREDICTIONS: readonly PredictionItem[] = [
  accuracyBySparsity,
  denseSizeBySparsity,
  accuracyByBits,
  randomPruning,
  decodedLatency,
  structuredBatch,
];
