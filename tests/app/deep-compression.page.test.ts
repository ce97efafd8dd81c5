import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cardOf } from '../../src/shelf/cards';
import { open, judged, useBrowser } from './page';

const used = useBrowser();

/** The figures of a column of the stages, as they stand in the page. */
const figures = (column: number) =>
  `table[aria-label="Stages of Deep Compression"] tbody tr td:nth-child(${column}) data`;

describe('Deep Compression', () => {
  test.each([
    { id: 'lenet-300-100', ratio: 40 },
    { id: 'lenet-5', ratio: 60 },
  ])('of $id is there without training, measured here, and can be saved', async ({ id, ratio }) => {
    const { page, errors } = await open(used.browser, `#v=1&model=${id}`);
    await judged(page);
    await page.getByRole('button', { name: 'Show what was trained beforehand' }).click();
    const stages = page.getByRole('table', { name: 'Stages of Deep Compression' });
    // What was recorded of the last stage gives way to what was measured.
    await stages.locator('tr:last-child small').waitFor({ state: 'detached', timeout: 60_000 });
    await judged(page);
    const values = (column: number) =>
      page
        .locator(figures(column))
        .evaluateAll((all) => all.map((each) => Number((each as HTMLDataElement).value)));
    const [, , , huffman, bytes] = await values(2);
    expect(bytes).toBeLessThan(0.95 * huffman!);
    const [, , smaller] = await values(3);
    const accuracies = await values(4);
    expect(smaller).toBeGreaterThanOrEqual(ratio);
    const { correct, images } = cardOf(id).accuracy.test;
    expect(accuracies.at(-1)).toBeGreaterThanOrEqual(correct / images - 0.003);
    await expect.poll(() => new URL(page.url()).hash).toContain('finetune');

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the file' }).click();
    const file = await (await saved).path();
    expect(readFileSync(file).length).toBe(bytes);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
