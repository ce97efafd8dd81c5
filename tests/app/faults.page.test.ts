import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { hookGpu, loseGpu } from './gpu';
import { figure, open, judged, useBrowser, copiedReport } from './page';

const used = useBrowser();
const WEIGHTS = /weights-.*\.bin/;
const LINK = '#v=1&model=lenet-300-100&steps=quantize(8,channel,symmetric)';

describe('when something is wrong, the page says what, loses nothing, and goes on', () => {
  test('a weight file that is missing', async () => {
    const { page } = await open(used.browser, LINK, {}, (blank) =>
      blank.route(WEIGHTS, (route) => route.fulfill({ status: 404 })),
    );
    const alert = page.getByRole('alert');
    await alert.getByText('the server answers 404').waitFor();
    expect(await page.getByLabel('Bits').inputValue()).toBe('8');
    await page.unroute(WEIGHTS);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await judged(page);
    expect(await figure(page, 'Size', 'After')).toBe(269_480);
    expect(await alert.count()).toBe(0);
    await page.context().close();
  });

  test('a weight file with one bit changed, and one cut short', async () => {
    const { page } = await open(used.browser, LINK, {}, (blank) =>
      blank.route(WEIGHTS, async (route) => {
        const body = await (await route.fetch()).body();
        body[1000]! ^= 1;
        await route.fulfill({ body });
      }),
    );
    await page.getByRole('alert').getByText('is damaged: its SHA-256 is').waitFor();
    await page.unroute(WEIGHTS);
    await page.route(WEIGHTS, async (route) => {
      const body = await (await route.fetch()).body();
      await route.fulfill({ body: body.subarray(0, 1000) });
    });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').getByText('has 1000 bytes where its card says').waitFor();
    await page.context().close();
  });

  test('no connection', async () => {
    const { page } = await open(used.browser, LINK, {}, (blank) =>
      blank.route(WEIGHTS, (route) => route.abort()),
    );
    await page.getByRole('alert').getByText('Check the connection').waitFor();
    await page.context().close();
  });

  test('a worker that dies in the middle', async () => {
    const { page } = await open(used.browser, LINK);
    await judged(page);
    await page.workers()[0]!.evaluate(() => {
      setTimeout(() => {
        throw new Error('out of memory');
      });
    });
    await page.getByText('out of memory').waitFor();
    await page.getByText('your settings are as you left them').waitFor();
    await page.getByLabel('Bits').press('ArrowRight');
    await judged(page);
    const { recipe } = await copiedReport(page);
    expect(recipe.steps).toMatchObject([{ kind: 'quantize', bits: 7 }]);
    await page.context().close();
  });

  test('a GPU that is taken away', async () => {
    const { page } = await open(used.browser, LINK, {}, hookGpu);
    await judged(page);
    await loseGpu(page.workers()[0]!);
    await page.getByText('took the GPU away').waitFor();
    await page.getByLabel('Bits').press('ArrowRight');
    await judged(page);
    expect(await figure(page, 'Size', 'After')).toBe(
      Math.ceil((7 * 235_200) / 8) + Math.ceil((7 * 30_000) / 8) + 875 + 2 * 1640,
    );
    await page.context().close();
  });

  test('a GPU that is taken away while shaders are compiled for the first run', async () => {
    const { page } = await open(used.browser, LINK, {}, async (blank) => {
      await hookGpu(blank);
      blank.on('worker', (worker) => void loseGpu(worker));
    });
    await page.getByText('took the GPU away').waitFor();
    await judged(page);
    expect(await figure(page, 'Size', 'After')).toBe(269_480);
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.context().close();
  });
});

describe('a browser that forbids storage', () => {
  test('still measures and asks', async () => {
    const { page, errors } = await open(used.browser, LINK, {}, (blank) =>
      blank.addInitScript(() => {
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        });
      }),
    );
    await judged(page);
    await page.getByText('your progress lasts until you leave').waitFor();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

describe('where the page may not do what it needs', () => {
  test('a frame without the rights of its origin is told what to do', async () => {
    const { page } = await open(used.browser, LINK);
    const address = page.url();
    // Our own policy lets the page hold no frame, so another page of this machine holds it.
    const outer = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(
        `<iframe sandbox="allow-scripts" src="${address}" width="1000" height="800"></iframe>`,
      );
    });
    await new Promise<void>((resolve) => outer.listen(0, resolve));
    await page.goto(`http://localhost:${(outer.address() as AddressInfo).port}/`);
    const frame = page.frameLocator('iframe');
    await frame
      .getByText('add allow-same-origin')
      .or(frame.getByText('Whittle has not started'))
      .first()
      .waitFor();
    const link = frame.getByRole('link', { name: 'Open Whittle in a tab of its own' });
    await link.first().waitFor();
    await page.context().close();
    outer.close();
  });

  test('a browser without module workers is told which ones have them', async () => {
    const { page } = await open(used.browser, LINK, {}, (blank) =>
      blank.addInitScript(() => {
        const Native = Worker;
        window.Worker = function (address: string) {
          return new Native(address);
        } as unknown as typeof Worker;
      }),
    );
    await page.getByRole('alert').getByText('too old for the engine').waitFor();
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
    await page.context().close();
  });

  test('a page whose script does not run says why that may be', async () => {
    const { page } = await open(used.browser, LINK, {}, (blank) =>
      blank.route(/index-.*\.js/, (route) => route.abort()),
    );
    const heading = page.getByRole('heading', { name: 'Whittle has not started' });
    await heading.waitFor({ state: 'visible' });
    await page.getByText('npm start').waitFor();
    await page.context().close();
  });

  test('what may not be copied stands there, selected', async () => {
    const { page } = await open(used.browser, LINK, {}, (blank) =>
      blank.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'clipboard')),
    );
    await judged(page);
    await page.getByRole('button', { name: 'Copy link' }).click();
    const area = page.getByLabel('to copy by hand');
    await area.waitFor();
    expect(await area.inputValue()).toBe(page.url());
    const selected = () => page.evaluate(() => getSelection()!.toString());
    expect(await selected()).toBe(page.url());
    await page.getByRole('button', { name: 'Copy report as JSON' }).click();
    await page.getByText('The report to copy by hand').waitFor();
    expect(JSON.parse(await area.inputValue())).toHaveProperty('recipe.model', 'lenet-300-100');
    expect(await area.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.context().close();
  });
});
