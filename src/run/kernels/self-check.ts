import { fitParameters } from '../../core/quantize/parameters';
import { rangesOf } from '../../core/quantize/ranges';
import { Random } from '../../core/random';
import type { QuantizeStep } from '../../core/steps/quantize';
import type { WeightTensor } from '../../core/tensor';
import { chooseKernels } from './choose-kernels';
import { compressOnCpu } from './reference';

const ROWS = 63;
const COLUMNS = 33;
const CUT = { threshold: 0.25, index: 1000 };
const SCHEMES: QuantizeStep['scheme'][] = ['symmetric', 'asymmetric'];
const BITS = [3, 8];

/**
 * Whether the current backend compresses a probe to the very bits of the CPU's loop. A graphics
 * driver may divide or multiply less exactly than float32 does; its codes would then not be those
 * that the page counts, so such a GPU is not asked to make any.
 */
export function isBitExact(kernelsOf = chooseKernels): boolean {
  const probe = probeTensor();
  const kernels = kernelsOf([probe]);
  try {
    return SCHEMES.every((scheme) =>
      BITS.every((bits) => {
        const parameters = fitParameters(rangesOf(probe.values, COLUMNS), { bits, scheme });
        const [compressed] = kernels.compress([{ cut: CUT, parameters }]);
        const values = compressed!.dataSync();
        compressed!.dispose();
        const expected = compressOnCpu(probe.values, { cut: CUT, parameters });
        return expected.every((value, i) => value === values[i]);
      }),
    );
  } finally {
    kernels.dispose();
  }
}

function probeTensor(): WeightTensor {
  const random = new Random('self-check');
  const values = Float32Array.from({ length: ROWS * COLUMNS }, () => random.uniform(-1, 1));
  return { name: 'probe', shape: [ROWS, COLUMNS], values, channels: COLUMNS };
}
