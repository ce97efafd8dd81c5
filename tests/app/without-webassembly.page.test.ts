import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { cardOf } from '../../src/shelf/cards';
import { figure, judged, open, useBrowser } from './page';

const used = useBrowser();
const LINK = '#v=1&model=lenet-300-100&steps=quantize(8,channel,symmetric)';

/** Takes from the worker what a browser may lack, before the worker looks for it. */
async function lacking(page: Page, names: readonly string[]): Promise<void> {
  await page.route(/worker-.*\.js/, async (route) => {
    const response = await route.fetch();
    const removed = names.map((name) => `delete self.${name};`).join('');
    await route.fulfill({ response, body: removed + (await response.text()) });
  });
}

test.each([
  ['WebAssembly', ['WebAssembly'], 'evaluated and timed in plain JavaScript'],
  [
    'WebAssembly and WebGL in workers',
    ['WebAssembly', 'OffscreenCanvas'],
    'everything runs in plain JavaScript',
  ],
])('a browser without %s computes in plain JavaScript, and says so', async (_, names, words) => {
  const { page, errors } = await open(used.browser, LINK, {}, (blank) => lacking(blank, names));
  await page.getByText(words).waitFor();
  await judged(page);
  const { test: recorded } = cardOf('lenet-300-100').accuracy;
  expect(await figure(page, 'Accuracy', 'Before')).toBe(recorded.correct / recorded.images);
  expect(await figure(page, 'Accuracy', 'After')).toBeGreaterThan(0.98);
  expect(await figure(page, 'Size', 'After')).toBe(269_480);
  expect(errors).toEqual([]);
  await page.context().close();
});
