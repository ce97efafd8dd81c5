/**
 *     npm run compress [lenet-300-100] [lenet-5]
 *
 * Deep Compression (Han et al. 2016, https://arxiv.org/abs/1510.00149) of the named models, or all:
 * carries out the long recipe of `deep-compression.ts` with the very code of the page, and writes
 * deep-compression.bin, the exported file, and deep-compression.json into the model's folder. Prints
 * a line now and then, and the stages in the end:
 *
 *     lenet-5  finetune  160,000 of 320,000 images  loss 0.343  sparsity 93.1%  validation 99.6%  400 s left
 *     lenet-5  prune 12.5x 99.6%  share 40.1x 99.5%  huffman 65.4x 99.5%
 *
 * Side by side on two cores that other work kept busy, they took 34 and 33 minutes.
 */

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { stageRecipes, stagesOf } from '../src/shelf/deep-compression';
import { decodeFile } from '../src/core/encode/file';
import { parseLink } from '../src/core/link';
import type { Recipe } from '../src/core/recipe';
import type { Report } from '../src/core/report';
import { Examination } from '../src/engine/examination';
import { Subject } from '../src/engine/subject';
import { Tuner } from '../src/engine/tuner';
import { modelFileOf } from '../src/formats/export';
import type { ModelFile } from '../src/graph/model-file';
import { startWasm } from './backend';
import { RECIPES, type DeepCompressionCard } from '../src/shelf/deep-compression-card';
import { drawTestSet } from '../src/tasks/digits/splits';
import { evaluate } from './training';

const PLACE = { weights: 'wasm', inference: 'wasm' } as const;
const FILE = 'deep-compression.bin';
const REPORT_SECONDS = 30;
const VALIDATION_IMAGES = 10_000;
const HARD_IMAGES = 5000;
/** Far beyond the images that the models were trained on. */
const HARD_FIRST = 5_000_000;

function readModel(folder: string): ModelFile {
  const { modelTopology, weightsManifest } = JSON.parse(
    readFileSync(join(folder, 'model.json'), 'utf8'),
  ) as { modelTopology: object; weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[] };
  return {
    topology: modelTopology,
    weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
    weightData: Uint8Array.from(readFileSync(join(folder, 'weights.bin'))).buffer,
  };
}

/** Five digits are enough for a card, which travels with the page. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value)
    ? Number(value.toPrecision(5))
    : value;
}

async function robustnessOf({ topology, weightSpecs, weightData }: ModelFile) {
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({ modelTopology: topology, weightSpecs, weightData }),
  );
  const scores = {
    validation: evaluate(model, 'validation', VALIDATION_IMAGES),
    hard: evaluate(model, 'train', HARD_IMAGES, HARD_FIRST),
  };
  model.dispose();
  return scores;
}

async function compress(id: string): Promise<void> {
  const { long, short } = RECIPES[id]!;
  const folder = join(dirname(fileURLToPath(import.meta.url)), id);
  const model = readModel(folder);
  let key = '';
  const tuner = new Tuner(PLACE, () => Promise.resolve(false), {
    load: () => Promise.resolve(undefined),
    save: (saved) => {
      key = saved;
      return Promise.resolve();
    },
  });
  const subject = await Subject.create(model, PLACE, drawTestSet(), tuner);
  const exam = await Examination.create(subject, () => Promise.resolve());
  const { recipe } = parseLink(`#model=${id}&steps=${long}`, { models: [id], defaultModel: id });

  const run = async (recipe: Recipe): Promise<Report> => {
    let last: Report | undefined;
    let told = performance.now();
    await exam.run(recipe, 'file', {
      between: () => Promise.resolve(),
      seen: () => Promise.resolve(0),
      report: (report) => (last = report),
      tuning: {
        progress: ({ stage, images, of, loss, points, secondsLeft = 0 }) => {
          if (performance.now() - told < 1000 * REPORT_SECONDS) return;
          told = performance.now();
          const { accuracy = 0, sparsity = 0 } = points.at(-1) ?? {};
          console.log(
            `${id}  ${stage}  ${images.toLocaleString('en')} of ${of.toLocaleString('en')} images` +
              `  loss ${loss.toFixed(3)}  sparsity ${(100 * sparsity).toFixed(1)}%` +
              `  validation ${(100 * accuracy).toFixed(1)}%  ${Math.ceil(secondsLeft)} s left`,
          );
        },
        pause: () => Promise.resolve(0),
        stopped: () => false,
      },
    });
    return last!;
  };

  const [pruned, shared] = stageRecipes(recipe);
  const first = await run(pruned);
  const last = await run(shared);
  const stages = stagesOf(first, last);
  const bytes = await exam.exportFile();
  exam.dispose();
  const before = await robustnessOf(model);
  const after = await robustnessOf(modelFileOf(await decodeFile(bytes)));
  const card: DeepCompressionCard = {
    model: id,
    long,
    short,
    key,
    stages,
    images: last.tunings.reduce((images, tuning) => images + tuning.images, 0),
    tunings: last.tunings,
    file: {
      file: FILE,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
    robustness: {
      validation: { before: before.validation, after: after.validation },
      hard: { before: before.hard, after: after.hard },
    },
  };
  writeFileSync(join(folder, FILE), bytes);
  writeFileSync(join(folder, 'deep-compression.json'), `${JSON.stringify(card, rounded, 2)}\n`);
  const all = last.size.before.dense;
  console.log(
    `${id}  ${stages
      .map(
        ({ name, bytes, accuracy: { correct, images } }) =>
          `${name} ${(all / bytes).toFixed(1)}x ${((100 * correct) / images).toFixed(1)}%`,
      )
      .join('  ')}  ${JSON.stringify(card.robustness)}`,
  );
}

const named = process.argv.slice(2);
const unknown = named.find((id) => !(id in RECIPES));
if (unknown !== undefined) {
  console.error(`There is no recipe for ${unknown}; there are ${Object.keys(RECIPES).join(', ')}`);
  process.exit(1);
}
await startWasm();
for (const id of Object.keys(RECIPES)) {
  if (named.length === 0 || named.includes(id)) await compress(id);
}
