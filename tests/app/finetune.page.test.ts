import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { copiedReport, figure, open, judged, tabTo, useBrowser } from './page';

const used = useBrowser();
const PRUNED = '#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.95)';

/** Training images seen, as the progress says. */
async function imagesSeen(page: Page): Promise<number> {
  const text = await page.getByRole('progressbar').getAttribute('aria-valuetext');
  return Number(/^[\d,]+/.exec(text!)![0].replaceAll(',', ''));
}

describe('fine-tuning', () => {
  test('by keyboard alone brings back what pruning lost, and is not done again after a reload', async () => {
    const { page, errors } = await open(used.browser);
    await judged(page);
    await tabTo(page, page.getByLabel('Sparsity'));
    await page.keyboard.press('End');
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
    await judged(page);
    const pruned = (await figure(page, 'Accuracy', 'After'))!;
    await tabTo(page, page.getByText('Recovery', { exact: true }));
    await page.keyboard.press('Enter');
    // Fetched when it is opened.
    await page.getByLabel('Epochs').first().waitFor();
    await tabTo(page, page.getByLabel('Epochs').first());
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('1');
    await tabTo(page, page.getByRole('button', { name: /^Fine-tune: about \d+ s$/ }));
    await page.keyboard.press('Enter');
    await page.getByText(/^Fine-tuned on 10,000 images/).waitFor();
    await judged(page);
    expect(await figure(page, 'Accuracy', 'After')).toBeGreaterThan(pruned + 0.2);
    await expect.poll(() => new URL(page.url()).hash).toBe(`${PRUNED}+finetune(1)`);
    const { tunings, accuracy, size } = await copiedReport(page);
    expect(tunings).toMatchObject([{ stage: 'finetune', end: 'finished', images: 10_000 }]);

    await page.locator('section', { hasText: 'Fine-tuned' }).getByText('As a table').click();
    const rows = page.locator('section', { hasText: 'Fine-tuned' }).locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(tunings[0]!.points.length);
    expect(await rows.last().locator('td').first().innerText()).toBe(
      `${(100 * tunings[0]!.points.at(-1)!.accuracy).toFixed(1)}%`,
    );

    await page.reload();
    await judged(page);
    const again = await copiedReport(page);
    // Trained anew, it would have taken another time.
    expect(again.tunings).toEqual(tunings);
    expect(again.accuracy).toEqual(accuracy);
    expect(again.size).toEqual(size);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('stands still while it is paused, goes on, and leaves all as it was when cancelled', async () => {
    const { page } = await open(used.browser, PRUNED);
    await judged(page);
    const before = await copiedReport(page);
    await page.getByText('Recovery', { exact: true }).click();
    await page.getByLabel('Epochs').first().fill('50');
    await page.getByRole('button', { name: /^Fine-tune: about \d+ min$/ }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    const seen = await imagesSeen(page);
    await page.waitForTimeout(1000);
    expect(await imagesSeen(page)).toBe(seen);
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => imagesSeen(page), { timeout: 30_000 }).toBeGreaterThan(seen);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    await judged(page);
    const after = await copiedReport(page);
    expect(after.recipe).toEqual(before.recipe);
    expect(after.tunings).toEqual([]);
    expect(after.accuracy).toEqual(before.accuracy);
    expect(after.tensors).toEqual(before.tensors);
    await expect.poll(() => new URL(page.url()).hash).toBe(PRUNED);
    expect(await page.getByLabel('Epochs').first().inputValue()).toBe('50');
    await page.context().close();
  });

  test('that a link asks for is stopped with the best of its points', async () => {
    const { page } = await open(used.browser, `${PRUNED}+finetune(5)`);
    // Not by itself: the network without it is shown, and what the training would take.
    await page.getByText('What is shown is the network without it.').waitFor();
    await judged(page);
    expect((await copiedReport(page)).recipe.steps).toMatchObject([{ kind: 'prune' }]);
    expect(new URL(page.url()).hash).toBe(`${PRUNED}+finetune(5)`);
    await page.getByLabel('Bits').press('ArrowRight');
    await page.locator('output', { hasText: 'float16' }).waitFor();
    await judged(page);
    expect((await copiedReport(page)).untrained).toBe(50_000);
    await page.getByRole('button', { name: /^Train: about \d+ s$/ }).click();
    await page.getByText('read right so far').waitFor();
    await page.getByRole('button', { name: 'Stop and keep the best' }).click();
    await page.getByText('Ended by you: kept the best of').waitFor();
    const { tunings } = await copiedReport(page);
    expect(tunings).toMatchObject([{ end: 'stopped' }]);
    expect(tunings[0]!.images).toBeLessThan(50_000);
    await page.context().close();
  });
});

describe('the settings of a training', () => {
  test('that are not allowed are told, kept, and not trained by', async () => {
    const { page } = await open(used.browser, PRUNED);
    await page.getByText('Recovery', { exact: true }).click();
    const epochs = page.getByLabel('Epochs').first();
    await epochs.fill('500');
    await page.getByText('Epochs: a number from 0.1 to 200 is needed, not 500.').waitFor();
    expect(await epochs.getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Time limit').first().fill('60');
    expect(await epochs.inputValue()).toBe('500');
    const button = page.getByRole('button', { name: /^Fine-tune/ });
    expect(await button.isDisabled()).toBe(true);
    await epochs.fill('0.5');
    expect(await button.isEnabled()).toBe(true);
    await page.context().close();
  });

  test('offer what the weights allow: gradually where weights go, codes where there are any', async () => {
    const { page } = await open(used.browser, PRUNED);
    await page.getByText('Recovery', { exact: true }).click();
    const codes = page.getByRole('button', { name: 'Train through the codes' });
    expect(await codes.count()).toBe(0);
    await page.getByLabel('Bits').fill('3');
    await codes.waitFor();
    await page.getByLabel('Pruning').waitFor();
    await page.getByLabel('Method').selectOption('filters, by L2');
    await page.getByLabel('Pruning').waitFor({ state: 'detached' });
    await page.context().close();
  });
});
