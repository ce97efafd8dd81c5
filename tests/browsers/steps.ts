import { expect } from 'vitest';
import { STOPS } from '../../src/recall/content/en/tour';
import type { Page } from './page';

/** What a reader does, and the figures that are to be the same in every engine. */
export interface Step {
  readonly title: string;
  take(page: Page): Promise<unknown>;
}

const PRUNED = 'prune(magnitude,global,0.95)';

/** Size and accuracy, before and after. */
async function judged(page: Page) {
  return { size: await page.row('Size'), accuracy: await page.row('Accuracy') };
}

/** In this order, each from where the one before has left the page. */
export const STEPS: readonly Step[] = [
  {
    title: 'the first question of the tour is answered by an experiment',
    async take(page) {
      const [first] = STOPS;
      if (first?.kind !== 'choose')
        throw new Error('The tour begins with another kind of question.');
      await page.open('');
      await page.click(first.options.find(({ correct }) => correct)!.text);
      await page.click('Sure');
      await page.click('Commit and run it');
      await page.says('Your measurements confirm it.');
      return judged(page);
    },
  },
  {
    title: 'LeNet-300-100 is measured as trained',
    async take(page) {
      await page.open('#v=1&model=lenet-300-100');
      return judged(page);
    },
  },
  {
    title: 'Sparsity is moved',
    async take(page) {
      const trained = await judged(page);
      await page.slide('Sparsity', 90);
      const pruned = await judged(page);
      expect(pruned.accuracy.after).toBeLessThan(trained.accuracy.after!);
      return pruned;
    },
  },
  {
    title: 'Bits is moved to 8',
    async take(page) {
      const pruned = await judged(page);
      await page.slide('Bits', 8);
      const quantized = await judged(page);
      expect(quantized.size.after).toBeLessThan(pruned.size.after! / 3.8);
      return quantized;
    },
  },
  {
    title: 'the curve is drawn',
    async take(page) {
      await page.click('Curve');
      await page.click('Draw the curve', '#experiment');
      await page.says('The knee: ');
      await page.click('As a table', '#experiment');
      const rows = await page.table('#experiment');
      // The last column is what the browser's own compressor makes, and each has another.
      return rows.map((cells) => cells.slice(0, -1));
    },
  },
  {
    title: 'DS-CNN is measured as trained, and at 8 bits',
    async take(page) {
      await page.open('#v=1&model=ds-cnn');
      const trained = await judged(page);
      await page.slide('Bits', 8);
      return [trained, await judged(page)];
    },
  },
  {
    // Trained weights differ by engine in their last bits, so nothing of them is compared.
    title: 'a pruned network is fine-tuned, and is not trained again after a reload',
    async take(page) {
      await page.open(`#v=1&model=lenet-300-100&steps=${PRUNED}`);
      const pruned = await judged(page);
      await page.open(`#v=1&model=lenet-300-100&steps=${PRUNED}+finetune(0.5)`);
      await page.says('Fine-tuned on 5,000 images');
      const tuned = await judged(page);
      expect(tuned.accuracy.after).toBeGreaterThan(pruned.accuracy.after!);
      await page.reload();
      await page.says('Fine-tuned on 5,000 images');
      expect(await judged(page)).toEqual(tuned);
      return pruned;
    },
  },
];
