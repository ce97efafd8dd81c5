import type { BrowserType } from 'playwright';
import { PATIENCE, type Browser } from './browser';

/** Starts a browser that Playwright drives: a Chromium, or its own Firefox or WebKit. */
export async function startByPlaywright(
  type: BrowserType,
  executablePath: string,
  args: string[] = [],
): Promise<Browser> {
  const browser = await type.launch({ executablePath, args, timeout: PATIENCE });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(PATIENCE);
  return {
    version: `${type.name()} ${browser.version()}`,
    open: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    evaluate: (work, ...args) =>
      page.evaluate(`(${work})(...${JSON.stringify(args)})`) as Promise<ReturnType<typeof work>>,
    close: () => browser.close(),
  };
}
