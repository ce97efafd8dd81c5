import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { brokenRules, copiedReport, judged, open, settled, tabTo, useBrowser } from './page';

const used = useBrowser();
/** Small kernels: much is tried in a few seconds. */
const SMALL = '#v=1&model=ds-cnn-adamw';

async function openSearch(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Search' }).click();
  await page.getByRole('button', { name: 'Search', exact: true }).waitFor();
}

describe('the search', () => {
  test('by keyboard alone ends with a recipe that opens, in the bytes that it said, by its link', async () => {
    const { page, errors } = await open(used.browser, SMALL);
    // Its time begins with the button, but a run goes first.
    await settled(page);
    await openSearch(page);
    await tabTo(page, page.getByRole('radio', { name: 'The smallest that loses at most' }));
    await tabTo(page, page.getByLabel('The smallest that loses at most, points'));
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('2');
    await tabTo(page, page.getByLabel('Time', { exact: true }));
    await page.keyboard.press('Home');
    await tabTo(page, page.getByRole('button', { name: 'Search', exact: true }));
    await page.keyboard.press('Enter');
    const progress = page.getByRole('progressbar', { name: 'Search' });
    await progress.waitFor();
    await expect
      .poll(() => progress.getAttribute('aria-valuetext'), { timeout: 20_000 })
      .toContain('s left.');
    const verdict = page.getByRole('status').filter({ hasText: 'on the test digits' });
    await verdict.waitFor({ timeout: 40_000 });
    const rival = 'The best tried with the same for all layers:';
    await page.locator('p:not([aria-hidden])', { hasText: rival }).waitFor();
    expect(await brokenRules(page)).toEqual([]);
    const bytes = 1000 * parseFloat(await verdict.innerText());
    await page.getByText('As a table').filter({ visible: true }).first().waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Open this recipe' }));
    await page.keyboard.press('Enter');
    await judged(page);
    const { size, accuracy, recipe } = await copiedReport(page);
    // As kilobytes with one decimal.
    expect(Math.abs(size.after.deflate - bytes)).toBeLessThanOrEqual(50);
    expect(accuracy.before.correct - accuracy.after.correct).toBeLessThanOrEqual(20);
    await expect.poll(() => new URL(page.url()).hash).toContain('quantize(');
    await page.reload();
    await judged(page);
    expect((await copiedReport(page)).recipe).toEqual(recipe);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('leaves the page to the reader, stays while other tabs are looked at, and keeps what it found when cancelled', async () => {
    const { page, errors } = await open(used.browser, SMALL);
    await settled(page);
    await openSearch(page);
    await page.getByRole('radio', { name: 'The most accurate within' }).check();
    await page.getByLabel('The most accurate within, KB').fill('14');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText('Best so far:').waitFor({ timeout: 40_000 });
    await page.getByLabel('Bits').fill('6');
    await judged(page);
    expect((await copiedReport(page)).recipe.steps).toMatchObject([{ bits: 6 }]);
    await page.getByRole('tab', { name: 'Runs' }).click();
    await page.getByRole('tab', { name: 'Search' }).click();
    await page.getByRole('button', { name: 'Cancel the search' }).click();
    await page.getByText(/^Cancelled with \d+ recipes tried/).waitFor();
    expect(await page.getByRole('status').filter({ hasText: 'guide digits' }).innerText()).toMatch(
      /^1[0-4]\.\d KB; .* on the guide digits, not read on the test digits\.$/,
    );
    await page.getByRole('button', { name: 'Open this recipe' }).click();
    await judged(page);
    expect((await copiedReport(page)).size.after.deflate).toBeLessThanOrEqual(14_000);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('names what is wrong with a limit, and does not begin', async () => {
    const { page } = await open(used.browser, SMALL);
    await judged(page);
    await openSearch(page);
    const limit = page.getByLabel('The smallest that loses at most, points');
    await limit.fill('99');
    await page.getByText('Points: a number from 0 to 50 is needed, not 99.').waitFor();
    expect(await limit.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('button', { name: 'Search', exact: true }).isDisabled()).toBe(true);
    await limit.fill('1');
    expect(await page.getByRole('button', { name: 'Search', exact: true }).isEnabled()).toBe(true);
    await page.context().close();
  });
});
