import '../gradients';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { io, setBackend, tensor4d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { RECIPES, type DeepCompressionCard } from '../../src/shelf/deep-compression-card';
import { drawTestSet } from '../../src/tasks/digits/splits';
import { decodeFile, encodeFile, type FileContents } from '../../src/core/encode/file';
import { encodings } from '../../src/core/encode/encodings';
import { encodeNetwork } from '../../src/core/encode/network';
import { cardOf } from '../../src/shelf/cards';
import { modelFileOf } from '../../src/formats/export';
import '../shipped';

const path = (id: string, file: string) => new URL(`../../models/${id}/${file}`, import.meta.url);

describe.each([
  { id: 'lenet-300-100', parameters: 266_610, smaller: 40, fewer: 12 },
  { id: 'lenet-5', parameters: 431_080, smaller: 60, fewer: 12 },
])('Deep Compression of $id', ({ id, parameters, smaller, fewer }) => {
  const card = JSON.parse(
    readFileSync(path(id, 'deep-compression.json'), 'utf8'),
  ) as DeepCompressionCard;
  const bytes = new Uint8Array(readFileSync(path(id, card.file.file)));
  let contents: FileContents;

  beforeAll(async () => {
    await setBackend('wasm');
    contents = await decodeFile(bytes);
  });

  test(`is ${smaller} times smaller as a file, with ${fewer} times fewer weights`, () => {
    expect((4 * parameters) / bytes.length).toBeGreaterThanOrEqual(smaller);
    const left = (all: Float32Array[]) =>
      all.reduce((sum, values) => sum + values.filter((value) => value !== 0).length, 0);
    const weights = left(contents.kernels.map((kernel) => kernel.weights));
    const others = contents.others.reduce((sum, { values }) => sum + values.length, 0);
    expect(parameters / (weights + others)).toBeGreaterThanOrEqual(fewer);
    // Some weights that were kept share the value 0.
    expect(card.stages[0]!.weights).toBeGreaterThanOrEqual(weights + others);
    expect(parameters / card.stages[0]!.weights).toBeGreaterThanOrEqual(fewer);
  });

  test('reads the test digits, decoded, as its card says: at most 0.3 points below the baseline', async () => {
    const { topology, weightSpecs, weightData } = modelFileOf(contents);
    const model = await loadLayersModel(
      io.fromMemory({ modelTopology: topology, weightSpecs, weightData }),
    );
    const { pixels, labels } = drawTestSet();
    const answers = tidy(() => {
      const images = tensor4d(
        Float32Array.from(pixels, (ink) => ink / 255),
        [labels.length, 28, 28, 1],
      );
      return (model.predict(images) as Tensor).argMax(1).dataSync();
    });
    model.dispose();
    const correct = labels.reduce((sum, label, i) => sum + Number(label === answers[i]), 0);
    expect(correct).toBe(card.stages.at(-1)!.accuracy.correct);
    expect(correct).toBeGreaterThanOrEqual(cardOf(id).accuracy.test.correct - 3);
  });

  test('has the bytes that its card says, the file’s and those of relative indices', async () => {
    expect(bytes.length).toBe(card.file.bytes);
    expect(card.stages.at(-1)!.bytes).toBe(bytes.length);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(card.file.sha256);
    const network = {
      kernels: contents.kernels,
      biases: contents.others.map(({ values }) => values),
    };
    const relative = await encodeNetwork(network, encodings.relativeIndex);
    expect(card.stages[1]!.bytes).toBe(relative!.length);
    expect(card.stages[2]!.bytes).toBe((await encodeFile(contents, 1)).length);
  });

  test('is half a tenth smaller for the range coder at least, which changes no weight', async () => {
    const [huffman, adaptive] = card.stages.slice(2);
    expect(adaptive!.bytes).toBeLessThan(0.95 * huffman!.bytes);
    const first = await decodeFile(await encodeFile(contents, 1));
    expect(first.kernels).toEqual(contents.kernels);
  });

  test('was made by the recipe that the script has now', () => {
    expect({ long: card.long, short: card.short }).toEqual(RECIPES[id]);
    expect(card.key.endsWith(card.long)).toBe(true);
  });
});
