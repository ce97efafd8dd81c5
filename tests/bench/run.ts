/**
 * `npm run bench` measures every suite of page.ts in a real browser, prints a table of each with
 * medians, quartiles and how many times as long as the first way each other way took, and writes
 * the same figures to bench-results.json.
 */
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { BROWSER_ARGS, findBrowser } from '../../.ci/browser.mjs';
import type { Row, Spread } from './suite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = 'bench-results.json';

const server = await createServer({
  root: ROOT,
  configFile: false,
  cacheDir: 'node_modules/.vite-bench',
  logLevel: 'warn',
  // The worker's packages as well: one that is found later reloads the page.
  optimizeDeps: { entries: ['tests/bench/page.ts', 'src/engine/worker.ts'] },
  server: {
    port: 0,
    // A cross-origin isolated page has a clock of 5 µs steps instead of 100.
    headers: {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    },
  },
});
await server.listen();
const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  const results: { suite: string; row: Row }[] = [];
  await page.exposeFunction('report', (suite: string, row: Row) => {
    if (results.at(-1)?.suite !== suite) console.log(`\n${suite}`);
    if (results.at(-1)?.row.input !== row.input)
      console.log(`  ${row.input}, ${row.rounds} rounds`);
    console.log(line(row));
    results.push({ suite, row });
  });
  await page.goto(`${server.resolvedUrls!.local[0]}tests/bench/index.html`);
  await page.waitForFunction('window.runSuites');
  const machine = {
    date: new Date().toISOString(),
    renderer: await page.evaluate(() => window.renderer()),
    browser: `Chromium ${browser.version()}`,
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
  };
  console.log(
    Object.entries(machine)
      .map(([key, value]) => `${key}: ${value}`)
      .join('\n'),
  );
  await page.evaluate(() => window.runSuites());
  const rows = results.map(({ suite, row }) => ({ suite, ...row }));
  await writeFile(`${ROOT}/${RESULTS}`, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
  console.log(`\nWritten to ${RESULTS}.`);
} finally {
  await browser.close();
  await server.close();
}

function line({ way, milliseconds, ratio }: Row): string {
  return `    ${way.padEnd(60)}${describe(milliseconds, 'ms').padEnd(34)}${describe(ratio, '×')}`;
}

function describe({ median, low, high }: Spread, unit: string): string {
  return `${digits(median)} ${unit} (${digits(low)}–${digits(high)})`;
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
