import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawImages } from '../../src/tasks/digits/splits';
import { readStep } from '../../src/core/step-text';
import type { Step } from '../../src/core/recipe';
import type { Report } from '../../src/core/report';
import { stepsOf, type Examination } from '../../src/engine/examination';
import { Guide } from '../../src/engine/guide';
import { GUIDE_IMAGES } from '../../src/wire/protocol';
import { Subject } from '../../src/engine/subject';
import { HOOKS, tunerOn } from '../hooks';
import { examineShipped, readModel } from '../shipped';

const PLACE = { weights: 'wasm', inference: 'wasm' } as const;
const MODEL = 'lenet-300-100';
const stepsFrom = (...texts: string[]): Step[] => texts.map((text) => readStep(text).step!);
const nothing = () => Promise.resolve();

describe('the guide images', () => {
  let guide: Guide;
  let subject: Subject;
  let exam: Examination;

  beforeAll(async () => {
    guide = await Guide.create(readModel(MODEL), PLACE, tunerOn(PLACE), false, nothing);
    const digits = drawImages('validation', 0, GUIDE_IMAGES);
    subject = await Subject.create(readModel(MODEL), PLACE, digits, tunerOn(PLACE));
    exam = await examineShipped(MODEL);
  });

  afterAll(() => {
    guide.dispose();
    subject.dispose();
    exam.dispose();
  });

  const ask = (steps: readonly Step[], question: Parameters<Guide['ask']>[1]) =>
    guide.ask({ model: MODEL, steps }, question, nothing);

  /** Guide images read right by the network before, less those after, read one batch after the other. */
  async function lostBy(steps: readonly Step[]): Promise<number> {
    await subject.compress(stepsOf({ model: MODEL, steps }), {
      between: nothing,
      tuning: HOOKS.tuning,
    });
    const right = async (which: 'before' | 'after') => {
      const read = await subject.predict(which, nothing);
      return read.filter((predicted, i) => predicted === subject.labels[i]).length;
    };
    return (await right('before')) - (await right('after'));
  }

  const RECIPES = [
    stepsFrom('prune(magnitude,global,0.8)', 'quantize(4,channel,symmetric)'),
    stepsFrom('quantize(8,channel,symmetric,fc3:2:tensor:symmetric)'),
    stepsFrom('quantize(8,channel,symmetric,fc1:2:tensor:symmetric)'),
    stepsFrom('prune(magnitude,layer,0,fc2:0.9)'),
    stepsFrom('quantize(4,tensor,symmetric)', 'correct()'),
    stepsFrom('quantize(8,tensor,symmetric)', 'activations(4,minmax)'),
    [],
  ];

  test('are read as one batch after the other through the whole network would be', async () => {
    for (const steps of RECIPES) {
      const { lost, images } = await ask(steps, { images: GUIDE_IMAGES, sizes: false });
      expect(images).toBe(GUIDE_IMAGES);
      expect(lost, JSON.stringify(steps)).toBe(await lostBy(steps));
    }
  });

  test('move by 0 where nothing is done, and the further the fewer bits there are', async () => {
    const moved = async (...texts: string[]) =>
      (await ask(stepsFrom(...texts), { images: 250, sizes: false })).divergence;
    expect(await moved()).toBeLessThan(1e-9);
    const byBits = [];
    for (const bits of [8, 6, 4, 3]) byBits.push(await moved(`quantize(${bits},tensor,symmetric)`));
    expect(byBits).toEqual(byBits.toSorted((a, b) => a - b));
    expect(byBits[0]).toBeGreaterThan(0);
  });

  test('are read no further once more are lost than may be, and not counted then', async () => {
    const worst = stepsFrom('prune(magnitude,global,0.97)');
    const figures = await ask(worst, { images: GUIDE_IMAGES, sizes: true, atMost: 10 });
    expect(figures.images).toBe(250);
    expect(figures.lost).toBeGreaterThan(10);
    expect(figures.bytes).toBeUndefined();
  });

  test('come with the bytes that the results call deflated, kernel by kernel', async () => {
    for (const steps of RECIPES.slice(0, 4)) {
      const { bytes, kernelBytes, images } = await ask(steps, { images: 0, sizes: true });
      let report: Report | undefined;
      await exam.run({ model: MODEL, steps }, 'point', {
        ...HOOKS,
        report: (one) => (report = one),
      });
      expect(images).toBe(0);
      expect(bytes).toBe(report!.size.after.deflate);
      const biases = 4 * (300 + 100 + 10);
      expect(kernelBytes!.reduce((sum, own) => sum + own, biases)).toBe(bytes);
    }
  });
});
