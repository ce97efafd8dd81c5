import '../../gradients';
import { memory, tensor2d, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../../src/core/random';
import { MaskedWeights } from '../../../src/core/train/masked-weights';
import type { Optimizer } from '../../../src/core/train/optimizer';
import { OPTIMIZERS } from '../../../src/core/train/optimizers';
import { Network } from '../../../src/run/network';
import type { ModelFile } from '../../../src/graph/model-file';
import { crossEntropy, labelTargets } from '../../../src/run/train/cross-entropy';
import { Trainer } from '../../../src/run/train/trainer';
import { BACKENDS, use } from '../../backend';
import { CLASSES, randomFile, randomImages } from '../../graph/networks';

const IMAGES = 6;
const labels = Uint8Array.from({ length: IMAGES }, (_, i) => i % CLASSES);
const targets = labelTargets(labels, CLASSES);

const maskedKernels = (network: Network) =>
  network.readKernels().map(({ values }) => new MaskedWeights(values.slice()));

/** An optimizer that changes nothing and shows the gradients. */
function spy(seen: { gradients: readonly Float32Array[] }): () => Optimizer {
  return () => ({ memory: [], steps: 0, step: (gradients) => (seen.gradients = gradients) });
}

/** The loss of the network in float64, from its logits. */
function lossOf(network: Network, images: Tensor): number {
  const logits = tidy(() => network.logits(images)) as Tensor2D;
  const values = logits.arraySync();
  logits.dispose();
  const losses = values.map((row, image) => {
    const logSum = Math.log(row.reduce((sum, logit) => sum + Math.exp(logit), 0));
    return row.reduce(
      (loss, logit, k) =>
        loss - (0.05 / CLASSES + (k === labels[image] ? 0.95 : 0)) * (logit - logSum),
      0,
    );
  });
  return losses.reduce((sum, loss) => sum + loss) / IMAGES;
}

describe.each(BACKENDS)('on %s', (backend) => {
  beforeAll(() => use(backend));

  test('cross-entropy and its gradient are those of two classes by hand', () => {
    const logits = tensor2d([Math.log(3), 0], [1, 2]);
    // Softmax is (¾, ¼), the smoothed target of class 1 (0.025, 0.975).
    const loss = crossEntropy(logits, labelTargets(Uint8Array.of(1), 2));
    const expected = -0.025 * Math.log(3 / 4) - 0.975 * Math.log(1 / 4);
    expect(loss.dataSync()[0]).toBeCloseTo(expected, 6);
    loss.dispose();
    logits.dispose();
  });

  test.each([1, 3, 5, 6, 8, 11, 12])(
    'network %i: the gradient is the slope of the loss in random directions',
    async (seed) => {
      const file = await randomFile(seed);
      // With padding, tfjs divides the gradient of a mean by the whole window: no model here has that.
      expect(JSON.stringify(file.topology)).not.toContain('"AveragePooling2D"');
      const network = await Network.load(file);
      const images = randomImages(IMAGES, seed);
      const seen = { gradients: [] as readonly Float32Array[] };
      const kernels = maskedKernels(network);
      const trainer = new Trainer(network, kernels, spy(seen));
      const loss = trainer.step(images, targets, 0);
      expect(loss).toBeCloseTo(lossOf(network, images), 5);
      const { values } = trainer.snapshot();
      const random = new Random('direction', seed);
      const h = 1e-4;
      for (let k = 0; k < 4; k++) {
        const direction = values.map((own) => own.map(() => random.normal()));
        const at = (step: number) => {
          trainer.restore({
            values: values.map((own, j) => own.map((v, i) => v + step * direction[j]![i]!)),
            memory: [],
            steps: 0,
          });
          return lossOf(network, images);
        };
        const slope = (at(h) - at(-h)) / (2 * h);
        const expected = seen.gradients.reduce(
          (sum, own, j) => sum + own.reduce((part, g, i) => part + g * direction[j]![i]!, 0),
          0,
        );
        // Differences of float32 numbers, now and then across a kink of ReLU: 2% of the steepest.
        const steepest = Math.sqrt(
          seen.gradients.reduce((sum, own) => sum + own.reduce((part, g) => part + g * g, 0), 0),
        );
        expect(Math.abs(slope - expected)).toBeLessThan(0.02 * steepest + 1e-3);
      }
      network.dispose();
      images.dispose();
    },
  );

  describe('a training', () => {
    let file: ModelFile;
    beforeAll(async () => {
      file = await randomFile(3);
    });

    async function trained(run: (trainer: Trainer, images: Tensor) => void, pruned = false) {
      const network = await Network.load(file);
      const images = randomImages(IMAGES, 1);
      const kernels = maskedKernels(network);
      if (pruned) kernels.forEach((k) => (k.mask = k.values.map((_, i) => i % 2) as never));
      const trainer = new Trainer(network, kernels, OPTIMIZERS.adam);
      run(trainer, images);
      const weights = network.readKernels().map(({ values }) => values.slice());
      const others = network.readOthers().map((values) => values.slice());
      network.dispose();
      images.dispose();
      return { weights, others, trainer };
    }

    test('goes on from a snapshot to the very same weights', async () => {
      const steps = (trainer: Trainer, images: Tensor, n: number) => {
        for (let i = 0; i < n; i++) trainer.step(images, targets, 0.01);
      };
      const whole = await trained((trainer, images) => steps(trainer, images, 6));
      const half = await trained((trainer, images) => steps(trainer, images, 3));
      const rest = await trained((trainer, images) => {
        trainer.restore(half.trainer.snapshot());
        steps(trainer, images, 3);
      });
      expect(rest.weights).toEqual(whole.weights);
      expect(rest.others).toEqual(whole.others);
      expect(rest.trainer.steps).toBe(6);
      expect(whole.weights).not.toEqual(half.weights);
    });

    test('lowers the loss on the images that it sees', async () => {
      const losses: number[] = [];
      await trained((trainer, images) => {
        for (let i = 0; i < 100; i++) losses.push(trainer.step(images, targets, 0.01));
      }, true);
      expect(losses.at(-1)).toBeLessThan(losses[0]!);
    });

    test('makes no step from a loss that is not a number', async () => {
      await trained((trainer, images) => {
        // Weights of 1e30 make logits beyond float32.
        trainer.step(images, targets, 1e30);
        const before = trainer.snapshot();
        expect(trainer.step(images, targets, 0.01)).not.toSatisfy(Number.isFinite);
        expect(trainer.snapshot()).toEqual(before);
      });
    });

    test('leaves no tensor behind', async () => {
      const run = () =>
        trained((trainer, images) => {
          for (let i = 0; i < 3; i++) trainer.step(images, targets, 0.01);
          trainer.restore(trainer.snapshot());
        });
      await run();
      const { numTensors } = memory();
      await run();
      expect(memory().numTensors).toBe(numTensors);
    });
  });
});
