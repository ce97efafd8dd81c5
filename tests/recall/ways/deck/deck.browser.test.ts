import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-svelte';
import '../../../../src/app/styles/base.css';
import { BANK } from '../../../../src/recall/content/en/bank';
import { Practice } from '../../../../src/recall/practice.svelte';
import { Progress } from '../../../../src/recall/keep/progress.svelte';
import type { Deck as DeckState } from '../../../../src/recall/ways/deck/deck.svelte';
import Deck from '../../../../src/recall/ways/deck/Deck.svelte';
import { FakeBench, surroundings } from '../../bench.svelte';
import { broken } from '../../broken';

const START = Date.UTC(2026, 10, 25, 12);

let clock = START;
let practice: Practice;

beforeEach(() => {
  clock = START;
  practice = new Practice(new Progress(() => undefined), () => (clock += 1000));
});

/** Opens the deck, the first so many cards of the bank having been found easy just before. */
async function open(known = 0): Promise<void> {
  for (const item of BANK.slice(0, known)) {
    practice.progress.record({
      item: item.id,
      answer:
        item.kind === 'explain'
          ? { kind: 'marks', marks: item.checklist.map(() => true), text: '' }
          : { kind: 'option', option: 0 },
      confidence: 'sure',
      correct: true,
      time: START,
      rating: 'easy',
    });
  }
  await show();
}

/** Shows the deck as a reader finds it who opens it, or comes back to it. */
const show = () => render(Deck, { context: surroundings(new FakeBench(), practice) });

const button = (name: string | RegExp) => page.getByRole('button', { name });

/** Answers the first card, rightly unless told, by keyboard alone. */
async function answerFirst(option = 1): Promise<void> {
  page.getByRole('radio').elements()[option]!.focus();
  await userEvent.keyboard(' ');
  page.getByRole('radio', { name: 'Sure', exact: true }).element().focus();
  await userEvent.keyboard(' {Enter}');
}

test('a card is answered and rated by keyboard alone, and the focus goes on with the reader', async () => {
  await open();
  const { progress } = practice;
  await answerFirst();
  await expect.element(page.getByRole('heading', { name: 'Right', exact: true })).toHaveFocus();
  await expect.element(button(/^Good 10 min suggested$/)).toBeVisible();
  await expect.element(button(/^Easy 8 days$/)).toBeVisible();
  expect(await broken()).toEqual([]);
  expect(progress.attempts).toHaveLength(1);
  await userEvent.keyboard('4');
  expect(progress.attempts).toMatchObject([{ correct: true, rating: 'easy' }]);
  const next = page.getByRole('heading', { name: BANK[1]!.question });
  await expect.element(next).toHaveFocus();
  await expect
    .element(page.getByRole('status'))
    .toHaveTextContent(`${BANK[0]!.concept}: easy, again in 8 days.`);
});

test('who leaves the deck and comes back goes on with it: each rating puts the next card', async () => {
  await open();
  await cleanup();
  await show();
  for (const card of [0, 1, 2]) {
    const { question } = BANK[card]!;
    await expect.element(page.getByRole('heading', { name: question })).toBeVisible();
    await answerFirst();
    await userEvent.keyboard('4');
  }
  expect(practice.progress.attempts.map(({ item }) => item)).toEqual(
    BANK.slice(0, 3).map(({ id }) => id),
  );
  await expect.element(page.getByText(`0 due · ${BANK.length - 3} new, 7 of them`)).toBeVisible();
});

test('the keys rate nothing before there is an answer, nor with a modifier', async () => {
  await open();
  page.getByRole('radio').elements()[1]!.focus();
  await userEvent.keyboard(' 3');
  expect(practice.progress.attempts).toEqual([]);
  await answerFirst(0);
  await expect.element(button(/^Again 1 min suggested$/)).toBeVisible();
  await userEvent.keyboard('{Control>}3{/Control}');
  expect(practice.progress.attempts[0]?.rating).toBe(undefined);
});

test('a digit that is typed into an explanation is text', async () => {
  await open(10);
  const text = page.getByRole('textbox', { name: 'Your explanation' });
  await text.click();
  await userEvent.keyboard('3 of 4');
  await expect.element(text).toHaveValue('3 of 4');
  await page.getByRole('radio', { name: 'Guess', exact: true }).click();
  await button('Compare with the checklist').click();
  await expect.element(button(/^Again 1 min suggested$/)).toBeVisible();
  await page.getByRole('checkbox').nth(0).click();
  await page.getByRole('checkbox').nth(1).click();
  await expect.element(button(/^Hard 6 min suggested$/)).toBeVisible();
  await userEvent.keyboard('2');
  expect(practice.progress.attempts.at(-1)).toMatchObject({ item: BANK[10]!.id, rating: 'hard' });
});

test('it ends with when the next card is due, and offers to practise ahead', async () => {
  await open(BANK.length - 1);
  await page.getByRole('radio').nth(0).click();
  await page.getByRole('radio', { name: 'Sure', exact: true }).click();
  await button('Check answer').click();
  await button(/^Easy/).click();
  await expect.element(page.getByRole('heading', { name: 'Nothing is due' })).toHaveFocus();
  await expect.element(page.getByText('The next card comes due in 8 days.')).toBeVisible();
  expect(await broken()).toEqual([]);
  await button('Practise ahead').click();
  await expect.element(page.getByRole('heading', { name: BANK[0]!.question })).toHaveFocus();
});

test('what came due while nothing was asked is seen, and gone on with', async () => {
  await open(BANK.length);
  clock += 9 * 24 * 60 * 60_000;
  practice.keep<DeckState>('deck', () => undefined as never).look();
  await expect
    .element(page.getByText(`${BANK.length} cards came due in the meantime.`))
    .toBeVisible();
  await button('Go on').click();
  await expect.element(page.getByRole('heading', { name: BANK[0]!.question })).toHaveFocus();
});
