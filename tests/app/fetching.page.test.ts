import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { judged, open, useBrowser } from './page';

const used = useBrowser();
const LINK = '#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.5)';
const PARTS = /assets\/(Views|chart|Recall|later)-.*\.js/;

/** Opens the page without its parts, moves a control, and marks the document. */
async function openWithout(prepare: (page: Page) => Promise<unknown> = async () => undefined) {
  const { page } = await open(used.browser, LINK, {}, async (blank) => {
    await prepare(blank);
    await blank.route(PARTS, (route) => route.abort());
  });
  await judged(page);
  await page.evaluate(() => document.body.setAttribute('data-same', ''));
  await page.getByLabel('Sparsity').press('ArrowRight');
  await page.getByRole('tab', { name: 'Curve' }).click();
  for (const part of ['The experiments', 'The questions', 'The layers', 'The chart']) {
    await page.getByText(`${part} could not be fetched`).first().waitFor();
  }
  return { page, sparsity: await page.getByLabel('Sparsity').inputValue() };
}

/** All parts are there, in the document that was opened, with what the reader had set. */
async function expectWhole(page: Page, sparsity: string) {
  await page.getByRole('region', { name: 'Recall' }).waitFor();
  await expect.poll(() => page.getByText('could not be fetched').count()).toBe(0);
  expect(await page.getByLabel('Sparsity').inputValue()).toBe(sparsity);
  expect(await page.locator('body[data-same]').count()).toBe(1);
  // The part that came late reads the very setup that the controls write.
  await page.getByLabel('Sparsity').press('ArrowRight');
  await page.getByRole('tab', { name: 'Layers' }).click();
  expect(await page.getByRole('tab', { name: 'Layers' }).getAttribute('aria-selected')).toBe(
    'true',
  );
  await page.context().close();
}

test('a part that could not be fetched comes by its button, and all others when the network is back', async () => {
  const { page, sparsity } = await openWithout((blank) =>
    // No pause ends, so that nothing comes by itself.
    blank.addInitScript(() => {
      const { setTimeout } = window;
      const patient = (call: () => void, pause?: number) =>
        pause && pause % 1000 === 0 && pause >= 2000 ? 0 : setTimeout(call, pause);
      window.setTimeout = patient as typeof window.setTimeout;
    }),
  );
  await page.unroute(PARTS);
  const experiments = page.getByRole('tabpanel');
  await experiments.getByRole('button', { name: 'Try again' }).click();
  await experiments.getByText('The experiments could not').waitFor({ state: 'detached' });
  expect(await page.getByText('The questions could not be fetched').count()).toBe(1);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expectWhole(page, sparsity);
});

test('parts that could not be fetched come by themselves', async () => {
  const { page, sparsity } = await openWithout();
  await page.unroute(PARTS);
  await expectWhole(page, sparsity);
});
