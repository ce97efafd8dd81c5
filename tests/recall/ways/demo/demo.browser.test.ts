import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../../src/app/styles/base.css';
import type { ChoiceItem } from '../../../../src/recall/content/item';
import { SCENARIOS } from '../../../../src/recall/content/en/scenarios';
import Demo from '../../../../src/recall/ways/demo/Demo.svelte';
import { stage, type FakeBench } from '../../bench.svelte';
import { broken } from '../../broken';
import { reportOf } from '../../reports';

const [SCENARIO] = SCENARIOS;
const ITEMS = SCENARIO!.scenes.flatMap((scene) => (scene.kind === 'ask' ? scene.item : []));
const FIRST = ITEMS[0]!;

let bench: FakeBench;

beforeEach(async () => {
  const staged = stage();
  bench = staged.bench;
  await render(Demo, { context: staged.context });
});

const keys = (text: string) => userEvent.keyboard(text);
const titled = (name: string) => page.getByRole('heading', { name });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const handsFor = ({ options }: ChoiceItem, at: number) =>
  page.getByLabelText(`Hands for ${options[at]!.text}`, { exact: true });
const noted = page.getByText(/^The answer is/);

/** The experiment of the first question has ended. */
function finish() {
  const reports = FIRST.experiment.trials.map((trial) => reportOf(trial));
  bench.proof = { item: FIRST.id, state: 'done', reports };
}

/** To the first question, by keyboard from the top. */
async function toFirst() {
  await userEvent.tab();
  await keys('{Enter}');
  await expect.element(page.getByText(/scene 1 of/)).toBeVisible();
  await keys('{ArrowRight}');
  await expect.element(titled(FIRST.question)).toHaveFocus();
}

test('a scenario is told by keyboard alone, its figures hidden until hands are up', async () => {
  await toFirst();
  await keys('{PageDown}{ArrowRight}');
  expect(bench.asked).toEqual([]);
  await expect.element(page.getByRole('region', { name: 'Proof' })).not.toBeInTheDocument();
  await keys('1222{Shift>}2{/Shift}');
  await expect.element(handsFor(FIRST, 0)).toHaveTextContent('1');
  await expect.element(handsFor(FIRST, 1)).toHaveTextContent('2');
  await keys('{PageDown}');
  expect(bench.asked).toEqual([FIRST.id]);
  bench.proof = { item: FIRST.id, state: 'running', reports: [] };
  await expect.element(page.getByText('Running…', { exact: true })).toBeVisible();
  await keys('{PageDown}3');
  await expect.element(handsFor(FIRST, 2)).toHaveTextContent('0');
  await expect.element(noted).not.toBeInTheDocument();
  finish();
  await expect.element(page.getByRole('region', { name: 'Proof by experiment' })).toBeVisible();
  await expect.element(page.getByText(FIRST.claim)).not.toBeInTheDocument();
  await keys('{ArrowRight}');
  await expect.element(noted).toBeVisible();
  await keys('{ArrowRight}');
  await expect.element(titled(ITEMS[1]!.question)).toHaveFocus();
});

test('hands stay with their scene, until the scenario is begun anew', async () => {
  await toFirst();
  await keys('1123{ArrowLeft}{ArrowRight}');
  await expect.element(titled(FIRST.question)).toHaveFocus();
  for (const [at, hands] of [2, 1, 1].entries()) {
    await expect.element(handsFor(FIRST, at)).toHaveTextContent(`${hands}`);
  }
  await button('Other scenarios').click();
  await expect.element(page.getByRole('button', { name: SCENARIO!.title })).toHaveFocus();
  await keys('{Enter}{ArrowRight}');
  await expect.element(handsFor(FIRST, 0)).toHaveTextContent('0');
});

test('keys go on counting when the button that was pressed is no more', async () => {
  await toFirst();
  await button(`One hand more for ${FIRST.options[0]!.text}`).click();
  await button(`One hand fewer for ${FIRST.options[0]!.text}`).click();
  await keys('1{ArrowRight}');
  expect(bench.asked).toEqual([FIRST.id]);
  await expect.element(page.getByRole('button', { name: /^One hand/ })).not.toBeInTheDocument();
  finish();
  await keys('{ArrowRight}');
  await expect.element(noted).toBeVisible();
  await page.getByText(SCENARIO!.title, { exact: false }).first().click();
  await keys('{ArrowRight}');
  await expect.element(titled(ITEMS[1]!.question)).toHaveFocus();
});

test.each(['light', 'dark'])('axe finds nothing in any phase, %s', async (theme) => {
  document.documentElement.dataset.theme = theme;
  expect(await broken()).toEqual([]);
  await toFirst();
  expect(await broken()).toEqual([]);
  await keys('1{ArrowRight}');
  finish();
  await expect.element(page.getByRole('table')).toBeVisible();
  await keys('{ArrowRight}');
  await expect.element(noted).toBeVisible();
  expect(await broken()).toEqual([]);
  delete document.documentElement.dataset.theme;
});
