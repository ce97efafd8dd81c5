import { memory, setBackend, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PIXELS } from '../../../src/tasks/digits/frame';
import { drawImages, drawTestSet, type Digits } from '../../../src/tasks/digits/splits';
import { toInput } from '../../../models/training';
import { Masters } from '../../../src/run/kernels/masters';
import type { RangeMethod } from '../../../src/core/quantize/activation-range';
import type { QuantizeStep } from '../../../src/core/steps/quantize';
import { ActivationQuantizedNetwork } from '../../../src/run/activations';
import { correctBiases, meanPreActivations } from '../../../src/run/correct-biases';
import { equalizeModel } from '../../../src/graph/passes/equalize-channels';
import { EVALUATION_BATCH, predict } from '../../../src/run/evaluate';
import { foldModel } from '../../../src/graph/passes/fold-batch-norm';
import { Network } from '../../../src/run/network';
import type { ModelFile } from '../../../src/graph/model-file';
import { readModel } from '../../shipped';

const POINT = 0.01;
const RANGES: RangeMethod[] = ['minmax', 'percentile', 'mse'];
const between = () => Promise.resolve();

function batchesOf({ pixels, labels }: Digits): Tensor4D[] {
  return Array.from({ length: labels.length / EVALUATION_BATCH }, (_, batch) => {
    const first = batch * EVALUATION_BATCH * PIXELS;
    return toInput(pixels.subarray(first, first + EVALUATION_BATCH * PIXELS));
  });
}

// That it loses 20 points and more in int8 as it is, tests/models/shipped.test.ts shows.
describe('DS-CNN, its batch norm folded', () => {
  let images: Tensor4D[];
  let labels: Uint8Array;
  let calibration: Tensor4D[];
  let file: ModelFile;
  let equalized: ModelFile;
  let float: number;

  beforeAll(async () => {
    await setBackend('wasm');
    const digits = drawTestSet();
    images = batchesOf(digits);
    labels = digits.labels;
    calibration = batchesOf(drawImages('train', 0, 2 * EVALUATION_BATCH));
    file = foldModel(readModel('ds-cnn'));
    equalized = equalizeModel(file).file;
    float = await accuracy(file, {});
  });

  afterAll(() => [...images, ...calibration].forEach((batch) => batch.dispose()));

  /** Accuracy on the test set after what is asked for, weights symmetric. */
  async function accuracy(
    file: ModelFile,
    how: {
      bits?: number;
      granularity?: QuantizeStep['granularity'];
      correct?: boolean;
      activations?: RangeMethod;
    },
  ): Promise<number> {
    const { bits = 8, granularity, correct, activations } = how;
    const network = await Network.load(file);
    const expected = correct && (await meanPreActivations(network, calibration, between));
    if (granularity) {
      const masters = new Masters(network.readKernels());
      masters
        .apply({ quantize: { kind: 'quantize', bits, granularity, scheme: 'symmetric' } })
        .forEach(({ weights }, index) => network.writeKernel(index, weights));
      masters.dispose();
    }
    if (expected) await correctBiases(network, expected, calibration, between);
    const step = activations && { bits: 8, range: activations };
    const judged = step
      ? await ActivationQuantizedNetwork.calibrate(network, calibration, step, between)
      : network;
    const predictions = await predict(judged, images, between);
    network.dispose();
    return predictions.filter((digit, i) => digit === labels[i]).length / labels.length;
  }

  test('gives the same logits when its ten kernels are equalized', async () => {
    expect(equalizeModel(file)).toMatchObject({
      chains: [['conv1', 'dw1', 'pw1', 'dw2', 'pw2', 'dw3', 'pw3', 'dw4', 'pw4', 'fc']],
      ends: [],
    });
    const logits: Float32Array[] = [];
    for (const each of [file, equalized]) {
      const network = await Network.load(each);
      logits.push(tidy(() => network.logits(images[0]!).dataSync() as Float32Array));
      network.dispose();
    }
    logits[0]!.forEach((value, i) =>
      expect(Math.abs(logits[1]![i]! - value)).toBeLessThanOrEqual(1e-3),
    );
  });

  test('has nothing equalized while batch norm is not folded, and says why', () => {
    const { chains, ends } = equalizeModel(readModel('ds-cnn'));
    expect(chains).toEqual([]);
    expect(ends[0]).toEqual({ layer: 'conv1_bn', why: 'batch norm that is not folded' });
    expect(ends).toHaveLength(9);
  });

  test('loses at most 2 points with one scale a tensor, equalized and corrected', async () => {
    const how = { granularity: 'tensor', correct: true } as const;
    expect(await accuracy(equalized, how)).toBeGreaterThanOrEqual(float - 2 * POINT);
  });

  test('gets 20 points or more back by correction alone, in 8 bits and, equalized, in 4', async () => {
    const granularity = 'tensor';
    for (const [each, bits] of [
      [file, 8],
      [equalized, 4],
    ] as const) {
      const before = await accuracy(each, { bits, granularity });
      const after = await accuracy(each, { bits, granularity, correct: true });
      expect(after).toBeGreaterThanOrEqual(before + 20 * POINT);
    }
  });

  test.each(RANGES)('loses at most 2 points with int8 activations too, by %s', async (range) => {
    const how = { granularity: 'tensor', correct: true, activations: range } as const;
    expect(await accuracy(equalized, how)).toBeGreaterThanOrEqual(float - 2 * POINT);
  });

  test.each(RANGES)('loses more by int8 activations, %s, when not equalized', async (range) => {
    expect(await accuracy(file, { activations: range })).toBeLessThan(
      await accuracy(equalized, { activations: range }),
    );
  });

  test('leaves as many tensors as there were', async () => {
    const { numTensors } = memory();
    await accuracy(equalized, { granularity: 'tensor', correct: true, activations: 'mse' });
    expect(memory().numTensors).toBe(numTensors);
  });
});
