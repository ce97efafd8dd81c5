import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { cardOf } from '../../src/shelf/cards';
import { brokenRules, figure, open, settled, useBrowser, type Opened } from './page';

const KB = 1000;
const SETTING =
  '#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.95)+quantize(4,tensor,asymmetric)';

const used = useBrowser();

/** Gzipped bytes of built files. */
const gzippedAll = (files: string[]) =>
  files
    .map((file) => gzipSync(readFileSync(`${inject('dist')}/${file}`)).length)
    .reduce((total, bytes) => total + bytes, 0);

describe('a first visit', () => {
  test('shows the recorded baseline while the engine has not even been fetched', async () => {
    const { page } = await open(used.browser, '', {}, (blank) =>
      blank.route(/worker-.*\.js/, () => undefined),
    );
    const { parameters, accuracy } = cardOf('lenet-300-100');
    await page.getByRole('heading', { name: 'Whittle', exact: true }).waitFor();
    expect(await figure(page, 'Size', 'Before')).toBe(4 * parameters);
    expect(await figure(page, 'Accuracy', 'Before')).toBe(
      accuracy.test.correct / accuracy.test.images,
    );
    // What is under way stands where its figures will be, in the window.
    const card = page
      .getByRole('figure')
      .filter({ has: page.getByRole('heading', { name: 'Size' }) });
    const progress = card.getByText('Starting the engine');
    await progress.waitFor();
    expect((await progress.boundingBox())!.y).toBeLessThan(900);
    await page.context().close();
  });

  describe('that is waited for', () => {
    let visit: Opened;

    beforeAll(async () => {
      visit = await open(used.browser);
      await settled(visit.page);
    });
    afterAll(() => visit.page.context().close());

    test('measures the model and finds the accuracy of its card', async () => {
      const { page, errors } = visit;
      const { parameters, accuracy } = cardOf('lenet-300-100');
      const recorded = accuracy.test.correct / accuracy.test.images;
      expect(await figure(page, 'Accuracy', 'After')).toBe(recorded);
      expect(await figure(page, 'Size', 'After')).toBe(4 * parameters);
      expect(await figure(page, 'Size', 'Change')).toBe(0);
      expect(await figure(page, 'Latency', 'After')).toBeGreaterThan(0);
      expect(errors).toEqual([]);
    });

    test('asks nobody else for anything, and for little', () => {
      const home = new URL(inject('page')).origin;
      const fetched = visit.requests.filter((url) => !url.startsWith('data:'));
      expect(fetched.filter((url) => new URL(url).origin !== home)).toEqual([]);
      // A part's file is asked for, and then imported out of the browser's cache: see `preload`.
      const files = [...new Set(fetched)].map(
        (url) => url.slice(inject('page').length) || 'index.html',
      );
      expect(files.length).toBeLessThanOrEqual(20);
      expect(gzippedAll(files)).toBeLessThanOrEqual(1200 * KB);
      // The WASM backend and the plain one are fetched only where there is no GPU.
      const scripts = files.filter((file) => /\.js$/.test(file) && !/\/(wasm|cpu)-/.test(file));
      expect(gzippedAll(scripts)).toBeLessThanOrEqual(360 * KB);
    });
  });

  test('needs at most 45 KB of script before the first paint', () => {
    const html = readFileSync(`${inject('dist')}/index.html`, 'utf8');
    const first = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, f]) => f!);
    expect(first.length).toBeGreaterThan(0);
    expect(gzippedAll(first)).toBeLessThanOrEqual(45 * KB);
  });

  test.each([390, 900, 1280, 1440])(
    'has no layout shift when results arrive, %i pixels wide',
    async (width) => {
      const { page } = await open(
        used.browser,
        SETTING,
        { viewport: { width, height: 900 } },
        (blank) =>
          blank.addInitScript(() => {
            const shifts: string[] = [];
            (window as unknown as { shifts: string[] }).shifts = shifts;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries() as unknown as {
                value: number;
                sources: { node: Element | null }[];
              }[]) {
                const nodes = entry.sources.map(
                  ({ node }) => node?.nodeName + '.' + (node as Element)?.className,
                );
                shifts.push(`${entry.value}: ${nodes.join(', ')}`);
              }
            }).observe({ type: 'layout-shift', buffered: true });
          }),
      );
      // Out of sight in a narrow window, where a shift is not reported.
      const questions = page.locator('#recall');
      const top = () => questions.evaluate((el) => el.getBoundingClientRect().top + scrollY);
      await questions.getByRole('heading').first().waitFor();
      const first = await top();
      await settled(page);
      const shifts = await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
      expect(shifts).toEqual([]);
      expect(await top()).toBe(first);
      await page.context().close();
    },
  );
});

describe('a page with its results, all unfolded', () => {
  let page: Page;

  beforeAll(async () => {
    ({ page } = await open(used.browser, SETTING, { colorScheme: 'light' }));
    await settled(page);
    for (const summary of await page.locator('summary').all()) await summary.click();
  });
  afterAll(() => page.context().close());

  test('breaks no rule of axe-core in either theme', async () => {
    expect(await brokenRules(page)).toEqual([]);
    await page.getByRole('button', { name: 'Dark theme' }).click();
    expect(await brokenRules(page)).toEqual([]);
  });

  test.each([360, 390, 768, 1440])('fits a window %i pixels wide', async (width) => {
    await page.setViewportSize({ width, height: 844 });
    const overflow = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    // The charts take their new size a moment later.
    await expect.poll(overflow).toBe(0);
  });
});
