import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../../src/app/styles/base.css';
import { Practice } from '../../../../src/recall/practice.svelte';
import { Progress } from '../../../../src/recall/keep/progress.svelte';
import RecallPanel from '../../../../src/recall/RecallPanel.svelte';
import { STOPS } from '../../../../src/recall/content/en/tour';
import { FakeBench, surroundings } from '../../bench.svelte';
import { broken } from '../../broken';
import { tabTo } from '../../keyboard';
import { latency, reportOf } from '../../reports';

const KEY = 'whittle.recall.test';
/** Images right of 1,000, a place each: level, then a cliff. */
const CLIFF = [995, 995, 993, 990, 970, 800, 101];

beforeEach(() => localStorage.removeItem(KEY));

async function open() {
  const bench = new FakeBench();
  bench.answer = ({ trials }) =>
    trials.map((trial, at) =>
      reportOf(trial, {
        correct: trials.length > 2 ? CLIFF[at]! : 980,
        latency: [latency(1, 1, false)],
      }),
    );
  const progress = new Progress(() => localStorage, KEY);
  const context = surroundings(bench, new Practice(progress, () => 1_000));
  const { unmount } = await render(RecallPanel, { context });
  return { bench, progress, unmount };
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const heading = (name: string | RegExp) => page.getByRole('heading', { name });

async function press(keys: string): Promise<void> {
  await userEvent.keyboard(keys);
}

async function choose(at: 0 | 1, option: number): Promise<void> {
  const stop = STOPS[at]!;
  if (stop.kind !== 'choose') throw new Error(`Stop ${at} is a choice.`);
  await tabTo(stop.options[0]!.text);
  await press(` ${'{ArrowDown}'.repeat(option)}`);
}

async function commit(): Promise<void> {
  await tabTo('Guess');
  await press(' ');
  await tabTo('Commit and run it');
  await press('{Enter}');
}

test('a newcomer takes the whole tour by keyboard alone', async () => {
  const { bench, progress } = await open();
  await expect.element(heading('The five-minute tour')).toBeVisible();
  await expect.element(page.getByText('1 of 3')).toBeVisible();

  await choose(0, 1);
  await commit();
  await expect.element(heading(/^Right$/)).toHaveFocus();
  await expect.element(page.getByText('Your measurements confirm it.')).toBeVisible();
  await tabTo('Next: Fewer weights');
  await press('{Enter}');
  await expect.element(heading(STOPS[1]!.question)).toHaveFocus();

  await choose(1, 0);
  await commit();
  await expect.element(heading(/^Not right$/)).toHaveFocus();
  await tabTo('Next: How far can you go?');
  await press('{Enter}');

  await expect.element(page.getByText('3 of 3')).toBeVisible();
  for (const [place, keys] of [
    ['20% zeros', ' '],
    ['40% zeros', ' '],
    ['60% zeros', '{ArrowDown}{ArrowDown}'],
    ['75% zeros', '{PageDown}'],
    ['90% zeros', '{PageDown}{PageDown}{PageDown}{ArrowUp}'],
    ['99% zeros', '{Home}{PageUp}'],
  ]) {
    await tabTo(place!);
    await press(keys!);
  }
  const slider = page.getByRole('slider', { name: '90% zeros' });
  await expect.element(slider).toHaveAttribute('aria-valuetext', 'at 90% zeros: 59% right');
  await commit();
  await expect.element(heading('The right shape')).toHaveFocus();
  await expect
    .element(page.getByText(/The shape is right: it stays level, then falls off a cliff/))
    .toBeVisible();
  await expect.element(page.getByText(/most at 90% zeros: you drew 59% right/)).toBeVisible();

  await tabTo('Finish the tour');
  await press('{Enter}');
  await expect.element(heading('Recall')).toHaveFocus();
  await expect.element(page.getByText(/That was the tour/)).toBeVisible();
  expect(bench.asked).toEqual([...STOPS.map(({ id }) => id), 'restore']);
  expect(progress.attempts.at(-1)).toEqual({
    item: 'tour',
    answer: { kind: 'done' },
    confidence: null,
    correct: true,
    time: 1_000,
  });
});

test('a tour left in the middle goes on at the prediction that is not made yet', async () => {
  const { unmount } = await open();
  await choose(0, 1);
  await commit();
  await unmount();
  await open();
  await expect.element(page.getByText('2 of 3')).toBeVisible();
});

test('who skips the tour is not shown it again, and may take it from nothing', async () => {
  const { progress, unmount } = await open();
  await button('Skip the tour').click();
  await expect.element(button(/^Predict & prove/)).toBeVisible();
  expect(progress.attempts.at(-1)).toMatchObject({ item: 'tour', answer: { kind: 'shown' } });
  await unmount();
  await open();
  await button('Take the tour again').click();
  await expect.element(page.getByText('1 of 3')).toBeVisible();
});

test('a way that is opened by key begins at its title, and so does the choice of ways', async () => {
  await open();
  const pressed = async (name: string | RegExp) => {
    (button(name).element() as HTMLElement).focus();
    await press('{Enter}');
  };
  await pressed('Skip the tour');
  await expect.element(heading('Recall')).toHaveFocus();
  await pressed(/^Guided lab/);
  await expect.element(heading('Guided lab')).toHaveFocus();
  await pressed('All ways to practise');
  await expect.element(heading('Recall')).toHaveFocus();
});

test('a curve with a place left out is not run, and the place is named', async () => {
  const { bench } = await open();
  await button('Skip the tour').click();
  await button(/^Predict & prove/).click();
  await page.getByRole('slider', { name: '20% zeros' }).click();
  await page.getByRole('radio', { name: 'Sure', exact: true }).click();
  await button('Commit and run it').click();
  await expect.element(page.getByText(/^Not drawn yet: 40% zeros, 60% zeros/)).toBeVisible();
  await expect.element(page.getByRole('slider', { name: '40% zeros' })).toHaveFocus();
  expect(bench.asked).toEqual(['restore']);
});

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  beforeEach(() => {
    document.documentElement.dataset.theme = theme;
    return () => delete document.documentElement.dataset.theme;
  });

  test('axe finds nothing in a choice, its outcome, or a curve drawn and measured', async () => {
    await open();
    expect(await broken()).toEqual([]);
    await choose(0, 1);
    await commit();
    expect(await broken()).toEqual([]);
    await button('Skip the tour').click();
    await button(/^Predict & prove/).click();
    await expect.element(page.getByRole('slider', { name: '20% zeros' })).toBeInTheDocument();
    for (const place of ['20', '40', '60', '75', '90', '99']) {
      (page.getByRole('slider', { name: `${place}% zeros` }).element() as HTMLElement).focus();
      await press(' ');
    }
    expect(await broken()).toEqual([]);
    await page.getByRole('radio', { name: 'Sure', exact: true }).click();
    await button('Commit and run it').click();
    await page.getByText('Both curves as a table').click();
    await expect.element(page.getByRole('cell', { name: '80.0', exact: true })).toBeVisible();
    expect(await broken()).toEqual([]);
  });
});
