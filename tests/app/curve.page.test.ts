import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { stepOf } from '../../src/core/recipe';
import { count, percentage } from '../../src/parts/format';
import { brokenRules, copiedReport, open, settled, tabTo, useBrowser } from './page';

const used = useBrowser();

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('a curve is drawn, walked along and read as a table by keyboard alone', async () => {
  const { page, errors } = await open(
    used.browser,
    '#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.9)',
  );
  await settled(page);
  const at90 = await copiedReport(page);
  await tabTo(page, page.getByRole('tab', { name: 'Curve' }));
  await page.keyboard.press('Enter');
  const draw = page.getByRole('button', { name: 'Draw the curve' });
  await draw.waitFor();
  await tabTo(page, draw);
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'The knee: ' }).waitFor();

  const marker = page.getByRole('slider', { name: 'Your setting on the curve' });
  expect(await marker.getAttribute('aria-valuetext')).toMatch(
    /^90%, \d+\.\d% right, [\d.]+ KB deflated$/,
  );
  await tabTo(page, marker);
  await page.keyboard.press('ArrowRight');
  expect(await page.getByLabel('Sparsity').inputValue()).toBe('91');
  // Between the points of the curve: measured at rest, it becomes one of them.
  await page.locator('[role=slider][aria-valuetext^="91%, "][aria-valuetext*="right"]').waitFor();
  const at91 = await copiedReport(page);

  await tabTo(page, page.locator('#experiment summary'));
  await page.keyboard.press('Enter');
  await page.locator('#experiment table').waitFor();
  for (const { recipe, accuracy: read, size } of [at90, at91]) {
    const name = `${100 * stepOf(recipe, 'prune')!.sparsity}%`;
    const row = page.locator('#experiment').getByRole('row', { name: new RegExp(`^${name}`) });
    const { accuracy: right, low, high } = read.after;
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([
      percentage(right),
      `${percentage(low)}–${percentage(high)}`,
      count(size.after.dense),
      count(size.after.deflate),
    ]);
  }
  expect(await brokenRules(page)).toEqual([]);

  const again = page.getByRole('button', { name: 'Draw it again' });
  await again.focus();
  await page.keyboard.press('Enter');
  await page.getByText(/^\d+ of 21$/).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'then it was cancelled' }).waitFor();
  expect(await page.getByRole('progressbar').count()).toBe(0);
  expect(errors).toEqual([]);
  await page.context().close();
});

test('each layer is measured alone, and what they bear becomes the recipe', async () => {
  const { page, errors } = await open(used.browser, '#v=1&model=lenet-300-100', {
    viewport: { width: 360, height: 800 },
    colorScheme: 'dark',
  });
  await page.getByRole('tab', { name: 'Layers' }).click();
  await page.getByRole('button', { name: 'Measure the layers' }).click();
  await page.getByText(/ can take least: it loses up to [\d.]+ points\.$/).waitFor();
  expect(
    await page.getByRole('region', { name: 'Sensitivity' }).getByRole('cell').allInnerTexts(),
  ).toSatisfy((cells: string[]) => cells.every((cell) => /^−?[\d.]+$/.test(cell)));
  const words = await page.getByText(/^Prune fc1 \d+%/).innerText();
  await page.getByRole('button', { name: 'Make it my recipe' }).click();
  await page.waitForURL(/prune\(magnitude,layer,0,/);
  const own = [...page.url().matchAll(/(fc\d):([\d.]+)/g)];
  expect(own).toHaveLength(3);
  for (const [, name, share] of own) expect(words).toContain(`${name} ${100 * Number(share)}%`);
  expect(await brokenRules(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect(errors).toEqual([]);
  await page.context().close();
});
