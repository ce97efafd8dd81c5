import '@tensorflow/tfjs-backend-cpu';
import { setBackend, type Tensor } from '@tensorflow/tfjs-core';
import { drawImages } from '../../src/tasks/digits/splits';
import { MaskedWeights } from '../../src/core/train/masked-weights';
import { OPTIMIZERS } from '../../src/core/train/optimizers';
import { fetchModel } from '../../src/shelf/assets';
import '../../src/run/tfjs/gradients';
import { imageTensor } from '../../src/engine/images';
import { startWasm } from '../../src/run/tfjs/wasm';
import { registerGradientKernels } from '../../src/run/gradients/wasm';
import { Network } from '../../src/run/network';
import { labelTargets } from '../../src/run/train/cross-entropy';
import { Trainer } from '../../src/run/train/trainer';
import { TRAINING_BATCH } from '../../src/run/train/tune';
import { compare, type Way } from './compare';
import type { Suite } from './suite';

const MODELS = ['lenet-300-100', 'lenet-5'];
const BUDGET_MS = 8_000;
const CLASSES = 10;

/** One step of training on a batch of images, on each backend; drawing them is a way of its own. */
export const training: Suite = {
  name: 'A training step',
  async *rows() {
    await startWasm();
    registerGradientKernels();
    for (const model of MODELS) {
      const ways = [];
      for (const backend of ['wasm', 'webgl', 'cpu']) ways.push(await stepOn(backend, model));
      const draw = {
        name: 'drawing the images',
        run: () => void drawImages('finetune', 0, TRAINING_BATCH),
      };
      yield* await compare(`${model}, ${TRAINING_BATCH} images`, [...ways, draw], BUDGET_MS);
    }
  },
};

async function stepOn(backend: string, model: string): Promise<Way> {
  await setBackend(backend);
  const network = await Network.load(await fetchModel(model));
  const kernels = network.readKernels().map(({ values }) => new MaskedWeights(values.slice()));
  const trainer = new Trainer(network, kernels, OPTIMIZERS.adam);
  const digits = drawImages('finetune', 0, TRAINING_BATCH);
  const targets = labelTargets(digits.labels, CLASSES);
  const images: Tensor = imageTensor(digits);
  return {
    name: backend,
    run: async () => {
      await setBackend(backend);
      trainer.step(images, targets, 1e-5);
    },
  };
}
