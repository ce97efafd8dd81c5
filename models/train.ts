/**
 *     npm run train [lenet-300-100] [lenet-5]
 *
 * Trains the named models, or all, and writes model.json, weights.bin and card.json of each into
 * its folder. Prints twenty lines a model on the way, and one in the end with the accuracy of the
 * weights as written:
 *
 *     lenet-300-100  1,024,000 of 2,048,000 images  loss 0.405  validation 99.40%  6,100/s  168 s left
 *     lenet-300-100  finished in 340 s  test 99.50%  validation 99.56%
 *
 * On two cores lenet-300-100 takes about 6 minutes and lenet-5 about 17. Each uses one core, so
 * they may run side by side.
 */

import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { bytesOf } from '../src/core/encode/bytes';
import { fromFloat16, toFloat16 } from '../src/core/quantize/float16';
import type { ModelCard, TrainingRecipe } from './card';
import { TEST_IMAGES } from './digits/splits';
import { registerGradientKernels } from './gradients';
import { createNetwork as createLeNet300100 } from './lenet-300-100/network';
import { createNetwork as createLeNet5 } from './lenet-5/network';
import { evaluate, train } from './training';

const SEED = 1;
const REPORTS = 20;
const REPORT_IMAGES = 2000;
const VALIDATION_IMAGES = 10_000;
const WEIGHTS_FILE = 'weights.bin';

interface Task {
  name: string;
  summary: string;
  macs: number;
  createNetwork: (seed: number) => tf.Sequential;
  recipe: TrainingRecipe;
}

/** An entry as tfjs's converter writes it; the types of tfjs leave `original_dtype` out. */
type Float16Entry = tf.io.WeightsManifestEntry & {
  quantization: { dtype: 'float16'; original_dtype: 'float32' };
};

const TASKS: Record<string, Task> = {
  'lenet-300-100': {
    name: 'LeNet-300-100',
    summary: 'Two hidden layers of 300 and 100 units, all of them connected: the small classic.',
    macs: 784 * 300 + 300 * 100 + 100 * 10,
    createNetwork: createLeNet300100,
    recipe: {
      images: 2_048_000,
      batch: 256,
      optimizer: 'AdamW',
      learningRate: 0.002,
      warmup: 200,
      weightDecay: 0.02,
      labelSmoothing: 0.05,
    },
  },
  'lenet-5': {
    name: 'LeNet-5',
    summary: 'Two convolutions with 20 and 50 filters, then 500 units: a small image network.',
    macs: 24 * 24 * 20 * 25 + 8 * 8 * 50 * 20 * 25 + 800 * 500 + 500 * 10,
    createNetwork: createLeNet5,
    recipe: {
      images: 768_000,
      batch: 128,
      optimizer: 'AdamW',
      learningRate: 0.002,
      warmup: 200,
      weightDecay: 0.02,
      labelSmoothing: 0.05,
    },
  },
};

async function startBackend(): Promise<void> {
  const require = createRequire(import.meta.url);
  setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), '/'));
  // Sums in several threads would come out in another order each time.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend('wasm'))) throw new Error('The WASM backend did not start');
  await tf.ready();
  registerGradientKernels();
}

function percent(score: { correct: number; images: number }): string {
  return `${((100 * score.correct) / score.images).toFixed(2)}%`;
}

async function trainTask(id: string, task: Task): Promise<void> {
  const { recipe } = task;
  const model = task.createNetwork(SEED);
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const every = Math.ceil(recipe.images / recipe.batch / REPORTS) * recipe.batch;
  let losses = 0;
  let lossSteps = 0;
  await train(model, recipe, ({ images, loss }) => {
    losses += loss;
    lossSteps++;
    if (images % every !== 0) return;
    const speed = images / seconds();
    const left = (recipe.images - images) / speed;
    console.log(
      `${id}  ${images.toLocaleString('en')} of ${recipe.images.toLocaleString('en')} images` +
        `  loss ${(losses / lossSteps).toFixed(3)}` +
        `  validation ${percent(evaluate(model, 'validation', REPORT_IMAGES))}` +
        `  ${Math.round(speed).toLocaleString('en')}/s  ${Math.ceil(left)} s left`,
    );
    losses = 0;
    lossSteps = 0;
  });
  const trainedSeconds = Math.round(seconds());

  const folder = join(dirname(fileURLToPath(import.meta.url)), id);
  const weights = await write(model, folder);
  const card: ModelCard = {
    id,
    name: task.name,
    summary: task.summary,
    parameters: model.countParams(),
    macs: task.macs,
    seed: SEED,
    recipe,
    trainedSeconds,
    accuracy: {
      test: evaluate(model, 'test', TEST_IMAGES),
      validation: evaluate(model, 'validation', VALIDATION_IMAGES),
    },
    weights,
  };
  await writeFile(join(folder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
  console.log(
    `${id}  finished in ${trainedSeconds} s  test ${percent(card.accuracy.test)}` +
      `  validation ${percent(card.accuracy.validation)}`,
  );
}

/** Rounds the model's weights to float16 and writes them and its topology into `folder`. */
async function write(model: tf.LayersModel, folder: string): Promise<ModelCard['weights']> {
  const specs: Float16Entry[] = [];
  const parts: Uint8Array[] = [];
  tf.tidy(() => {
    for (const weight of model.weights) {
      const words = toFloat16(weight.read().dataSync<'float32'>());
      weight.write(tf.tensor(fromFloat16(words), weight.read().shape));
      parts.push(bytesOf(words));
      specs.push({
        name: weight.originalName,
        shape: weight.read().shape,
        dtype: 'float32',
        quantization: { dtype: 'float16', original_dtype: 'float32' },
      });
    }
  });
  const bytes = Buffer.concat(parts);
  const json = {
    format: 'layers-model',
    generatedBy: `TensorFlow.js tfjs-layers v${tf.version['tfjs-layers']}`,
    convertedBy: null,
    modelTopology: model.toJSON(undefined, false),
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: specs }],
  };
  await writeFile(join(folder, WEIGHTS_FILE), bytes);
  await writeFile(join(folder, 'model.json'), `${JSON.stringify(json, null, 2)}\n`);
  return {
    file: WEIGHTS_FILE,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    dtype: 'float16',
  };
}

const named = process.argv.slice(2);
const unknown = named.find((id) => !(id in TASKS));
if (unknown !== undefined) {
  console.error(`There is no model ${unknown}; there are ${Object.keys(TASKS).join(', ')}`);
  process.exit(1);
}
await startBackend();
for (const [id, task] of Object.entries(TASKS)) {
  if (named.length === 0 || named.includes(id)) await trainTask(id, task);
}
