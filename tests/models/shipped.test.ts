import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelCard } from '../../models/card';
import { TEST_IMAGES, drawTestSet } from '../../models/digits/splits';
import { createNetwork as createLeNet300100 } from '../../models/lenet-300-100/network';
import { createNetwork as createLeNet5 } from '../../models/lenet-5/network';
import { toInput } from '../../models/training';
import { startWasm } from './backend';

beforeAll(startWasm);

describe.each([
  { id: 'lenet-300-100', create: createLeNet300100, parameters: 266_610, accuracy: 0.98 },
  { id: 'lenet-5', create: createLeNet5, parameters: 431_080, accuracy: 0.99 },
])('$id', ({ id, create, parameters, accuracy }) => {
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

  test('has the parameters of the literature, and two bytes for each', async () => {
    const model = await load();
    expect(model.countParams()).toBe(parameters);
    expect(card.parameters).toBe(parameters);
    expect(card.weights.bytes).toBe(2 * parameters);
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

  test('the manifest says float16 and names one file beside it', () => {
    expect(json.weightsManifest.map((group) => group.paths)).toEqual([['weights.bin']]);
    for (const { dtype, quantization } of json.weightsManifest[0]!.weights) {
      expect(dtype).toBe('float32');
      expect(quantization).toEqual({ dtype: 'float16', original_dtype: 'float32' });
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
      const kernel = layer.weights.find((weight) => weight.originalName.endsWith('/kernel'));
      if (!kernel) return sum;
      const [, height = 1, width = 1] = (layer.outputShape as number[]).slice(0, -1);
      return sum + height * width * tf.util.sizeFromShape(kernel.shape as number[]);
    }, 0);
    expect(card.macs).toBe(macs);
    model.dispose();
  });
});
