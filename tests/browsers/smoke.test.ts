import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Browser } from './browser';
import { openDisplay, type Display } from './display';
import { ENGINES } from './engines';
import { Page } from './page';
import { STEPS, type Step } from './steps';

/** What each step found, by engine. */
const found = new Map<Step, Map<string, unknown>>(STEPS.map((step) => [step, new Map()]));
/** What is told at the end, a line an engine. */
const told: string[] = [];

let display: Display;
beforeAll(async () => {
  display = await openDisplay();
});
afterAll(() => {
  display.close();
  console.log(told.join('\n'));
});

for (const [name, engine] of Object.entries(ENGINES)) {
  if (!engine) told.push(`${name}: not run: it is neither on this machine nor could be installed.`);

  describe.skipIf(!engine)(`in ${name}`, () => {
    let browser: Browser | undefined;
    let page: Page;
    beforeAll(async () => {
      browser = await engine!.start(display);
      page = new Page(browser, inject('page'));
    });
    afterAll(() => browser?.close());

    for (const step of STEPS) {
      test(step.title, async () => {
        found.get(step)!.set(name, await step.take(page));
      });
    }

    test('the fastest way that it offers evaluates, and is told', async () => {
      await page.open('#v=1&model=lenet-300-100');
      const { before } = await page.row('Latency');
      const place = await page.place();
      told.push(
        `${name}: ${browser!.version}. ${place} LeNet-300-100, a digit: ${before!.toFixed(3)} ms.`,
      );
      expect(place).toMatch(engine!.webgl ? /WebGL\b.*Renderer: / : /in WebAssembly|through WebGL/);
      expect(place).not.toContain('plain JavaScript');
    });
  });
}

describe('in all of them', () => {
  for (const step of STEPS) {
    test(`${step.title}: the same figures`, () => {
      const [first, ...others] = found.get(step)!.values();
      expect(first).toBeDefined();
      for (const other of others) expect(other).toEqual(first);
    });
  }
});
