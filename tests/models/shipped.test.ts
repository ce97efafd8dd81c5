import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelCard } from '../../src/shelf/card';
import { TEST_IMAGES, drawTestSet } from '../../src/tasks/digits/splits';
import { createNetwork as createDsCnn } from '../../models/ds-cnn/network';
import { createNetwork as createDsCnnAdamW } from '../../models/ds-cnn-adamw/network';
import { createNetwork as createLeNet300100 } from '../../models/lenet-300-100/network';
import { createNetwork as createLeNet5 } from '../../models/lenet-5/network';
import { toInput } from '../../models/training';
import { compressOnCpu } from '../../src/run/kernels/reference';
import { NO_CUT } from '../../src/core/prune/cut';
import { fitParameters } from '../../src/core/quantize/parameters';
import { rangesOf } from '../../src/core/quantize/ranges';
import { predict } from '../../src/run/evaluate';
import { foldModel } from '../../src/graph/passes/fold-batch-norm';
import { Network } from '../../src/run/network';
import { readModel } from '../shipped';
import { startWasm } from '../../models/backend';

beforeAll(startWasm);

/** Variables of batch norm in DS-CNN: γ, β, mean and variance of each of 480 channels. */
const DS_CNN_NORM = 4 * (16 + 16 + 32 + 32 + 64 + 64 + 64 + 64 + 128);

const MODELS = [
  { id: 'lenet-300-100', create: createLeNet300100, parameters: 266_610, norm: 0, accuracy: 0.98 },
  { id: 'lenet-5', create: createLeNet5, parameters: 431_080, norm: 0, accuracy: 0.99 },
  { id: 'ds-cnn', create: createDsCnn, parameters: 19_786, norm: DS_CNN_NORM, accuracy: 0.98 },
  {
    id: 'ds-cnn-adamw',
    create: createDsCnnAdamW,
    parameters: 19_786,
    norm: DS_CNN_NORM,
    accuracy: 0.98,
  },
];

describe.each(MODELS)('$id', ({ id, create, parameters, norm, accuracy }) => {
  const folder = new URL(`../../models/${id}/`, import.meta.url);
  let card: ModelCard;
  let bytes: Buffer;
  let json: tf.io.ModelJSON;

  beforeAll(async () => {
    card = JSON.parse(await readFile(new URL('card.json', folder), 'utf8')) as ModelCard;
    json = JSON.parse(await readFile(new URL('model.json', folder), 'utf8')) as tf.io.ModelJSON;
    bytes = await readFile(new URL(card.weights.file, folder));
  });

  async function load(): Promise<tf.LayersModel> {
    return tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
        weightData: Uint8Array.from(bytes).buffer,
      }),
    );
  }

  test('the weights are the ones that the card describes', () => {
    expect(bytes.length).toBe(card.weights.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(card.weights.sha256);
    expect(card.id).toBe(id);
  });

  test('has the parameters expected, four bytes for each of batch norm, two for others', async () => {
    const model = await load();
    expect(model.countParams()).toBe(parameters);
    expect(card.parameters).toBe(parameters);
    expect(card.foldedParameters).toBe(parameters - (3 * norm) / 4);
    const kernels = model.layers.filter(
      (layer) => layer.weights.length > 0 && layer.getClassName() !== 'BatchNormalization',
    );
    expect(card.kernels).toEqual(kernels.map(({ name }) => name));
    expect(card.weights.bytes).toBe(2 * (parameters - norm) + 4 * norm);
    model.dispose();
  });

  test('stock tfjs loads it as the network in network.ts', async () => {
    const model = await load();
    const network = create(card.seed);
    const shape = (of: tf.LayersModel) =>
      of.layers.map((layer) => [layer.name, layer.getClassName(), layer.outputShape]);
    expect(shape(model)).toEqual(shape(network));
    expect(model.inputs[0]!.shape).toEqual([null, 28, 28, 1]);
    model.dispose();
    network.dispose();
  });

  test('the manifest names one file beside it, float16 except for batch norm', () => {
    expect(json.weightsManifest.map((group) => group.paths)).toEqual([['weights.bin']]);
    for (const { name, dtype, quantization } of json.weightsManifest[0]!.weights) {
      expect(dtype).toBe('float32');
      const isNorm = /_bn\/(gamma|beta|moving_mean|moving_variance)$/.test(name);
      expect(quantization).toEqual(
        isNorm ? undefined : { dtype: 'float16', original_dtype: 'float32' },
      );
    }
  });

  test('answers as many of the 1,000 test images as the card says, and enough', async () => {
    const model = await load();
    const { pixels, labels } = drawTestSet();
    const answers = tf.tidy(() => {
      const logits = model.predict(toInput(pixels)) as tf.Tensor2D;
      expect(logits.shape).toEqual([TEST_IMAGES, 10]);
      return logits.argMax(1);
    });
    const values = answers.dataSync();
    const correct = labels.reduce((sum, label, i) => sum + (values[i] === label ? 1 : 0), 0);
    expect({ correct, images: TEST_IMAGES }).toEqual(card.accuracy.test);
    expect(correct / TEST_IMAGES).toBeGreaterThanOrEqual(accuracy);
    answers.dispose();
    model.dispose();
  });

  test('counts one multiplication for each use of a weight', async () => {
    const model = await load();
    const macs = model.layers.reduce((sum, layer) => {
      const kernel = layer.weights.find((weight) => /kernel$/.test(weight.originalName));
      if (!kernel) return sum;
      const [, height = 1, width = 1] = (layer.outputShape as number[]).slice(0, -1);
      return sum + height * width * tf.util.sizeFromShape(kernel.shape as number[]);
    }, 0);
    expect(card.macs).toBe(macs);
    model.dispose();
  });
});

/** Accuracy on the test set after folding, float32 and with int8 symmetric kernels. */
async function foldedAccuracy(id: string) {
  const network = await Network.load(foldModel(readModel(id)));
  const { pixels, labels } = drawTestSet();
  const images = toInput(pixels);
  const accuracy = async () => {
    const answers = await predict(network, [images], () => Promise.resolve());
    return answers.filter((answer, i) => answer === labels[i]).length / labels.length;
  };
  const kernels = network.readKernels();
  const quantized = (isPerChannel: boolean) => {
    kernels.forEach(({ values, shape, channels }, k) => {
      const ranges = rangesOf(values, isPerChannel ? channels : 1);
      const parameters = fitParameters(ranges, { bits: 8, scheme: 'symmetric' });
      const weights = compressOnCpu(values, { cut: NO_CUT, parameters });
      network.writeKernel(k, tf.tensor(weights, [...shape]));
    });
    return accuracy();
  };
  const float = await accuracy();
  const perTensor = await quantized(false);
  const perChannel = await quantized(true);
  images.dispose();
  network.dispose();
  return { float, perTensor, perChannel };
}

describe('int8, symmetric, after folding', () => {
  test('ds-cnn loses at least 20 points with one scale a tensor, at most 1 with one a channel', async () => {
    const { float, perTensor, perChannel } = await foldedAccuracy('ds-cnn');
    expect(float - perTensor).toBeGreaterThanOrEqual(0.2);
    expect(float - perChannel).toBeLessThanOrEqual(0.01);
  });

  test('ds-cnn-adamw loses at most 1 point with one scale a tensor', async () => {
    const { float, perTensor } = await foldedAccuracy('ds-cnn-adamw');
    expect(float - perTensor).toBeLessThanOrEqual(0.01);
  });
});
