import type { Locator, Page } from 'playwright';
import { expect, test } from 'vitest';
import { STOPS } from '../../src/recall/content/en/tour';
import { WAYS, type WayName } from '../../src/recall/ways/ways';
import { brokenRules, copiedReport, judged, open, tabTo, useBrowser } from './page';

const used = useBrowser();
const OWN = '#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.7)';

const recallOf = (page: Page) => page.getByRole('region', { name: 'Recall' });

/** Opens a way to practise, past the tour. */
async function practise(page: Page, way: WayName): Promise<Locator> {
  const recall = recallOf(page);
  const skip = recall.getByRole('button', { name: 'Skip the tour' });
  const offer = recall.getByRole('button', { name: WAYS[way].title });
  await skip.or(offer).first().waitFor();
  if (await skip.isVisible()) await skip.click();
  await offer.click();
  await recall.getByRole('heading', { name: WAYS[way].title, level: 2 }).waitFor();
  return recall;
}

test('a question is answered, proved by the reader’s own figures, and the own setup comes back', async () => {
  const { page, errors } = await open(used.browser, OWN);
  await judged(page);
  const recall = await practise(page, 'quiz');
  await recall.getByRole('button', { name: /^Question 2,/ }).click();
  await recall.getByRole('button', { name: 'Show the answer' }).click();
  await recall.getByRole('button', { name: 'Prove it' }).click();
  await recall.getByText('Your measurements confirm it.').waitFor();
  const shown = await recall.getByRole('table').innerText();
  await judged(page);
  const { recipe, size } = await copiedReport(page);
  // The last trial stays on the page, and its row has the figures of the report.
  expect(recipe.steps).toMatchObject([{ kind: 'prune', sparsity: 0.5 }]);
  expect(shown).toContain(size.after.dense.toLocaleString('en-US'));
  await recall.getByRole('button', { name: 'Back to my own setup' }).click();
  await judged(page);
  await expect.poll(() => new URL(page.url()).hash).toBe(OWN);
  expect((await copiedReport(page)).recipe.steps).toMatchObject([{ sparsity: 0.7 }]);
  expect(errors).toEqual([]);
  await page.context().close();
});

test('what was answered is there again after a reload', async () => {
  const { page } = await open(used.browser);
  await answerFirst(await practise(page, 'quiz'));
  await page.reload();
  const again = await practise(page, 'quiz');
  await again.getByRole('button', { name: 'Question 1, answered right' }).waitFor();
  await page.context().close();
});

test('a browser that keeps nothing loses nothing of a session', async () => {
  const { page, errors } = await open(used.browser, '', {}, (blank) =>
    blank.addInitScript(() =>
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      }),
    ),
  );
  const recall = await practise(page, 'quiz');
  await answerFirst(recall);
  await recall.getByText('your progress lasts until you leave').waitFor();
  await recall.getByRole('button', { name: 'All ways to practise' }).click();
  await practise(page, 'quiz');
  await recall.getByRole('button', { name: 'Question 1, answered right' }).waitFor();
  expect(errors).toEqual([]);
  await page.context().close();
});

async function answerFirst(recall: Locator): Promise<void> {
  await recall.getByRole('button', { name: /^Question 1,/ }).click();
  await recall.getByRole('radio', { name: '15' }).check();
  await recall.getByRole('radio', { name: 'Sure', exact: true }).check();
  await recall.getByRole('button', { name: 'Check answer' }).click();
  await recall.getByRole('button', { name: 'Question 1, answered right' }).waitFor();
}

test('moving a control ends an experiment and keeps what the reader has set', async () => {
  const { page } = await open(used.browser, OWN);
  await judged(page);
  const recall = await practise(page, 'quiz');
  await recall.getByRole('button', { name: /^Question 4,/ }).click();
  await recall.getByRole('button', { name: 'Show the answer' }).click();
  await recall.getByRole('button', { name: 'Prove it' }).click();
  await recall.getByRole('progressbar').waitFor();
  await page.getByLabel('Sparsity').press('ArrowRight');
  await judged(page);
  // One point more than whichever trial was on, and no trial after it.
  const { steps } = (await copiedReport(page)).recipe;
  const points = steps[0]?.kind === 'prune' ? Math.round(100 * steps[0].sparsity) : 0;
  expect([1, 26, 51, 61, 71, 81, 91, 96]).toContain(points);
  expect(await recall.getByRole('progressbar').count()).toBe(0);
  await page.context().close();
});

test('axe finds nothing in any of the nine ways', async () => {
  const { page } = await open(used.browser);
  const recall = recallOf(page);
  for (const way of Object.keys(WAYS) as WayName[]) {
    await practise(page, way);
    expect(await brokenRules(page, '#recall'), way).toEqual([]);
    await recall.getByRole('button', { name: 'All ways to practise' }).click();
  }
  await page.context().close();
});

test('a newcomer finishes the five-minute path by keyboard alone, from the top of the page', async () => {
  const { page, errors } = await open(used.browser);
  const recall = recallOf(page);
  const named = (role: 'button' | 'heading', name: string | RegExp) =>
    recall.getByRole(role, { name });
  const answer = async (first: string, downs: number) => {
    await tabTo(page, recall.getByRole('radio', { name: first }));
    await page.keyboard.press('Space');
    for (let i = 0; i < downs; i++) await page.keyboard.press('ArrowDown');
  };
  const commit = async () => {
    await answer('Guess', 0);
    await tabTo(page, named('button', 'Commit and run it'));
    await page.keyboard.press('Enter');
    await recall.getByText('Your measurements confirm it.').waitFor();
    expect(await brokenRules(page, '#recall')).toEqual([]);
  };
  await named('heading', 'The five-minute tour').waitFor();
  await tabTo(page, page.getByRole('button', { name: 'Practise' }));
  await page.keyboard.press('Enter');
  for (const stop of STOPS) {
    await named('heading', stop.question).waitFor();
    if (stop.kind === 'choose') {
      await answer(stop.options[0]!.text, 1);
    } else {
      // As trained up to the middle, then down by tens.
      for (const [at, { says }] of stop.x.places.slice(1).entries()) {
        await tabTo(page, recall.getByRole('slider', { name: says }));
        await page.keyboard.press('Space');
        for (let i = 3; i < at; i++) await page.keyboard.press('PageDown');
      }
    }
    await commit();
    await tabTo(page, named('button', stop === STOPS.at(-1) ? 'Finish the tour' : /^Next:/));
    await page.keyboard.press('Enter');
  }
  await recall.getByText('That was the tour').waitFor();
  expect(errors).toEqual([]);
  await page.context().close();
});
