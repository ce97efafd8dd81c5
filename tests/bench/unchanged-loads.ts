/**
 * `npx tsx tests/bench/unchanged-loads.ts 200` builds the page, loads it as often as told with nothing
 * changed, under a load that changes all the while, and counts how often the network is called faster
 * or slower. It never is to be.
 */
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { BROWSER_ARGS, findBrowser } from '../../.ci/browser.mjs';
import { burn, countArgument } from './burn';

const OUT = 'node_modules/.cache/whittle-loads';
/** How long a page is waited for, in milliseconds. */
const PATIENCE = 180_000;

const count = countArgument(200);
await build({ build: { outDir: OUT }, logLevel: 'warn' });
const server = await preview({ build: { outDir: OUT }, preview: { port: 0 }, logLevel: 'warn' });
const { port } = server.httpServer.address() as { port: number };
const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
const stop = burn();
const verdicts = new Map<string, number>();
try {
  for (let i = 0; i < count; i++) {
    const context = await browser.newContext();
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    await page.goto(`http://localhost:${port}/`);
    const row = page
      .getByRole('region', { name: 'Before and after' })
      .getByRole('row', { name: /^Latency/ });
    const verdict = await row.getByRole('cell').nth(2).locator('data').innerText();
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    console.log(`${i + 1}. ${(await row.innerText()).replace(/\s+/g, ' ')}`);
    await context.close();
  }
} finally {
  await stop();
  await browser.close();
  await server.close();
}
for (const [verdict, times] of verdicts) console.log(`${times} of ${count}: ${verdict}`);
const told = [...verdicts].filter(([verdict]) => /faster|slower/.test(verdict));
console.log(
  `${told.reduce((sum, [, times]) => sum + times, 0)} of ${count} loads call the unchanged network ` +
    'faster or slower.',
);
