import axe from 'axe-core';
import { chromium, type Browser, type Locator, type Page } from 'playwright';
import { afterAll, beforeAll, inject } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../.ci/browser.mjs';
import type { Report } from '../../src/core/report';

/** How long a page is waited for, in milliseconds: the tests may share two cores. */
const PATIENCE = 60_000;

/** One browser for the tests of a file; `extra` are more command-line arguments. */
export function useBrowser(extra: string[] = []): { readonly browser: Browser } {
  const used: { browser: Browser } = { browser: undefined as unknown as Browser };
  beforeAll(async () => {
    used.browser = await chromium.launch({
      executablePath: findBrowser(),
      args: [...BROWSER_ARGS, ...extra],
    });
  });
  afterAll(() => used.browser.close());
  return used;
}

export interface Opened {
  readonly page: Page;
  /** Everything that the page said on the console as an error, and every uncaught error. */
  readonly errors: string[];
  /** Every URL asked for. */
  readonly requests: string[];
}

/** Opens the built page in a context of its own. */
export async function open(
  browser: Browser,
  fragment = '',
  options: Parameters<Browser['newContext']>[0] = {},
  prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('request', (request) => requests.push(request.url()));
  await prepare(page);
  await page.goto(inject('page') + fragment);
  return { page, errors, requests };
}

/** Waits until no run is under way. */
export async function settled(page: Page): Promise<void> {
  await page.locator('[aria-label="Before and after"][aria-busy="false"]').waitFor();
}

/** Waits until size and accuracy are those of the recipe; the latency may still be measured. */
export async function judged(page: Page): Promise<void> {
  const row = '[aria-label="Before and after"] tr[aria-busy="false"]';
  await page.locator(row, { hasText: 'Accuracy' }).waitFor();
}

/** The report as the page's own button copies it. Throws what the page says where there is none. */
export async function copiedReport(page: Page): Promise<Report> {
  const alert = page.getByRole('alert');
  if ((await alert.count()) > 0) throw new Error(await alert.first().innerText());
  // Emptied first, so that an earlier copy can't pass for this one.
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.getByRole('button', { name: 'Copy report as JSON' }).click();
  const copy = await page.waitForFunction(() => navigator.clipboard.readText());
  return JSON.parse(await copy.jsonValue()) as Report;
}

/** A cell of the results table as its `<data>` value, or undefined where there is no figure. */
export async function figure(page: Page, row: string, column: string): Promise<number | undefined> {
  const position = ['Before', 'After', 'Change'].indexOf(column);
  const cell = page
    .getByRole('region', { name: 'Before and after' })
    .getByRole('row', { name: new RegExp(`^${row}`) })
    .getByRole('cell')
    .nth(position);
  const value = await cell.locator('data').getAttribute('value', { timeout: 2000 });
  return value === null ? undefined : Number(value);
}

/** Moves the focus with Tab until it is on an element; throws where it never gets there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let i = 0; i < 90; i++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never reaches ${target}.`);
}

/** Rules of axe-core that the page, or a part of it, breaks, with the elements that break them. */
export async function brokenRules(page: Page, part = 'html'): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (selector) => (window as unknown as { axe: typeof axe }).axe.run(selector),
    part,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
