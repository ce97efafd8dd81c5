/**
 * `npx tsx tests/bench/builds.ts DIST_A DIST_B [ROUNDS]` compares two built folders: how long a reader
 * waits, after moving a control, for size and accuracy, and for the whole run. Each round opens both
 * builds in fresh pages of one browser, now one first, now the other, and makes the same two changes of
 * the recipe, since the first one meets code and shaders that the second one finds warm. Printed are the medians, and the median of the rounds' ratios B / A with its 95% interval of
 * order statistics, that of the sign test. As a control give one folder twice.
 */
import { chromium, type Browser, type Page } from 'playwright';
import { preview } from 'vite';
import { BROWSER_ARGS, findBrowser } from '../../.ci/browser.mjs';
import { medianInterval } from '../../src/core/metrics/latency';
import { median } from '../../src/core/metrics/quantile';

const MODELS = ['lenet-300-100', 'lenet-5'];
const CHANGES = [0.8, 0.7].map(
  (sparsity) => `prune(magnitude,global,${sparsity})+quantize(8,channel,symmetric)`,
);
const FEWEST_ROUNDS = 6;
const PATIENCE_MS = 300_000;

/** Milliseconds from the change to its size and accuracy, and to the end of the run. */
interface Waits {
  readonly accuracy: number;
  readonly run: number;
}

const [folderA, folderB, rounds = '15'] = process.argv.slice(2);
if (!folderA || !folderB || !(Number(rounds) >= FEWEST_ROUNDS)) {
  console.error(`Usage: builds.ts DIST_A DIST_B [ROUNDS], ${FEWEST_ROUNDS} rounds at least.`);
  process.exit(1);
}

const servers = await Promise.all(
  [folderA, folderB].map((outDir) =>
    preview({ configFile: false, build: { outDir }, preview: { port: 0 }, logLevel: 'warn' }),
  ),
);
const addresses = servers.map((server) => server.resolvedUrls!.local[0]!);
const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
try {
  for (const model of MODELS) {
    const pairs: [Waits[], Waits[]][] = [];
    for (let round = 0; round < Number(rounds); round++) {
      const pair: Waits[][] = [];
      for (const build of round % 2 === 0 ? [0, 1] : [1, 0]) {
        pair[build] = await waits(browser, addresses[build]!, model);
      }
      pairs.push(pair as [Waits[], Waits[]]);
    }
    console.log(`\n${model}, ${pairs.length} rounds`);
    for (const change of CHANGES.keys()) {
      const each = pairs.map(([a, b]): [Waits, Waits] => [a[change]!, b[change]!]);
      for (const kind of ['accuracy', 'run'] as const) console.log(line(change, kind, each));
    }
  }
} finally {
  await browser.close();
  await Promise.all(servers.map((server) => server.close()));
}

/** Opens a build as its model was trained, lets it come to rest, and waits for one change after the other. */
async function waits(browser: Browser, address: string, model: string): Promise<Waits[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    const page = await context.newPage();
    const steps = (text: string) => `#v=1&model=${model}&steps=${text}`;
    await page.goto(address + steps(''));
    await page.locator('[aria-label="Before and after"][aria-busy="false"]').waitFor();
    const found: Waits[] = [];
    for (const change of CHANGES) found.push(await waitFor(page, steps(change)));
    return found;
  } finally {
    await context.close();
  }
}

/** Changes the recipe of a page at rest, and waits. */
function waitFor(page: Page, link: string): Promise<Waits> {
  return page.evaluate(
    (hash) =>
      new Promise<Waits>((resolve) => {
        const table = document.querySelector('[aria-label="Before and after"]')!;
        const start = performance.now();
        let begun = false;
        let accuracy = 0;
        new MutationObserver((_changes, observer) => {
          begun ||= table.getAttribute('aria-busy') === 'true';
          if (!begun) return;
          const row = [...table.querySelectorAll('tr')].find((each) =>
            each.textContent.includes('Accuracy'),
          );
          const now = performance.now() - start;
          if (row?.getAttribute('aria-busy') === 'false') accuracy ||= now;
          if (table.getAttribute('aria-busy') === 'true') return;
          observer.disconnect();
          resolve({ accuracy, run: now });
        }).observe(table, { subtree: true, attributeFilter: ['aria-busy'] });
        location.hash = hash;
      }),
    link,
  );
}

function line(change: number, kind: keyof Waits, pairs: readonly [Waits, Waits][]): string {
  const [a, b] = [0, 1].map((build) => pairs.map((pair) => pair[build]![kind]));
  const ratio = medianInterval(pairs.map(([first, second]) => second[kind] / first[kind]));
  const ms = (values: number[]) => `${median(values.sort((x, y) => x - y)).toFixed(0)} ms`;
  const [low, high] = [ratio.low, ratio.high].map((bound) => bound.toFixed(3));
  const to = kind === 'accuracy' ? 'to size and accuracy' : 'to the whole run';
  const name = `change ${change + 1} ${to}`;
  return `  ${name.padEnd(31)} A ${ms(a!)}, B ${ms(b!)}, B / A ${ratio.median.toFixed(3)} (95% ${low} to ${high})`;
}
