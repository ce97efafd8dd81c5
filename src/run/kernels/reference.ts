import { engine, type KernelBackend, type Tensor } from '@tensorflow/tfjs-core';
import { maskOf } from '../../core/prune/cut';
import { keptWeights } from '../../core/quantize/kept-weights';
import { linearWeights } from '../../core/quantize/linear';
import type { WeightTensor } from '../../core/tensor';
import type { Compression, WeightKernels } from './weight-kernels';

/**
 * Prunes and fake-quantizes weights on the CPU, every step rounded to float32. The WebGL program
 * gives the same bits.
 *
 * @param values each 0 or a normal float32: GPUs flush smaller ones, see `normalWeights`.
 * @returns the compressed weights; a pruned one is 0 in every scheme.
 */
export function compressOnCpu(
  values: Float32Array,
  { cut, scores = values, parameters }: Compression,
): Float32Array {
  const kept = keptWeights(values, maskOf(scores, cut));
  return parameters ? linearWeights(kept, parameters) : kept;
}

/** Compresses on the CPU and writes the results to a backend. */
export class ReferenceKernels implements WeightKernels {
  constructor(
    private readonly backend: KernelBackend,
    private readonly tensors: readonly WeightTensor[],
  ) {}

  compress(compressions: readonly Compression[]): Tensor[] {
    return this.tensors.map(({ values, shape }, i) => {
      const compressed = compressOnCpu(values, compressions[i]!);
      return engine().makeTensor(compressed, [...shape], 'float32', this.backend);
    });
  }

  dispose(): void {
    // The weights are the caller's, and nothing else is held.
  }
}
