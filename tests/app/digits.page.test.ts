import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { brokenRules, copiedReport, judged, open, tabTo, useBrowser } from './page';

const used = useBrowser();
const LINK =
  '#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.93)+quantize(3,channel,symmetric)';

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

const choice = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

/** Presses a key several times. */
async function press(page: Page, key: string, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) await page.keyboard.press(key);
}

/** The probabilities of the ten classes as the pad shows them. */
const probabilities = (page: Page, side: 1 | 2) =>
  page
    .getByRole('table', { name: 'What both networks answer' })
    .locator(`tbody tr td:nth-of-type(${side}) data`)
    .evaluateAll((all) => all.map((each) => Number((each as HTMLDataElement).value)));

describe('the digits that changed', () => {
  test('by keyboard: the gallery agrees with the report, a drawing is answered, nothing breaks', async () => {
    const { page, errors } = await open(used.browser, LINK);
    await judged(page);
    await tab(page, 'Curve').focus();
    await page.keyboard.press('End');
    const report = await copiedReport(page);
    const changed = report.predictions.filter(({ before, after }) => before !== after);
    expect(changed.length).toBe(report.accuracy.change.changed);
    const show = choice(page, 'Show');
    await expect(show.innerText()).resolves.toContain(`changed answers (${changed.length})`);

    // The filter: what is newly wrong and a 4.
    await tab(page, 'Digits').focus();
    await tabTo(page, show);
    await page.keyboard.type('newly wrong');
    await tabTo(page, choice(page, 'Is a'));
    await page.keyboard.type('4');
    const wanted = changed
      .filter(({ label, before }) => label === 4 && before === 4)
      .sort((a, b) => loss(b) - loss(a));
    expect(wanted.length).toBeGreaterThan(1);
    const status = page.getByText(`${wanted.length} of 1,000 digits: newly wrong`);
    await status.waitFor();
    const summary = page.locator('section:has(#gallery-title) summary');
    await summary.press('Enter');
    const rows = page.getByRole('table', { name: 'Digits of the gallery' }).locator('tbody tr');
    await rows.first().waitFor();
    const shown = await rows.evaluateAll((all) =>
      all.map((row) => ({
        number: row.querySelector('th')!.textContent,
        now: Number(row.querySelectorAll('data')[1]!.value),
      })),
    );
    expect(shown).toEqual(
      wanted.slice(0, 24).map(({ index, probabilities: p }) => ({
        number: `No. ${index + 1}`,
        now: p!.label.after,
      })),
    );

    // The first of them goes to the pad, and is answered as it was when all were judged.
    await page.getByRole('button', { name: `Digit ${wanted[0]!.index + 1},` }).press('Enter');
    const pad = page.getByRole('application');
    await expect(pad.evaluate((e) => e === document.activeElement)).resolves.toBe(true);
    const verdict = page.getByRole('status').filter({ hasText: 'Before:' });
    await verdict.filter({ hasText: `After: ${wanted[0]!.after}` }).waitFor();
    const taken = await probabilities(page, 2);
    expect(Math.abs(taken[4]! - wanted[0]!.probabilities!.label.after)).toBeLessThan(1e-6);

    // A stroke down through the middle is a 1 to the network as trained.
    await tabTo(page, page.getByRole('button', { name: 'Clear', exact: true }));
    await page.keyboard.press('Enter');
    await page.getByText('Nothing to read yet.').waitFor();
    await pad.focus();
    await press(page, 'ArrowUp', 9);
    await page.keyboard.press('Space');
    await press(page, 'ArrowDown', 18);
    await page.keyboard.press('Space');
    await verdict.filter({ hasText: 'Before: 1' }).waitFor();
    const drawn = await probabilities(page, 1);
    expect(drawn.reduce((sum, p) => sum + p)).toBeCloseTo(1, 9);
    expect(drawn).not.toEqual(taken);
    expect(await brokenRules(page)).toEqual([]);

    // What is on the pad can be followed through the layers.
    await tab(page, 'Digits').focus();
    await page.keyboard.press('ArrowLeft');
    await choice(page, 'Digit').selectOption('the drawing on the pad');
    await page.getByText('Your drawing.').waitFor();
    await page.getByRole('img', { name: 'Outputs of fc3 after' }).waitFor();
    const bytes = page.getByRole('table', { name: 'Every tensor' }).locator('tbody tr data');
    await expect(bytes.first().getAttribute('value')).resolves.toBe(
      `${report.tensors[0]!.denseBytes}`,
    );
    await page.locator('section:has(#activations-title) summary').press('Enter');
    expect(await brokenRules(page)).toEqual([]);

    // A layer gets zeros of its own, in the row.
    await page.getByLabel('Zeros of fc3, in percent').fill('50');
    await page.keyboard.press('Enter');
    await judged(page);
    await expect
      .poll(async () => (await copiedReport(page)).tensors[2]!.zeros, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(500);
    await page.getByRole('button', { name: 'fc3 as all layers' }).press('Enter');
    await judged(page);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('fit a window 360 pixels wide', async () => {
    const { page } = await open(used.browser, LINK, { viewport: { width: 360, height: 844 } });
    for (const name of ['Digits', 'Layers']) {
      await tab(page, name).click();
      await page.locator('#experiment h3').first().waitFor();
      for (const summary of await page.locator('#experiment summary').all()) await summary.click();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    }
    await page.context().close();
  });
});

function loss({ probabilities }: { probabilities?: { label: { before: number; after: number } } }) {
  return probabilities!.label.before - probabilities!.label.after;
}
