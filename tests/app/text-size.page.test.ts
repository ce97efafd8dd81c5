import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { VIEWS } from '../../src/app/experiments/views';
import { titleOf, WAYS, type PlaceName } from '../../src/recall/ways/ways';
import { open, settled, useBrowser } from './page';

const used = useBrowser();
const SETTING =
  '#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.9)+quantize(4,channel,symmetric)';
const PLACES = [...(Object.keys(WAYS) as PlaceName[]), 'progress'] as const;

/** Twice the size that a browser begins with, in CSS pixels. */
const TWICE = 32;

/** Has the browser show text at twice its size, as a reader sets it in its settings. */
async function doubleText(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: TWICE, fixed: TWICE } });
}

/**
 * Where text can't be read: it leaves the window, its column or its panel, or lies over other text.
 * What can be scrolled sideways in a frame of its own, as a table can, may be wider than that.
 */
function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const faults = new Set<string>();
    if (document.documentElement.scrollWidth > width) faults.add('the page scrolls sideways');
    interface Line {
      readonly element: HTMLElement;
      readonly box: DOMRect;
      readonly frame: Element | undefined;
      readonly words: string;
    }
    const lines: Line[] = [];
    const ancestors = (element: Element): Element[] =>
      element.parentElement ? [element, ...ancestors(element.parentElement)] : [element];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode as Text;
      const element = text.parentElement!;
      if (text.data.trim() === '' || element.closest('option, .summary')) continue;
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const around = ancestors(element);
      if (around.some((part) => getComputedStyle(part).clipPath !== 'none')) continue;
      const frame = around.find((part) => /auto|scroll/.test(getComputedStyle(part).overflowX));
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const box of range.getClientRects())
        if (box.width > 1) lines.push({ element, box, frame, words: text.data.trim() });
    }
    for (const { element, box, frame, words } of lines) {
      if (frame) continue;
      if (box.left < -1 || box.right > width + 1) faults.add(`out of the window: ${words}`);
      const holder = element.closest('.panel, section[aria-label=Recall], main > *');
      const room = holder?.getBoundingClientRect();
      if (room && (box.left < room.left - 1 || box.right > room.right + 1))
        faults.add(`out of its panel: ${words}`);
    }
    lines.forEach((one, i) => {
      for (const other of lines.slice(i + 1)) {
        const nested = one.element.contains(other.element) || other.element.contains(one.element);
        if (nested || one.frame !== other.frame) continue;
        const across =
          Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down =
          Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // The boxes of lines above each other touch; their letters do not.
        if (across > 2 && down > 0.35 * Math.min(one.box.height, other.box.height))
          faults.add(`over each other: ${one.words} / ${other.words}`);
      }
    });
    return [...faults];
  });
}

/** Expects that all text can be read, once charts have taken their size. */
const expectReadable = (page: Page, where: string) =>
  expect.poll(() => unreadable(page), { message: where, timeout: 10_000 }).toEqual([]);

test.each([
  [1440, 900],
  [1366, 768],
  [390, 844],
])(
  'text of twice the size can be read everywhere in a window of %i × %i pixels',
  { timeout: 300_000 },
  async (width, height) => {
    const { page, errors } = await open(
      used.browser,
      SETTING,
      { viewport: { width, height } },
      doubleText,
    );
    await settled(page);
    const size = await page.evaluate(() =>
      parseFloat(getComputedStyle(document.documentElement).fontSize),
    );
    expect(size).toBeGreaterThanOrEqual(TWICE * 0.9);
    const recall = page.getByRole('region', { name: 'Recall' });
    const skip = recall.getByRole('button', { name: 'Skip the tour' });
    await skip.waitFor();
    await expectReadable(page, 'the first screen');
    for (const { title } of Object.values(VIEWS)) {
      await page.getByRole('tab', { name: title }).click();
      await page.locator('#experiment > *').first().waitFor();
      await expectReadable(page, title);
    }
    await skip.click();
    for (const place of PLACES) {
      await recall.getByRole('button', { name: titleOf(place) }).click();
      await recall.getByRole('heading', { name: titleOf(place), level: 2 }).waitFor();
      await expectReadable(page, titleOf(place));
      await recall.getByRole('button', { name: 'All ways to practise' }).click();
    }
    expect(errors).toEqual([]);
    await page.context().close();
  },
);

test('a reader’s own size of text is that of the page', async () => {
  const { page } = await open(used.browser, '', { viewport: { width: 390, height: 844 } });
  const size = () =>
    page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('h1')!).fontSize));
  const first = await size();
  await doubleText(page);
  await expect.poll(size).toBe(2 * first);
  await page.context().close();
});
