import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { brokenRules, open, settled, tabTo, useBrowser } from './page';

const used = useBrowser();
const P9 = 'prune(magnitude,global,0.9)';
const link = (steps: string) => `#v=1&model=lenet-300-100&steps=${steps}`;

/** Opens the view of the runs by key. */
async function openRuns(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Curve' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('heading', { name: 'Step by step' }).waitFor();
}

const row = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true });

describe('the runs', () => {
  test('are there again after a reload, a damaged one is set aside, and two are compared by key', async () => {
    const { page, errors } = await open(used.browser, link(P9));
    await settled(page);
    await page.evaluate((hash) => void (location.hash = hash), link(`${P9}+float16()`));
    await settled(page);
    await openRuns(page);
    await row(page, 'Compare prune(0.9) → float16').waitFor();
    await page.getByLabel('Name').fill('half of it');
    await page.keyboard.press('Enter');
    await row(page, 'Compare half of it').waitFor();
    await page.evaluate(async () => {
      const opened = indexedDB.open('whittle-runs', 1);
      await new Promise((resolve) => (opened.onsuccess = resolve));
      const change = opened.result.transaction('runs', 'readwrite');
      change.objectStore('runs').put({ id: '#v=1&model=lenet-300-100', dense: 'many' });
      await new Promise((resolve) => (change.oncomplete = resolve));
      opened.result.close();
    });

    await page.reload();
    await settled(page);
    await openRuns(page);
    await row(page, 'Compare prune(0.9)').waitFor();
    await row(page, 'Compare half of it').waitFor();
    const aside = page.getByRole('group', { name: 'What could not be read' });
    expect(await aside.innerText()).toContain('1 record could not be read');
    const saved = page.waitForEvent('download');
    await aside.getByRole('button', { name: 'Save what was set aside' }).click();
    expect((await saved).suggestedFilename()).toBe('whittle-set-aside.json');

    await page.getByRole('tab', { name: 'Runs' }).focus();
    await tabTo(page, row(page, 'Compare prune(0.9)'));
    await page.keyboard.press('Space');
    await tabTo(page, row(page, 'Compare half of it'));
    await page.keyboard.press('Space');
    const table = page.getByRole('group', { name: 'Runs side by side' });
    expect(await table.getByRole('row', { name: /^Dense size/ }).innerText()).toMatch(
      /1,066\.4 KB\s+534 KB/,
    );
    expect(await table.getByRole('row', { name: /^Right and wrong/ }).innerText()).toMatch(/p = 1/);
    expect(await brokenRules(page)).toEqual([]);

    await page.setViewportSize({ width: 360, height: 740 });
    // Charts follow the window a moment later.
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.getByRole('button', { name: 'prune(0.9)', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Go back to it' }).press('Enter');
    await page.getByText('float32', { exact: true }).first().waitFor();
    await aside.getByRole('button', { name: 'Delete it' }).click();
    await aside.waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('are dots that keys go through and choose, and come from files, what is wrong with one named', async () => {
    const { page } = await open(used.browser, link(P9));
    await settled(page);
    await page.evaluate((hash) => void (location.hash = hash), link('prune(random,global,0.9)'));
    await settled(page);
    await openRuns(page);
    const picture = page.getByRole('group', { name: /^All runs, accuracy by smallest size/ });
    const dot = picture.getByRole('button');
    expect(await dot.getAttribute('aria-label')).toMatch(/^prune\(0\.9, random\).* of 2$/);
    await dot.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const last = await dot.getAttribute('aria-label');
    expect(last).toMatch(/than prune\(0\.9.*2 of 2$/);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const best = (await dot.getAttribute('aria-label'))!.split(':')[0]!;
    await page.getByRole('heading', { name: best, exact: true }).waitFor();
    await page.getByLabel('Up', { exact: true }).selectOption('Changed answers');
    await page.getByRole('group', { name: /^All runs, changed answers/ }).waitFor();

    // A file of the same, one run of it damaged, and another recipe.
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as JSON' }).click();
    const file = await (await saved).createReadStream();
    let text = '';
    for await (const chunk of file) text += String(chunk);
    const { runs } = JSON.parse(text) as { runs: { id: string; macs: number }[] };
    expect(runs.map(({ id }) => id)).toEqual([link('prune(random,global,0.9)'), link(P9)]);
    const others = [
      { ...runs[0]!, id: link('float16()') },
      { ...runs[0]!, macs: -1 },
    ];
    await page.getByLabel(/^Import JSON/).setInputFiles({
      name: 'runs.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ version: 1, runs: others })),
    });
    await page.getByText('1 run was added').waitFor();
    await page
      .getByText('Run 2 of 2: macs: expected a whole number, 0 or more, found -1')
      .waitFor();
    await row(page, 'Compare float16').waitFor();
    await page.context().close();
  });
});

describe('undo and redo', () => {
  test('go back and forth over the recipes at rest, by key and by button', async () => {
    const { page } = await open(used.browser);
    const slider = page.getByLabel('Sparsity');
    await slider.focus();
    await page.keyboard.press('End');
    const undo = page.getByRole('button', { name: 'Undo' });
    const redo = page.getByRole('button', { name: 'Redo' });
    await page.keyboard.press('Control+z');
    expect(await slider.inputValue()).toBe('0');
    expect(await undo.isDisabled()).toBe(true);
    await page.keyboard.press('Control+Shift+z');
    expect(await slider.inputValue()).toBe('99');
    expect(await redo.isDisabled()).toBe(true);
    await page.waitForURL(({ hash }) => hash.includes('0.99'));
    await undo.press('Enter');
    expect(await slider.inputValue()).toBe('0');
    // The address goes back as well, to the recipe that it began with.
    await page.waitForURL(({ hash }) => !hash.includes('prune'));
    await page.keyboard.press('Control+y');
    expect(await slider.inputValue()).toBe('99');
    await page.context().close();
  });
});
