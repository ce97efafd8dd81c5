import { launch } from 'puppeteer-core';
import { PATIENCE, type Browser } from './browser';

/** Starts a Firefox as it is shipped, and drives it over WebDriver BiDi, in a profile of its own. */
export async function startFirefox(
  executablePath: string,
  env: NodeJS.ProcessEnv,
): Promise<Browser> {
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: false,
    env,
    timeout: PATIENCE,
    protocolTimeout: PATIENCE,
    defaultViewport: null,
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  return {
    version: await browser.version(),
    open: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    evaluate: (work, ...args) =>
      page.evaluate(`(${work})(...${JSON.stringify(args)})`) as Promise<ReturnType<typeof work>>,
    close: () => browser.close(),
  };
}
