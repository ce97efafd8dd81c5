import { describe, expect, test } from 'vitest';
import { Masters } from '../../../src/run/kernels/masters';
import type { QuantizeStep } from '../../../src/core/steps/quantize';
import type { PruneStep, UnstructuredMethod } from '../../../src/core/steps/prune';
import { BACKENDS, use } from '../../backend';
import pruning from '../../golden/pruning.json';
import quantization from '../../golden/quantization.json';
import { linearOf } from './linear';

describe.each(BACKENDS)('on %s', (backendName) => {
  const { weights, cases } = quantization['pytorch-fake-quantize'];

  test.each(cases)(
    'PyTorch fake-quantizes $name to the same $bits bits, per $granularity, $scheme',
    async (golden) => {
      await use(backendName);
      const { shape, values } = weights[golden.name as keyof typeof weights];
      const slices = golden.scale.length;
      const masters = new Masters([
        {
          name: golden.name,
          shape,
          values: Float32Array.from(values),
          channels: golden.granularity === 'channel' ? slices : 1,
        },
      ]);
      const { bits, granularity, scheme } = golden;
      const [result] = masters.apply({
        quantize: { kind: 'quantize', bits, granularity, scheme } as QuantizeStep,
      });
      const { scales, zeroPoints } = linearOf(result!);
      expect([...scales]).toEqual(golden.scale);
      expect([...(zeroPoints ?? new Uint8Array(slices))]).toEqual(golden.zeroPoint);

      const dequantized = result!.weights.dataSync() as Float32Array;
      const codes = Array.from(
        dequantized,
        (weight, i) => Math.round(weight / scales[i % slices]!) + golden.zeroPoint[i % slices]!,
      );
      expect(codes).toEqual(golden.codes);
      expect(dequantized).toEqual(Float32Array.from(golden.dequantized));
      result!.weights.dispose();
      masters.dispose();
    },
  );

  // The structured cases of the file are those of `tests/core/prune/structured.test.ts`.
  test.each(pruning.cases.filter(({ method }) => method === 'magnitude'))(
    'PyTorch prunes the same $sparsity by magnitude, scope $scope',
    async ({ method, scope, sparsity, masks }) => {
      await use(backendName);
      const tensors = Object.entries(pruning.weights).map(([name, { shape, values }]) => ({
        name,
        shape,
        values: Float32Array.from(values),
        channels: shape.at(-1)!,
      }));
      const masters = new Masters(tensors);
      const results = masters.apply({
        prune: { kind: 'prune', method, scope, sparsity } as PruneStep<UnstructuredMethod>,
      });
      results.forEach(({ name, weights, mask }, i) => {
        const golden = masks[name as keyof typeof masks];
        expect([...mask!]).toEqual(golden);
        const kept = tensors[i]!.values.map((value, j) => (golden[j] ? value : 0));
        expect(weights.dataSync()).toEqual(kept);
        weights.dispose();
      });
      masters.dispose();
    },
  );
});
