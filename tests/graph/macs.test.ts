import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-layers';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { cardOf, CARDS } from '../../src/shelf/cards';
import { foldModel } from '../../src/graph/passes/fold-batch-norm';
import { costsOf } from '../../src/graph/macs';
import { Network } from '../../src/run/network';
import { readModel } from '../shipped';
import { fileOf, randomFile, saved } from './networks';

beforeAll(() => setBackend('cpu'));

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

describe.each(CARDS)('$id', ({ id }) => {
  test('has the MACs and the parameters of its card, with batch norm and without', () => {
    const file = readModel(id);
    const [costs, folded] = [costsOf(file), costsOf(foldModel(file))];
    const card = cardOf(id);
    expect(sum(costs.map(({ macs }) => macs))).toBe(card.macs);
    expect(sum(costs.map(({ parameters }) => parameters))).toBe(card.parameters);
    expect(sum(folded.map(({ macs }) => macs))).toBe(card.macs);
    expect(sum(folded.map(({ parameters }) => parameters))).toBe(card.foldedParameters);
  });
});

test('LeNet-5, layer by layer, as counted by hand', () => {
  const kinds = ['Conv2D', 'MaxPooling2D', 'Conv2D', 'MaxPooling2D', 'Flatten', 'Dense', 'Dense'];
  const names = ['conv1', 'pool1', 'conv2', 'pool2', 'flatten', 'fc1', 'fc2'];
  const outputs = [[24, 24, 20], [12, 12, 20], [8, 8, 50], [4, 4, 50], [800], [500], [10]];
  const weights = [25 * 20, 0, 25 * 20 * 50, 0, 0, 800 * 500, 500 * 10];
  const biases = [20, 0, 50, 0, 0, 500, 10];
  const positions = [24 * 24, 144, 64, 16, 1, 1, 1];
  const values = [784, 11_520, 2880, 3200, 800, 800, 500, 10];
  expect(costsOf(readModel('lenet-5'))).toEqual(
    names.map((name, i) => ({
      name,
      kind: kinds[i],
      macs: positions[i]! * weights[i]!,
      weights: weights[i],
      activations: values[i]! + values[i + 1]!,
      parameters: weights[i]! + biases[i]!,
      outputShape: outputs[i],
    })),
  );
});

/** What tfjs says of every layer of a model. */
function shapesByTfjs(layers: tf.layers.Layer[]): (number | null)[][] {
  const model = tf.sequential({ layers });
  const shapes = model.layers.map((layer) => (layer.outputShape as (number | null)[]).slice(1));
  model.dispose();
  return shapes;
}

test.each(['same', 'valid'] as const)('shapes are those of tfjs, padding %s', async (padding) => {
  const layers = () => [
    tf.layers.conv2d({
      inputShape: [13, 10, 2],
      filters: 3,
      kernelSize: [3, 2],
      strides: [2, 1],
      padding,
    }),
    tf.layers.leakyReLU(),
    tf.layers.zeroPadding2d({
      padding: [
        [1, 2],
        [0, 3],
      ],
    }),
    tf.layers.conv2d({ filters: 2, kernelSize: 2, dilationRate: 2, padding }),
    tf.layers.depthwiseConv2d({ kernelSize: 2, depthMultiplier: 3, padding, dilationRate: 2 }),
    tf.layers.averagePooling2d({ poolSize: [2, 3], strides: 1, padding }),
    tf.layers.maxPooling2d({ poolSize: 2, padding }),
    tf.layers.dense({ units: 4 }),
    tf.layers.globalMaxPooling2d({ dataFormat: 'channelsLast' }),
    tf.layers.dense({ units: 5, activation: 'softmax' }),
  ];
  const costs = costsOf(await fileOf(layers()));
  expect(costs.map(({ outputShape }) => outputShape)).toEqual(shapesByTfjs(layers()));
});

test('random networks have as many parameters as weights', async () => {
  for (let seed = 0; seed < 20; seed++) {
    const file = await randomFile(seed);
    const network = await Network.load(file);
    const weights = [...network.readKernels().map(({ values }) => values), ...network.readOthers()];
    network.dispose();
    const costs = costsOf(file);
    expect(sum(costs.map(({ parameters }) => parameters))).toBe(sum(weights.map((w) => w.length)));
    expect(costs.at(-1)!.outputShape).toEqual([4]);
  }
});

test('a layer whose name begins with the name of another has weights of its own', async () => {
  const file = await fileOf([
    tf.layers.dense({ inputShape: [3], units: 2, name: 'a' }),
    tf.layers.dense({ units: 1, name: 'a/b' }),
  ]);
  expect(costsOf(file).map(({ parameters }) => parameters)).toEqual([8, 3]);
});

describe('refused, by name:', () => {
  const dense = (name: string) => tf.layers.dense({ units: 2, name });

  test('a layer that is not known', async () => {
    const file = await fileOf([
      tf.layers.repeatVector({ n: 2, inputShape: [3], name: 'twice' }),
      dense('a'),
    ]);
    expect(() => costsOf(file)).toThrow(
      new RangeError('The shape of what twice gives is not known: it is a RepeatVector layer.'),
    );
  });

  test('channels that come first', async () => {
    const file = await fileOf([
      tf.layers.maxPooling2d({ inputShape: [2, 4, 4], dataFormat: 'channelsFirst', name: 'pool' }),
    ]);
    expect(() => costsOf(file)).toThrow('Channels must come last; those of pool come first.');
  });

  test('an input of any size', async () => {
    const file = await fileOf([
      tf.layers.conv2d({ inputShape: [null, 4, 1], filters: 1, kernelSize: 1 }),
    ]);
    expect(() => costsOf(file)).toThrow(
      'MACs need the shape of one input; the model says [?, 4, 1].',
    );
  });

  test('a model that is not sequential', async () => {
    const input = tf.input({ shape: [3] });
    const file = await saved(
      tf.model({ inputs: input, outputs: dense('a').apply(input) as tf.SymbolicTensor }),
    );
    expect(() => costsOf(file)).toThrow('the model must be sequential');
  });

  test('weights that are missing', async () => {
    const file = await fileOf([tf.layers.dense({ inputShape: [3], units: 2, name: 'a' })]);
    expect(() => costsOf({ ...file, weightSpecs: [] })).toThrow(
      'The model calls for the weights a/kernel',
    );
  });
});
