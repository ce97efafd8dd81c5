import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import {
  backend,
  memory,
  ones,
  slice,
  tensor4d,
  tidy,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layers } from '@tensorflow/tfjs-layers';
import { drawImages } from '../../src/tasks/digits/splits';
import { Masters } from '../../src/run/kernels/masters';
import type { Coding } from '../../src/core/quantize/coding';
import type { QuantizeStep } from '../../src/core/steps/quantize';
import { fetchModel } from '../../src/shelf/assets';
import { Int8Network } from '../../src/run/int8-network';
import { Network } from '../../src/run/network';
import { use } from '../backend';
import { fileOf } from '../graph/networks';

type Codings = (Coding | undefined)[];

const IMAGES = 5;
const SIDE = 28;
/** Relative to the greatest logit. */
const TOLERANCE = 1e-3;

const STEPS = (['symmetric', 'asymmetric'] as const).flatMap((scheme) =>
  (['tensor', 'channel'] as const).flatMap((granularity) =>
    [8, 4].map((bits): QuantizeStep => ({ kind: 'quantize', bits, granularity, scheme })),
  ),
);

const DENSE = {
  'lenet-300-100': { names: ['fc1', 'fc2', 'fc3'], weights: 784 * 300 + 300 * 100 + 100 * 12 },
  'lenet-5': { names: ['fc1', 'fc2'], weights: 800 * 500 + 500 * 12 },
};

/** Fake-quantizes a network's kernels, and says how. */
function quantize(network: Network, masters: Masters, step: QuantizeStep): Codings {
  return masters.apply({ quantize: step }).map(({ weights, coding }, i) => {
    network.writeKernel(i, weights);
    return coding;
  });
}

const int8Of = (network: Network, codings: Codings) =>
  new Int8Network(backend() as MathBackendWebGL, network, codings);

const logitsOf = (network: Pick<Network, 'logits'>, batch: Tensor) => [
  ...tidy(() => network.logits(batch).dataSync()),
];

beforeAll(() => use('webgl'));

describe.each(['lenet-300-100', 'lenet-5'] as const)('%s', (id) => {
  let network: Network;
  let masters: Masters;
  let images: Tensor4D;

  beforeAll(async () => {
    network = await Network.load(await fetchModel(id));
    masters = new Masters(network.readKernels());
    const pixels = Float32Array.from(drawImages('test', 0, IMAGES).pixels, (pixel) => pixel / 255);
    images = tensor4d(pixels, [IMAGES, SIDE, SIDE, 1]);
  });

  afterAll(() => {
    images.dispose();
    masters.dispose();
    network.dispose();
  });

  test.each(STEPS)(
    'with $bits-bit codes, $scheme, a scale a $granularity, answers as fake-quantized',
    (step) => {
      const int8 = int8Of(network, quantize(network, masters, step));
      expect(int8.names).toEqual(DENSE[id].names);
      expect(int8.weightBytes).toBe(DENSE[id].weights);
      const expected = logitsOf(network, images);
      const oneByOne = Array.from({ length: IMAGES }, (_, i) => {
        const image = slice(images, [i, 0, 0, 0], [1, SIDE, SIDE, 1]);
        const logits = logitsOf(int8, image);
        image.dispose();
        return logits;
      }).flat();
      const greatest = Math.max(...expected.map(Math.abs));
      for (const actual of [oneByOne, logitsOf(int8, images)]) {
        const error = Math.max(...expected.map((logit, i) => Math.abs(logit - actual[i]!)));
        expect(error / greatest).toBeLessThanOrEqual(TOLERANCE);
      }
      int8.dispose();
    },
  );

  test('is left as it was, and nothing of the codes stays', () => {
    const codings = quantize(network, masters, STEPS[0]!);
    const { numTensors } = memory();
    const int8 = int8Of(network, codings);
    logitsOf(int8, images);
    int8.dispose();
    expect(memory().numTensors).toBe(numTensors);
  });

  test('whose kernels are not quantized reads no codes', () => {
    const int8 = int8Of(
      network,
      network.kernels.map(() => undefined),
    );
    expect(int8.names).toEqual([]);
    expect(logitsOf(int8, images)).toEqual(logitsOf(network, images));
    int8.dispose();
  });
});

test('layers that the codes do not serve are the network’s own', async () => {
  const network = await Network.load(
    await fileOf([
      layers.dense({ name: 'rows', units: 4, inputShape: [3, 8] }),
      layers.flatten(),
      layers.dense({ name: 'bounded', units: 4, activation: 'tanh' }),
      layers.dense({ name: 'unbiased', units: 4, useBias: false }),
      layers.dense({ name: 'likely', units: 4, activation: 'softmax' }),
    ]),
  );
  const masters = new Masters(network.readKernels());
  const int8 = int8Of(network, quantize(network, masters, STEPS[0]!));
  expect(int8.names).toEqual(['unbiased']);
  const images = ones([1, 3, 8]);
  const expected = logitsOf(network, images);
  logitsOf(int8, images).forEach((logit, i) => expect(logit).toBeCloseTo(expected[i]!, 4));
  images.dispose();
  int8.dispose();
  masters.dispose();
  network.dispose();
});
