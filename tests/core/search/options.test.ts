import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pruneMasks } from '../../../src/core/prune/prune-masks';
import { stepOfLayer } from '../../../src/core/quantize/step-of-layer';
import { stepOf, type Step } from '../../../src/core/recipe';
import {
  GRID,
  layerSteps,
  optionsOf,
  pruneAlone,
  quantizeAlone,
  someOf,
  uniformOptions,
  uniformSteps,
} from '../../../src/core/search/options';
import { formatStep, readStep } from '../../../src/core/step-text';
import type { UnstructuredMethod, PruneStep } from '../../../src/core/steps/prune';

const LAYERS = [
  { name: 'conv', depthwise: false },
  { name: 'dw', depthwise: true },
  { name: 'constructor', depthwise: false },
  { name: 'fc', depthwise: false },
];
const options = fc.array(fc.constantFrom(...optionsOf(GRID)), { minLength: 4, maxLength: 4 });

/** Weights of each layer that steps leave. */
function keptBy(steps: readonly Step[]): number[] {
  const prune = stepOf({ model: '', steps }, 'prune') as PruneStep<UnstructuredMethod> | undefined;
  const values = Float32Array.from({ length: 100 }, (_, i) => i + 1);
  const tensors = LAYERS.map((layer) => ({ ...layer, shape: [10, 10], channels: 10, values }));
  if (!prune) return tensors.map(() => 100);
  return pruneMasks(tensors, prune).map((mask) => mask.reduce((sum, bit) => sum + bit, 0));
}

test('steps give each layer just the option that it was to have, depthwise layers too', () => {
  fc.assert(
    fc.property(options, (own) => {
      const steps = layerSteps(LAYERS, own);
      expect(keptBy(steps)).toEqual(own.map(({ sparsity }) => 100 - Math.round(100 * sparsity)));
      const quantize = stepOf({ model: '', steps }, 'quantize')!;
      LAYERS.forEach(({ name }, i) =>
        expect(stepOfLayer(quantize, name)).toMatchObject({
          bits: own[i]!.bits,
          granularity: own[i]!.granularity,
        }),
      );
    }),
  );
});

test('steps come back from a link', () => {
  fc.assert(
    fc.property(options, (own) => {
      for (const step of layerSteps(LAYERS, own)) {
        expect(readStep(formatStep(step))).toEqual({ step, problems: [] });
      }
    }),
  );
});

test('the same for all layers is said in the same steps, layer by layer or not', () => {
  for (const option of optionsOf(GRID)) {
    expect(layerSteps(LAYERS, uniformOptions(LAYERS, option))).toEqual(
      uniformSteps(option, 'layer'),
    );
  }
});

test('one layer alone is pruned, or quantized', () => {
  expect(keptBy(pruneAlone(LAYERS[1]!, 0.3))).toEqual([100, 70, 100, 100]);
  const steps = quantizeAlone(LAYERS, LAYERS[2]!, { bits: 3, granularity: 'tensor' });
  const quantize = stepOf({ model: '', steps }, 'quantize')!;
  expect(LAYERS.map(({ name }) => stepOfLayer(quantize, name)?.bits)).toEqual([
    undefined,
    undefined,
    3,
    undefined,
  ]);
});

test('of many levels some are taken, both ends among them; of few, all', () => {
  expect(someOf([1, 2, 3, 4], 3)).toEqual([1, 2, 3, 4]);
  expect(someOf([1, 2, 3, 4, 5, 6], 2)).toEqual([1, 3, 5, 6]);
  expect(someOf([1, 2, 3, 4, 5, 6, 7], 3)).toEqual([1, 4, 7]);
});
