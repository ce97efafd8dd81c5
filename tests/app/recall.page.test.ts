import { expect, test } from 'vitest';
import { BANK } from '../../src/recall/bank';
import { copiedReport, open, judged, useBrowser } from './page';

const used = useBrowser();
const OWN = '#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.7)';

test('a question is answered, proved by the reader’s own figures, and the own setup comes back', async () => {
  const { page, errors } = await open(used.browser, OWN);
  await judged(page);
  const card = page.getByRole('region', { name: 'Recall' });
  await card.getByRole('button', { name: /^Question 2/ }).click();
  await card.getByRole('button', { name: 'Show the answer' }).click();
  await card.getByRole('button', { name: 'Prove it' }).click();
  await card.getByText('Your figures agree.').waitFor();
  const shown = await card.getByRole('table').innerText();
  await judged(page);
  const { recipe, size } = await copiedReport(page);
  // The last trial stays on the page, and its row has the figures of the report.
  expect(recipe.steps).toMatchObject([{ kind: 'prune', sparsity: 0.5 }]);
  expect(shown).toContain(size.after.dense.toLocaleString('en-US'));
  await card.getByRole('button', { name: 'Back to my own setup' }).click();
  await judged(page);
  await expect.poll(() => new URL(page.url()).hash).toBe(OWN);
  expect((await copiedReport(page)).recipe.steps).toMatchObject([{ sparsity: 0.7 }]);
  expect(errors).toEqual([]);
  await page.context().close();
});

test('what was answered is there again after a reload', async () => {
  const { page } = await open(used.browser);
  const card = page.getByRole('region', { name: 'Recall' });
  await card.getByRole('radio', { name: '15' }).check();
  await card.getByRole('radio', { name: 'Sure', exact: true }).check();
  await card.getByRole('button', { name: 'Check answer' }).click();
  await card.getByText(`1 of ${BANK.length} right`).waitFor();
  await page.reload();
  await card.getByText(`1 of ${BANK.length} right`).waitFor();
  await page.context().close();
});

test('moving a control ends an experiment and keeps what the reader has set', async () => {
  const { page } = await open(used.browser, OWN);
  await judged(page);
  const card = page.getByRole('region', { name: 'Recall' });
  await card.getByRole('button', { name: /^Question 4/ }).click();
  await card.getByRole('button', { name: 'Show the answer' }).click();
  await card.getByRole('button', { name: 'Prove it' }).click();
  await card.getByRole('progressbar').waitFor();
  await page.getByLabel('Sparsity').press('ArrowRight');
  await judged(page);
  // One point more than whichever trial was on, and no trial after it.
  const { steps } = (await copiedReport(page)).recipe;
  const points = steps[0]?.kind === 'prune' ? Math.round(100 * steps[0].sparsity) : 0;
  expect([1, 26, 51, 61, 71, 81, 91, 96]).toContain(points);
  expect(await card.getByRole('progressbar').count()).toBe(0);
  await page.context().close();
});
