import { engine, type KernelBackend, type Tensor } from '@tensorflow/tfjs-core';
import { maskOf } from '../prune/cut';
import { fromCode, toCode } from '../quantize/code';
import { codeLimits } from '../quantize/parameters';
import type { WeightTensor } from '../tensor';
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
  const compressed = new Float32Array(values.length);
  const mask = maskOf(scores, cut);
  if (!parameters) {
    for (let i = 0; i < values.length; i++) if (mask[i]) compressed[i] = values[i]!;
    return compressed;
  }
  const { scales, zeroPoints = new Uint8Array(scales.length) } = parameters;
  const limits = codeLimits(parameters);
  for (let i = 0, channel = 0; i < values.length; i++) {
    if (mask[i]) {
      const scale = scales[channel]!;
      const zeroPoint = zeroPoints[channel]!;
      compressed[i] = fromCode(toCode(values[i]!, scale, zeroPoint, limits), scale, zeroPoint);
    }
    if (++channel === scales.length) channel = 0;
  }
  return compressed;
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
