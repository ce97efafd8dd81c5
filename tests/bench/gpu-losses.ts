/**
 * `npx tsx tests/bench/gpu-losses.ts` takes the GPU away from the built page 20 times, each in a fresh
 * browser, and counts how often the page goes on alone, with the figures of an undisturbed run. Ten
 * losses come while the page starts, ten within half a second of a change.
 */
import { chromium, type Page } from 'playwright';
import { BROWSER_ARGS, findBrowser } from '../../.ci/browser.mjs';
import type { Recipe } from '../../src/core/recipe';
import { recipeKey } from '../../src/core/recipe-key';
import type { Report } from '../../src/core/report';
import { hookGpu, loseGpu } from '../app/gpu';
import { servePage } from '../app/serve';

const LINK = '#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.5)';
const STARTS = [0, 30, 80, 150, 250, 400, 700, 1200, 2000, 3500];
const AFTER_CHANGE = [0, 20, 50, 90, 140, 200, 270, 340, 410, 480];
/** For a shared machine without a GPU, in milliseconds. */
const PATIENCE = 180_000;

/** Changes of the recipe, each of which has shaders compiled. */
const CHANGES: readonly ((page: Page) => Promise<unknown>)[] = [
  (page) => page.getByLabel('Model').selectOption('lenet-5'),
  (page) => page.getByLabel('Bits').press('Home'),
  (page) => page.getByLabel('Model').selectOption('ds-cnn'),
  (page) => page.getByLabel('Scope').selectOption('group'),
  (page) =>
    page
      .getByLabel('Levels')
      .selectOption('k-means')
      .then(() => page.getByLabel('Bits').press('Home')),
];

/** Opens the page in a browser of its own, hands it over, and closes it. */
async function inBrowser<T>(prepare: (page: Page) => unknown, use: (page: Page) => Promise<T>) {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  try {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const context = await browser.newContext({ permissions });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    await prepare(page);
    await page.goto(served.page + LINK);
    return await use(page);
  } finally {
    await browser.close();
  }
}

/** The report of what is on the page, once size and accuracy are there. */
async function judgedReport(page: Page): Promise<Report> {
  const row = '[aria-label="Before and after"] tr[aria-busy="false"]';
  const alert = page.getByRole('alert');
  await page.locator(row, { hasText: 'Accuracy' }).or(alert).first().waitFor();
  if ((await alert.count()) > 0) throw new Error(await alert.first().innerText());
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.getByRole('button', { name: 'Copy report as JSON' }).click();
  const copy = await page.waitForFunction(() => navigator.clipboard.readText());
  return JSON.parse(await copy.jsonValue()) as Report;
}

/** What must be the same with and without a loss. */
function essence({ recipe, accuracy, size }: Report): string {
  return `${recipeKey(recipe as Recipe)} ${JSON.stringify([accuracy.after, accuracy.change, size])}`;
}

const served = await servePage('node_modules/.cache/whittle-losses');
const counts = { losses: 0, told: 0, alone: 0, right: 0 };
const failures: string[] = [];

async function lose(
  name: string,
  want: string,
  run: () => Promise<{ told: boolean; got: string }>,
) {
  counts.losses++;
  try {
    const { told, got } = await run();
    counts.told += Number(told);
    counts.alone++;
    counts.right += Number(got === want);
    console.log(
      `${name}: ${told ? 'told, ' : 'not told, '}${got === want ? 'right' : `got ${got}`}`,
    );
  } catch (error) {
    failures.push(`${name}: ${(error as Error).message}`);
    console.log(failures.at(-1));
  }
}

const NOTICE = 'took the GPU away';
const nothing = () => undefined;
const asOpened = essence(await inBrowser(nothing, judgedReport));
for (const delay of STARTS) {
  await lose(`${delay} ms after the start`, asOpened, () =>
    inBrowser(
      (page) => hookGpu(page, delay),
      async (page) => {
        await page.getByText(NOTICE).or(page.getByRole('alert')).first().waitFor();
        const got = essence(await judgedReport(page));
        return { told: (await page.getByText(NOTICE).count()) > 0, got };
      },
    ),
  );
}

for (const [i, change] of CHANGES.entries()) {
  const changed = essence(
    await inBrowser(nothing, async (page) => {
      await judgedReport(page);
      await change(page);
      return judgedReport(page);
    }),
  );
  for (const delay of [AFTER_CHANGE[2 * i]!, AFTER_CHANGE[2 * i + 1]!]) {
    await lose(`${delay} ms after change ${i + 1}`, changed, () =>
      inBrowser(hookGpu, async (page) => {
        await judgedReport(page);
        await loseGpu(page.workers()[0]!, delay);
        await change(page);
        await page.getByText(NOTICE).or(page.getByRole('alert')).first().waitFor();
        const got = essence(await judgedReport(page));
        return { told: (await page.getByText(NOTICE).count()) > 0, got };
      }),
    );
  }
}

console.log(JSON.stringify(counts));
await served.close();
process.exit(failures.length > 0 || counts.right < counts.losses ? 1 : 0);
