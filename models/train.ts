/**
 *     npm run train [lenet-300-100] [lenet-5] [ds-cnn] [ds-cnn-adamw]
 *
 * Trains the named models, or all, and writes model.json, weights.bin and card.json of each into
 * its folder. Prints twenty lines a model on the way, and one in the end with the accuracy of the
 * weights as written:
 *
 *     lenet-300-100  1,024,000 of 2,048,000 images  loss 0.405  validation 99.40%  6,100/s  168 s left
 *     lenet-300-100  finished in 340 s  test 99.50%  validation 99.56%
 *
 * On two cores lenet-300-100 takes about 6 minutes and lenet-5 about 17; on busy ones ds-cnn took 26
 * and ds-cnn-adamw 14. Each uses one core, so they may run side by side.
 */

import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as tf from '@tensorflow/tfjs';
import { startWasm } from './backend';
import type { ModelCard } from '../src/shelf/card';
import { TEST_IMAGES } from '../src/tasks/digits/splits';
import { isBatchNorm } from './moments';
import { TASKS, type Task } from './tasks';
import { evaluate, settleBatchNorm, train } from './training';
import { roundWeights, writeModel } from './write';

const SEED = 1;
const REPORTS = 20;
const REPORT_IMAGES = 2000;
const VALIDATION_IMAGES = 10_000;
/** Training images that the moments of batch norm are measured on in the end. */
const MOMENTS_IMAGES = 10_000;

function percent(score: { correct: number; images: number }): string {
  return `${((100 * score.correct) / score.images).toFixed(2)}%`;
}

/** Of γ, β and the two moments of each channel, folding leaves a bias. */
function foldedParameters(model: tf.Sequential): number {
  return model.layers.reduce(
    (sum, layer) => sum + layer.countParams() * (isBatchNorm(layer) ? 1 / 4 : 1),
    0,
  );
}

function kernelLayers(model: tf.Sequential): string[] {
  const layers = model.layers.filter((layer) => layer.weights.length > 0 && !isBatchNorm(layer));
  return layers.map(({ name }) => name);
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
    settleBatchNorm(model, REPORT_IMAGES);
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
  roundWeights(model);
  settleBatchNorm(model, MOMENTS_IMAGES);
  const weights = await writeModel(model, folder);
  const card: ModelCard = {
    id,
    name: task.name,
    summary: task.summary,
    note: task.note,
    parameters: model.countParams(),
    foldedParameters: foldedParameters(model),
    macs: task.macs,
    kernels: kernelLayers(model),
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

const named = process.argv.slice(2);
const unknown = named.find((id) => !(id in TASKS));
if (unknown !== undefined) {
  console.error(`There is no model ${unknown}; there are ${Object.keys(TASKS).join(', ')}`);
  process.exit(1);
}
await startWasm();
for (const [id, task] of Object.entries(TASKS)) {
  if (named.length === 0 || named.includes(id)) await trainTask(id, task);
}
