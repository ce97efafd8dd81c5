import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { PIXELS } from '../../../src/tasks/digits/frame';
import { drawTestSet } from '../../../src/tasks/digits/splits';
import { toInput } from '../../../models/training';
import { Random } from '../../../src/core/random';
import { batchNormOf, foldModel } from '../../../src/graph/passes/fold-batch-norm';
import { Network } from '../../../src/run/network';
import type { ModelFile } from '../../../src/graph/model-file';
import { joinWeights, splitWeights } from '../../../src/graph/weight-file';
import { startWasm } from '../../../models/backend';
import { readModel } from '../../shipped';

beforeAll(startWasm);

interface Layers {
  config: { layers: { class_name: string; config: { name: string; use_bias?: boolean } }[] };
}

const layersOf = (file: ModelFile) => (file.topology as Layers).config.layers;
const classesOf = (file: ModelFile) => layersOf(file).map((layer) => layer.class_name);
const namesOf = (file: ModelFile) => file.weightSpecs.map((spec) => spec.name);

/** The file of a model whose weights are random, variances positive. */
async function fileOf(model: tf.LayersModel): Promise<ModelFile> {
  const random = new Random('weights');
  tf.tidy(() => {
    for (const weight of model.weights) {
      const isVariance = weight.originalName.endsWith('variance');
      const values = Float32Array.from(
        { length: tf.util.sizeFromShape(weight.read().shape) },
        () => (isVariance ? random.uniform(0.1, 2) : random.normal()),
      );
      weight.write(tf.tensor(values, weight.read().shape));
    }
  });
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler((saved) => {
      artifacts = saved;
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
      });
    }),
  );
  model.dispose();
  return {
    topology: artifacts!.modelTopology as object,
    weightSpecs: artifacts!.weightSpecs!,
    weightData: artifacts!.weightData as ArrayBuffer,
  };
}

async function outputs(file: ModelFile, input: tf.Tensor): Promise<Float32Array> {
  const network = await Network.load(file);
  const logits = tf.tidy(() => network.logits(input));
  const values = logits.dataSync() as Float32Array;
  logits.dispose();
  network.dispose();
  return values;
}

function greatestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((greatest, value, i) => Math.max(greatest, Math.abs(value - b[i]!)), 0);
}

async function expectSameAnswers(file: ModelFile, shape: number[]): Promise<void> {
  const random = new Random('input');
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal());
  const input = tf.tensor(values, shape);
  const before = await outputs(file, input);
  const after = await outputs(foldModel(file), input);
  input.dispose();
  const scale = before.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  expect(greatestDifference(before, after) / scale).toBeLessThan(1e-5);
}

describe('a model with every kind of layer', () => {
  const create = () =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [7, 6, 2], filters: 3, kernelSize: 3, name: 'conv' }),
        tf.layers.batchNormalization({ name: 'conv_bn' }),
        tf.layers.reLU(),
        tf.layers.depthwiseConv2d({
          kernelSize: 2,
          depthMultiplier: 2,
          useBias: false,
          name: 'depthwise',
        }),
        tf.layers.batchNormalization({ name: 'depthwise_bn', scale: false, epsilon: 0.5 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 4, useBias: false, name: 'dense' }),
        tf.layers.batchNormalization({ name: 'dense_bn', center: false }),
        tf.layers.batchNormalization({ name: 'second_bn' }),
      ],
    });

  test('gives the same answers without its batch norms', async () => {
    await expectSameAnswers(await fileOf(create()), [5, 7, 6, 2]);
  });

  test('keeps the other layers, all with bias, and the weights of no batch norm', async () => {
    const folded = foldModel(await fileOf(create()));
    expect(classesOf(folded)).toEqual(['Conv2D', 'ReLU', 'DepthwiseConv2D', 'Flatten', 'Dense']);
    expect(layersOf(folded).map((layer) => layer.config.use_bias)).toEqual([
      true,
      undefined,
      true,
      undefined,
      true,
    ]);
    expect(namesOf(folded).sort()).toEqual([
      'conv/bias',
      'conv/kernel',
      'dense/bias',
      'dense/kernel',
      'depthwise/bias',
      'depthwise/depthwise_kernel',
    ]);
  });

  test('is not changed itself', async () => {
    const file = await fileOf(create());
    const copy = structuredClone(file);
    foldModel(file);
    expect(file).toEqual(copy);
  });

  test('without a weight that it calls for is refused, with the names of those it has', async () => {
    const { topology, weightSpecs, weightData } = await fileOf(create());
    const renamed = weightSpecs.map((spec) =>
      spec.name === 'conv_bn/moving_mean' ? { ...spec, name: 'other' } : spec,
    );
    expect(() => foldModel({ topology, weightSpecs: renamed, weightData })).toThrow(
      /calls for the weights conv_bn\/moving_mean; its file has conv\/kernel, .*other/,
    );
  });
});

describe('a batch norm stays', () => {
  const image = [5, 4, 3];
  const norm = (args = {}) => tf.layers.batchNormalization({ name: 'bn', ...args });
  const stays: [string, () => tf.layers.Layer[], number[]][] = [
    ['where it comes first', () => [norm({ inputShape: image })], image],
    [
      'after an activation of its own layer',
      () => [
        tf.layers.conv2d({ inputShape: image, filters: 2, kernelSize: 2, activation: 'relu' }),
        norm(),
      ],
      image,
    ],
    [
      'after a layer between',
      () => [
        tf.layers.conv2d({ inputShape: image, filters: 2, kernelSize: 2 }),
        tf.layers.reLU(),
        norm(),
      ],
      image,
    ],
    [
      'where it normalizes another axis than the channels',
      () => [
        tf.layers.conv2d({ inputShape: [4, 4, 3], filters: 3, kernelSize: 2 }),
        norm({ axis: 1 }),
      ],
      [4, 4, 3],
    ],
  ];

  test.each(stays)('%s, and the file with it', async (_, layers, shape) => {
    const file = await fileOf(tf.sequential({ layers: layers() }));
    expect(foldModel(file)).toBe(file);
    await expectSameAnswers(file, [2, ...shape]);
  });

  test('in a model that is not sequential', async () => {
    const input = tf.input({ shape: [3] });
    const output = norm().apply(tf.layers.dense({ units: 2 }).apply(input)) as tf.SymbolicTensor;
    const file = await fileOf(tf.model({ inputs: input, outputs: output }));
    expect(foldModel(file)).toBe(file);
  });
});

test('an axis that Keras writes as a list is understood', async () => {
  const file = await fileOf(
    tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [4, 4, 1], filters: 2, kernelSize: 2 }),
        tf.layers.batchNormalization({ name: 'bn' }),
      ],
    }),
  );
  const topology = JSON.parse(
    JSON.stringify(file.topology).replace('"axis":-1', '"axis":[3]'),
  ) as object;
  expect(JSON.stringify(topology)).toContain('"axis":[3]');
  expect(classesOf(foldModel({ ...file, topology }))).toEqual(['Conv2D']);
});

describe('what files of other libraries and times write', () => {
  const norm = (args = {}) => tf.layers.batchNormalization({ name: 'bn', ...args });
  const image = [4, 4, 2];
  const asText = ({ topology }: ModelFile) => JSON.stringify(topology);
  const reworded = (file: ModelFile, from: string, to: string): ModelFile => {
    expect(asText(file)).toContain(from);
    return { ...file, topology: JSON.parse(asText(file).replace(from, to)) as object };
  };
  const dense = (args = {}) =>
    tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: image }),
        tf.layers.dense({ units: 3, name: 'dense' }),
        norm(args),
      ],
    });

  test.each([
    ['axis [1], the last after flattening', '[1]', ['Flatten', 'Dense']],
    ['axis 1, the last after flattening', '1', ['Flatten', 'Dense']],
    ['axis [2], which is none', '[2]', ['Flatten', 'Dense', 'BatchNormalization']],
    ['two axes', '[1,-1]', ['Flatten', 'Dense', 'BatchNormalization']],
  ])('%s', async (_, axis, left) => {
    const file = reworded(await fileOf(dense()), '"axis":-1', `"axis":${axis}`);
    expect(classesOf(foldModel(file))).toEqual(left);
    if (left.length === 2) await expectSameAnswers(file, [3, ...image]);
  });

  test('axis [1] after a dense layer that reads rows is not its channels', async () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 3, inputShape: [3, 2] }), norm({ axis: 1 })],
    });
    const file = reworded(await fileOf(model), '"axis":1', '"axis":[1]');
    expect(foldModel(file)).toBe(file);
    expect(batchNormOf(file, file)).toBe('kept');
  });

  test('the layers as a bare list', async () => {
    const file = await fileOf(dense());
    const { config, ...rest } = file.topology as { config: { layers: object[] } };
    const bare = { ...file, topology: { ...rest, config: config.layers } };
    const folded = foldModel(bare);
    const { config: list } = folded.topology as { config: { class_name: string }[] };
    expect(list.map(({ class_name }) => class_name)).toEqual(['Flatten', 'Dense']);
    await expectSameAnswers(bare, [3, ...image]);
  });

  test.each([{ scale: false }, { center: false }, { scale: false, center: false }])(
    'batch norm with %j',
    async (args) => {
      const file = await fileOf(dense(args));
      expect(classesOf(foldModel(file))).toEqual(['Flatten', 'Dense']);
      await expectSameAnswers(file, [3, ...image]);
    },
  );

  test('a scale that the file should have and has not', async () => {
    const file = reworded(await fileOf(dense({ scale: false })), '"scale":false', '"scale":true');
    expect(() => foldModel(file)).toThrow('The model calls for the weights bn/gamma');
  });

  test('weights of batch norm before those of the layers', async () => {
    const file = await fileOf(dense());
    const weights = [...splitWeights(file.weightSpecs, file.weightData).values()];
    const turned = { ...file, ...joinWeights(weights.reverse()) };
    expect(turned.weightSpecs[0]!.name).toBe('bn/moving_variance');
    expect(classesOf(foldModel(turned))).toEqual(['Flatten', 'Dense']);
    await expectSameAnswers(turned, [3, ...image]);
  });

  test('what became of batch norm is said: none, folded, partly, kept', async () => {
    const second = tf.sequential({
      layers: [
        ...dense().layers,
        tf.layers.reLU(),
        tf.layers.batchNormalization({ name: 'second' }),
      ],
    });
    const [one, two] = [await fileOf(dense()), await fileOf(second)];
    const without = readModel('lenet-5');
    expect(batchNormOf(without, foldModel(without))).toBe('none');
    expect(batchNormOf(one, foldModel(one))).toBe('folded');
    expect(batchNormOf(two, foldModel(two))).toBe('partly');
    expect(batchNormOf(two, two)).toBe('kept');
  });
});

describe.each(['lenet-300-100', 'lenet-5'])('%s', (id) => {
  test('has no batch norm and comes back as it is', () => {
    const file = readModel(id);
    expect(foldModel(file)).toBe(file);
  });
});

describe.each(['ds-cnn', 'ds-cnn-adamw'])('%s', (id) => {
  test('answers the 1,000 test images within 1e-4 without its nine batch norms', async () => {
    const file = readModel(id);
    const folded = foldModel(file);
    const isNorm = (name: string) => name === 'BatchNormalization';
    expect(classesOf(file).filter(isNorm).length).toBe(9);
    expect(classesOf(folded)).toEqual(classesOf(file).filter((name) => !isNorm(name)));
    const { pixels } = drawTestSet();
    expect(pixels.length).toBe(1000 * PIXELS);
    const input = toInput(pixels);
    const before = await outputs(file, input);
    const after = await outputs(folded, input);
    input.dispose();
    expect(greatestDifference(before, after)).toBeLessThan(1e-4);
  });
});
