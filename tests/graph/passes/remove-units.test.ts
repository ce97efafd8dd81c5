import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawImages } from '../../../src/tasks/digits/splits';
import { toInput } from '../../../models/training';
import { Random } from '../../../src/core/random';
import type { PruneStep, StructuredMethod } from '../../../src/core/steps/prune';
import { foldModel } from '../../../src/graph/passes/fold-batch-norm';
import { costsOf } from '../../../src/graph/macs';
import { Network } from '../../../src/run/network';
import type { ModelFile } from '../../../src/graph/model-file';
import { removeUnits } from '../../../src/graph/passes/remove-units';
import type { RemovedUnits } from '../../../src/core/prune/structured';
import { layersOf } from '../../../src/graph/topology';
import { splitWeights, toFloat32 } from '../../../src/graph/weight-file';
import { startWasm } from '../../../models/backend';
import { readModel } from '../../shipped';
import { maskedLogits } from '../masked';
import { fileOf, randomImages, saved } from '../networks';

beforeAll(startWasm);

type Step = PruneStep<StructuredMethod>;

const step = (change: Partial<Step>): Step => ({
  kind: 'prune',
  method: 'structured',
  scope: 'layer',
  sparsity: 0.5,
  ...change,
});

const SPARSITIES = [0, 0.1, 0.3, 0.5, 0.75, 0.9, 0.99, 1];
const SCOPES = ['global', 'layer'] as const;

async function logits(file: ModelFile, images: tf.Tensor): Promise<Float32Array> {
  const network = await Network.load(file);
  const values = tf.tidy(() => network.logits(images).dataSync<'float32'>().slice());
  network.dispose();
  return values;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

const total = (file: ModelFile) => {
  const costs = costsOf(file);
  const sum = (numbers: number[]) => numbers.reduce((result, n) => result + n, 0);
  return {
    macs: sum(costs.map(({ macs }) => macs)),
    parameters: sum(costs.map(({ parameters }) => parameters)),
  };
};

const sizes = (removed: readonly RemovedUnits[]) => removed.map(({ units }) => units.length);

/** MACs and parameters (without batch norm) of what is left, by the widths of the hidden layers. */
const BY_HAND: Record<string, (widths: number[]) => { macs: number; parameters: number }> = {
  'lenet-300-100': ([a, b]) => {
    const macs = 784 * a! + a! * b! + b! * 10;
    return { macs, parameters: macs + a! + b! + 10 };
  },
  'lenet-5': ([a, b, c]) => ({
    macs: 24 * 24 * 25 * a! + 8 * 8 * 25 * a! * b! + 16 * b! * c! + c! * 10,
    parameters: 26 * a! + (25 * a! + 1) * b! + (16 * b! + 1) * c! + (c! + 1) * 10,
  }),
  'ds-cnn': ([a, b, c, d, e]) => ({
    macs:
      14 * 14 * (9 * a! + 9 * a! + a! * b!) +
      7 * 7 * (9 * b! + b! * c! + 9 * c! + c! * d! + 9 * d! + d! * e!) +
      e! * 10,
    parameters:
      10 * a! +
      (10 + b!) * a! +
      b! +
      ((10 + c!) * b! + c!) +
      ((10 + d!) * c! + d!) +
      ((10 + e!) * d! + e!) +
      (e! + 1) * 10,
  }),
};
BY_HAND['ds-cnn-adamw'] = BY_HAND['ds-cnn']!;

describe.each(Object.keys(BY_HAND))('%s', (id) => {
  const file = readModel(id);
  const folded = foldModel(file);
  const forms =
    folded === file
      ? [{ form: 'as shipped', file }]
      : [
          { form: 'with batch norm', file },
          { form: 'with batch norm folded', file: folded },
        ];

  test.each(forms)(
    '$form answers like the masked network, smaller as counted',
    async ({ file }) => {
      const images = toInput(drawImages('test', 0, 20).pixels);
      const whole = structuredClone(file);
      for (const scope of SCOPES) {
        for (const sparsity of SPARSITIES) {
          const { file: small, removed } = removeUnits(file, step({ scope, sparsity }));
          const expected = await maskedLogits(file, removed, images);
          expect(largestDifference(await logits(small, images), expected)).toBeLessThan(1e-4);
          const widths = removed.map(({ units, of }) => of - units.length);
          const byHand = BY_HAND[id]!(widths);
          expect(total(small).macs).toBe(byHand.macs);
          expect(total(foldModel(small)).parameters).toBe(byHand.parameters);
        }
      }
      expect(file).toEqual(whole);
      images.dispose();
    },
  );
});

test('LeNet-5 without 30% of each hidden layer needs 1.9 times fewer MACs', () => {
  const file = readModel('lenet-5');
  const { file: small, removed } = removeUnits(file, step({ sparsity: 0.3 }));
  expect(removed.map(({ name, units, of }) => [name, units.length, of])).toEqual([
    ['conv1', 6, 20],
    ['conv2', 15, 50],
    ['fc1', 150, 500],
  ]);
  // 14, 35 and 350 are left.
  expect(total(small)).toEqual({
    macs: 201_600 + 784_000 + 196_000 + 3500,
    parameters: 364 + 12_285 + 196_350 + 3510,
  });
  expect(total(file).macs / total(small).macs).toBeGreaterThan(1.9);
});

/** A random network of convolutions, depthwise ones, batch norms, pools and dense layers. */
async function randomNetwork(seed: number): Promise<ModelFile> {
  const random = new Random('surgery', seed);
  const coin = () => random.integer(2) === 0;
  const layers: tf.layers.Layer[] = [];
  const activation = () =>
    (['relu', 'linear', 'tanh', 'sigmoid', 'elu'] as const)[random.integer(5)]!;
  const common = () => ({ useBias: coin(), activation: activation() });
  const maybe = (make: () => tf.layers.Layer) => void (coin() && layers.push(make()));
  const between = () => {
    maybe(() => tf.layers.batchNormalization({ scale: coin(), center: coin() }));
    maybe(() => tf.layers.reLU({ maxValue: 6 }));
    maybe(() => tf.layers.leakyReLU());
    maybe(() => tf.layers.dropout({ rate: 0.5 }));
  };
  for (let i = 0; i < 2; i++) {
    layers.push(
      tf.layers.conv2d({
        ...common(),
        ...(i === 0 && { inputShape: [9, 9, 2] }),
        filters: 1 + random.integer(5),
        kernelSize: 1 + random.integer(3),
        padding: 'same',
      }),
    );
    between();
    const multiplier = 1 + random.integer(2);
    maybe(() => tf.layers.zeroPadding2d({ padding: 1 }));
    maybe(() =>
      tf.layers.depthwiseConv2d({ ...common(), kernelSize: 2, depthMultiplier: multiplier }),
    );
    between();
    maybe(() => tf.layers.maxPooling2d({ poolSize: 2, padding: 'same' }));
    maybe(() => tf.layers.averagePooling2d({ poolSize: 2, strides: 1, padding: 'same' }));
  }
  maybe(() => tf.layers.dense({ ...common(), units: 3 }));
  layers.push(
    coin() ? tf.layers.flatten() : tf.layers.globalMaxPooling2d({ dataFormat: 'channelsLast' }),
  );
  between();
  layers.push(tf.layers.dense({ ...common(), units: 1 + random.integer(6) }));
  between();
  layers.push(tf.layers.dense({ units: 4, activation: coin() ? 'softmax' : 'linear' }));
  const model = tf.sequential({ layers });
  tf.tidy(() => {
    for (const weight of model.weights) {
      const { shape } = weight.read();
      const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () =>
        weight.originalName.endsWith('variance') ? random.uniform(0.5, 2) : random.normal() / 2,
      );
      weight.write(tf.tensor(values, shape));
    }
  });
  return saved(model);
}

test('random networks answer like their masked ones, in every scope and by either norm', async () => {
  const images = randomImages(3, 1);
  for (let seed = 0; seed < 120; seed++) {
    const file = await randomNetwork(seed);
    const change = {
      method: seed % 2 ? ('structured' as const) : ('structured-l1' as const),
      scope: SCOPES[seed % 3 ? 0 : 1],
      sparsity: SPARSITIES[seed % SPARSITIES.length]!,
    };
    const { file: small, removed } = removeUnits(file, step(change));
    const expected = await maskedLogits(file, removed, images);
    const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    expect(largestDifference(await logits(small, images), expected) / scale).toBeLessThan(1e-5);
    const shapes = costsOf(small).map(({ outputShape }) => outputShape.at(-1));
    layersOf(small.topology)!.forEach(({ config }, i) => {
      const of = removed.find(({ name }) => name === config.name);
      if (of) expect(shapes[i]).toBe(of.of - of.units.length);
    });
  }
  images.dispose();
});

describe('by hand', () => {
  const floats = (file: ModelFile) =>
    Object.fromEntries(
      [...splitWeights(file.weightSpecs, file.weightData)].map(([name, stored]) => [
        name,
        [stored.spec.shape, [...toFloat32(stored)]],
      ]),
    );
  const withValues = (file: ModelFile, ...values: number[]) => ({
    ...file,
    weightData: Float32Array.from(values).buffer,
  });

  test('a filter goes with its channels in depthwise and batch norm, and its rows after flatten', async () => {
    const file = withValues(
      await fileOf([
        tf.layers.conv2d({ inputShape: [1, 2, 1], filters: 2, kernelSize: 1, name: 'conv' }),
        tf.layers.batchNormalization({ name: 'bn' }),
        tf.layers.depthwiseConv2d({
          kernelSize: 1,
          depthMultiplier: 2,
          useBias: false,
          name: 'dw',
        }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 1, name: 'fc' }),
      ]),
      ...[1, 2, 3, 4], // conv/kernel, conv/bias
      ...[5, 6, 7, 8], // bn/gamma, bn/beta
      ...[11, 12, 13, 14], // dw/depthwise_kernel
      ...[21, 22, 23, 24, 25, 26, 27, 28, 29], // fc/kernel, fc/bias
      ...[31, 32, 33, 34], // bn/moving_mean, bn/moving_variance
    );
    const { file: small, removed, keptOne } = removeUnits(file, step({}));
    expect(removed).toEqual([{ name: 'conv', units: [0], of: 2 }]);
    expect(keptOne).toEqual([]);
    expect(floats(small)).toEqual({
      'conv/kernel': [[1, 1, 1, 1], [2]],
      'conv/bias': [[1], [4]],
      'bn/gamma': [[1], [6]],
      'bn/beta': [[1], [8]],
      'dw/depthwise_kernel': [
        [1, 1, 1, 2],
        [13, 14],
      ],
      'fc/kernel': [
        [4, 1],
        [23, 24, 27, 28],
      ],
      'fc/bias': [[1], [29]],
      'bn/moving_mean': [[1], [32]],
      'bn/moving_variance': [[1], [34]],
    });
    expect(layersOf(small.topology)!.map(({ config }) => config.filters ?? config.units)).toEqual([
      1,
      undefined,
      undefined,
      undefined,
      1,
    ]);
  });

  test('weights stay stored in the type that they are', () => {
    const file = readModel('lenet-5');
    const { file: small } = removeUnits(file, step({}));
    const types = ({ weightSpecs }: ModelFile) =>
      weightSpecs.map((spec) => spec.quantization?.dtype);
    expect(types(small)).toEqual(types(file));
    expect(small.weightData.byteLength).toBe(2 * total(small).parameters);
  });
});

describe('a sparsity that would leave a layer empty', () => {
  test('keeps one unit of it and says so, and never touches the logits', () => {
    const { removed, keptOne } = removeUnits(readModel('lenet-5'), step({ sparsity: 1 }));
    expect(keptOne).toEqual(['conv1', 'conv2', 'fc1']);
    expect(sizes(removed)).toEqual([19, 49, 499]);
  });
});

test('nothing removed gives the very same file', () => {
  const file = readModel('lenet-300-100');
  const { file: same, removed } = removeUnits(file, step({ sparsity: 0 }));
  expect(same).toBe(file);
  expect(removed).toEqual([
    { name: 'fc1', units: [], of: 300 },
    { name: 'fc2', units: [], of: 100 },
  ]);
});

test('a single layer has no hidden units: nothing is removed, whatever comes after it', async () => {
  const file = await fileOf([
    tf.layers.dense({ inputShape: [4], units: 6 }),
    tf.layers.reshape({ targetShape: [2, 3] }),
  ]);
  expect(removeUnits(file, step({ sparsity: 1 })).file).toBe(file);
});

describe('refused, and the file left as it is:', () => {
  const conv = (name: string, args = {}) =>
    tf.layers.conv2d({ filters: 4, kernelSize: 1, name, ...args });
  const first = (args = {}) => conv('first', { inputShape: [4, 4, 4], ...args });
  const cases: [string, () => tf.layers.Layer[], string][] = [
    [
      'a layer that rearranges channels',
      () => [first(), tf.layers.permute({ dims: [3, 1, 2], name: 'turn' }), conv('last')],
      'the layer turn: Permute is not known to keep them apart.',
    ],
    [
      'a layer of filters that surgery does not know',
      () => [
        first(),
        tf.layers.separableConv2d({ filters: 4, kernelSize: 1, name: 'sep' }),
        conv('last'),
      ],
      'the layer sep: SeparableConv2D is not known to keep them apart.',
    ],
    [
      'an activation over all channels',
      () => [first({ activation: 'softmax' }), conv('last')],
      'the layer first: softmax mixes them.',
    ],
    [
      'batch norm over rows',
      () => [first(), tf.layers.batchNormalization({ axis: 1, name: 'bn' }), conv('last')],
      'the layer bn: it normalizes axis 1 instead of the channels.',
    ],
    [
      'channels that come first',
      () => [
        first(),
        tf.layers.maxPooling2d({ dataFormat: 'channelsFirst', name: 'pool' }),
        conv('last'),
      ],
      'the layer pool: its channels come first.',
    ],
  ];

  test.each(cases)('%s', async (_, layers, said) => {
    const file = await fileOf(layers());
    const copy = structuredClone(file);
    expect(() => removeUnits(file, step({}))).toThrow(
      new RangeError(`Filters and neurons can't be followed through ${said} Nothing was removed.`),
    );
    expect(file).toEqual(copy);
  });

  test('groups of filters', async () => {
    const file = await fileOf([first(), conv('last')]);
    const topology = JSON.parse(
      JSON.stringify(file.topology).replace('"name":"last"', '"groups":2,"name":"last"'),
    ) as object;
    expect(() => removeUnits({ ...file, topology }, step({}))).toThrow(
      'the layer last: it has 2 groups of filters.',
    );
  });

  test('layers that are not in a row', async () => {
    const input = tf.input({ shape: [3] });
    const output = tf.layers.dense({ units: 2 }).apply(input) as tf.SymbolicTensor;
    const file = await saved(tf.model({ inputs: input, outputs: output }) as never);
    expect(() => removeUnits(file, step({}))).toThrow('in a Sequential model; got Model.');
  });

  test('a sparsity for the layer of the logits, for no units of it can go', () => {
    expect(() => removeUnits(readModel('lenet-5'), step({ layers: { fc2: 0.5 } }))).toThrow(
      'There is no layer fc2 to prune; the layers are conv1, conv2 and fc1.',
    );
  });

  test('weights that are missing, and those that do not fit', () => {
    const file = readModel('lenet-300-100');
    const renamed = (from: string, change: object) => ({
      ...file,
      weightSpecs: file.weightSpecs.map((spec) =>
        spec.name === from ? { ...spec, ...change } : spec,
      ),
    });
    expect(() => removeUnits(renamed('fc2/kernel', { name: 'other' }), step({}))).toThrow(
      'The model calls for the weights fc2/kernel',
    );
    expect(() => removeUnits(renamed('fc2/kernel', { shape: [200, 150] }), step({}))).toThrow(
      new RangeError('fc2/kernel has 200 places for the 300 channels that fc1 gives'),
    );
  });
});
