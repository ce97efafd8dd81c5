import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/app/styles/base.css';
import { BANK } from '../../../src/recall/content/en/bank';
import { Practice } from '../../../src/recall/practice.svelte';
import { Progress } from '../../../src/recall/keep/progress.svelte';
import RecallCard from '../../../src/recall/card/RecallCard.svelte';
import { RecallSession } from '../../../src/recall/card/session.svelte';
import { FakeBench, surroundings } from '../bench.svelte';
import { broken } from '../broken';
import { focused, tabTo } from '../keyboard';
import { reportOf } from '../reports';

const KEY = 'whittle.recall.test';

beforeEach(() => localStorage.removeItem(KEY));

const newProgress = () => new Progress(() => localStorage, KEY);
const newSession = (progress = newProgress()) => new RecallSession(BANK, progress, () => 1_000);

/** The card at one question, and the bench that it turns to. */
async function open(number: number, session = newSession()) {
  const bench = new FakeBench();
  session.go(number - 1);
  await render(RecallCard, {
    props: { session },
    context: surroundings(bench, new Practice(newProgress(), () => 1_000)),
  });
  return { session, bench };
}

const button = (name: string) => page.getByRole('button', { name, exact: true });

/** Answers with the option and "Sure", by keyboard alone; the option is `down` from the first. */
async function answerByKeyboard(first: string, down: number): Promise<void> {
  await tabTo(first);
  await userEvent.keyboard(' ' + '{ArrowDown}'.repeat(down));
  await tabTo('Guess');
  await userEvent.keyboard(' {ArrowRight}{ArrowRight}');
  await tabTo('Check answer');
  await userEvent.keyboard('{Enter}');
}

test('a card is answered by keyboard alone, and the focus goes to the outcome', async () => {
  const { session } = await open(1);
  await answerByKeyboard('0', 1);
  await expect.element(page.getByRole('heading', { name: 'Right', exact: true })).toHaveFocus();
  expect(session.turn.attempt).toMatchObject({ correct: true, confidence: 'sure', time: 1_000 });
  await tabTo('Next');
  await userEvent.keyboard('{Enter}');
  await expect.poll(focused).toBe(BANK[1]!.question);
});

test('a choice is answered by keyboard alone, wrongly, and every option gets its feedback', async () => {
  await open(6);
  const item = BANK[5]!;
  if (item.kind !== 'choice') throw new Error('Question 6 is a choice.');
  await answerByKeyboard(item.options[0]!.text, 0);
  await expect.element(page.getByRole('heading', { name: 'Not right' })).toHaveFocus();
  for (const { feedback } of item.options) {
    await expect.element(page.getByText(feedback)).toBeVisible();
  }
  const standings = page.getByRole('listitem').elements().slice(0, 4);
  expect(standings.map((element) => element.querySelector('p')?.textContent.trim())).toEqual([
    'Your answer: not right',
    'Not the answer',
    'Not the answer',
    'The answer',
  ]);
  await expect
    .element(button('Question 6, answered wrong'))
    .toHaveAttribute('aria-current', 'step');
});

test('an explanation is written, compared and marked by keyboard alone', async () => {
  const { session } = await open(11);
  await tabTo('Your explanation');
  await userEvent.keyboard('Codes with a scale, and zeros.');
  await tabTo('Give me a hint');
  await userEvent.keyboard('{Enter}');
  const item = BANK[10]!;
  if (item.kind !== 'explain') throw new Error('Question 11 is an explanation.');
  await expect.element(page.getByText(item.hint)).toBeVisible();
  await tabTo('Guess');
  await userEvent.keyboard(' ');
  await tabTo('Compare with the checklist');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(item.modelAnswer)).toBeVisible();
  await expect.element(page.getByRole('heading', { name: 'Compare' })).toHaveFocus();
  for (const concept of item.checklist.slice(0, 3)) {
    await tabTo(concept);
    await userEvent.keyboard(' ');
  }
  await expect.element(page.getByText('You got 3 of 4 concepts.')).toBeVisible();
  expect(session.statuses[10]?.words).toBe('3 of 4 concepts');
});

test('figures may be measured for an explanation, but are judged only after it', async () => {
  const { bench } = await open(11);
  const item = BANK[10]!;
  const reports = item.experiment.trials.map((trial) => reportOf(trial));
  bench.proof = { item: item.id, state: 'done', reports };
  await expect.element(page.getByText(/^Measured\./)).toBeVisible();
  await expect.element(page.getByText(/^Your figures (do not )?agree/)).not.toBeInTheDocument();
});

test('nothing is revealed before an answer and a confidence are given', async () => {
  const { session } = await open(6);
  await page.getByText('The number of parameters').click();
  await button('Check answer').click();
  expect(session.turn.attempt).toBe(undefined);
  await expect.element(button('Prove it')).not.toBeInTheDocument();
  await expect.element(button('Show the answer')).not.toBeInTheDocument();
});

test('the way back to the own setup leaves the focus with the question', async () => {
  const { bench } = await open(6);
  bench.borrowed = true;
  await button('Back to my own setup').click();
  expect(bench.asked).toEqual(['restore']);
  await expect.element(button('Back to my own setup')).not.toBeInTheDocument();
  await expect.poll(focused).toBe(BANK[5]!.question);
});

test('a card shows its answer right away, which does not count as right', async () => {
  await open(2);
  await button('Show the answer').click();
  await expect.element(page.getByRole('heading', { name: 'The answer' })).toHaveFocus();
  await expect.element(page.getByText(`0 of ${BANK.length} right`)).toBeVisible();
  await expect.element(button('Question 2, answer shown')).toBeVisible();
});

test('a proof runs once, fills the table run by run, and says whether the figures agree', async () => {
  const { bench } = await open(2);
  const item = BANK[1]!;
  await button('Show the answer').click();
  const waits = page.getByText(/settings are saved/);
  await expect.element(button('Prove it')).toBeVisible();
  await expect.element(waits).not.toBeInTheDocument();
  await button('Prove it').click();
  expect(bench.asked).toEqual([item.id]);

  const reports = item.experiment.trials.map((trial) => reportOf(trial));
  bench.proof = { item: item.id, state: 'running', reports: reports.slice(0, 1) };
  bench.borrowed = true;
  await expect.element(waits).toBeVisible();
  const table = page.getByRole('table', { name: 'Your figures, measured here' });
  await expect.element(table.getByRole('row', { name: 'As trained 50% pruned' })).toBeVisible();
  await expect.element(table.getByRole('row', { name: '0.0 …' })).toBeVisible();
  await expect.element(page.getByRole('status')).toHaveTextContent('Running the experiment…');
  await button('Prove it').click({ force: true });
  expect(bench.asked).toEqual([item.id]);

  bench.proof = { item: item.id, state: 'done', reports };
  await expect.element(table.getByRole('row', { name: '0.0 50.0' })).toBeVisible();
  await expect.element(page.getByRole('status')).toHaveTextContent('Your measurements confirm it.');

  await button('Back to my own setup').click();
  expect(bench.asked).toEqual([item.id, 'restore']);
  await expect.element(button('Run it again')).toHaveFocus();
});

test('an experiment says how many of its runs train', async () => {
  await open(17);
  await page.getByText('The order of the batches').click();
  await page.getByText('Guess', { exact: true }).click();
  await button('Check answer').click();
  await expect
    .element(page.getByText('3 runs of Model lenet-300-100'))
    .toHaveTextContent('in this page, 2 of them with training, which takes longer.');
});

test('figures that do not agree are shown as such, with the reason', async () => {
  const { bench } = await open(9);
  const item = BANK[8]!;
  await page.getByText('Near 10%').click();
  await page.getByText('Sure', { exact: true }).click();
  await button('Check answer').click();
  const reports = item.experiment.trials.map((trial) => reportOf(trial, { correct: 700 }));
  bench.proof = { item: item.id, state: 'done', reports };
  await expect
    .element(page.getByRole('status'))
    .toHaveTextContent('Your measurements don’t confirm it.');
  await expect.element(page.getByRole('status')).toHaveTextContent(item.otherwise);
});

test('an experiment that failed says why, and one of another question is left out', async () => {
  const { bench } = await open(2);
  await button('Show the answer').click();
  bench.proof = { item: BANK[1]!.id, state: 'failed', message: 'The worker stopped.' };
  await expect.element(page.getByRole('status')).toHaveTextContent('The worker stopped.');
  bench.proof = { item: BANK[2]!.id, state: 'failed', message: 'The worker stopped.' };
  await expect.element(page.getByText('The worker stopped.')).not.toBeInTheDocument();
});

test('an explanation can be proved while it is written, and keeps its text', async () => {
  const { bench } = await open(12);
  const text = page.getByRole('textbox', { name: 'Your explanation' });
  await text.fill('The knee is at');
  await button('Prove it').click();
  expect(bench.asked).toEqual([BANK[11]!.id]);
  const reports = BANK[11]!.experiment.trials.map((trial) => reportOf(trial));
  bench.proof = { item: BANK[11]!.id, state: 'done', reports };
  await expect.element(page.getByRole('table')).toBeVisible();
  await expect.element(text).toHaveValue('The knee is at');
});

test('progress is there again in a later session', async () => {
  const session = newSession();
  session.turn.option = 1;
  session.turn.confidence = 'guess';
  session.turn.commit();
  await open(1, newSession());
  await expect.element(button('Question 1, answered right')).toBeVisible();
  await expect.element(page.getByText(`1 of ${BANK.length} right`)).toBeVisible();
  await expect.element(page.getByText('Lucky guess!')).toBeVisible();
});

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  beforeEach(() => {
    document.documentElement.dataset.theme = theme;
    return () => delete document.documentElement.dataset.theme;
  });

  test('axe finds nothing in a question, its outcome and its proof', async () => {
    const { bench } = await open(4);
    expect(await broken()).toEqual([]);
    await button('Show the answer').click();
    const item = BANK[3]!;
    const reports = item.experiment.trials.map((trial) => reportOf(trial));
    bench.proof = { item: item.id, state: 'running', reports: [] };
    bench.borrowed = true;
    await expect.element(page.getByText('Running the experiment…')).toBeVisible();
    expect(await broken()).toEqual([]);
    bench.proof = { item: item.id, state: 'done', reports };
    await expect.element(page.getByText('Running the experiment…')).not.toBeInTheDocument();
    expect(await broken()).toEqual([]);
  });

  test('axe finds nothing in an explanation and its checklist', async () => {
    const { session } = await open(11);
    expect(await broken()).toEqual([]);
    session.turn.text = 'Codes and zeros.';
    session.turn.confidence = 'sure';
    session.turn.commit();
    await expect.element(page.getByText('You got 0 of 4 concepts.')).toBeVisible();
    expect(await broken()).toEqual([]);
  });
});
