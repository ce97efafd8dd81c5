import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../../src/app/styles/base.css';
import { formatBackup } from '../../../../src/recall/keep/backup';
import { BANK } from '../../../../src/recall/content/en/bank';
import { Practice } from '../../../../src/recall/practice.svelte';
import type { Attempt } from '../../../../src/recall/keep/attempt';
import { Progress } from '../../../../src/recall/keep/progress.svelte';
import Home from '../../../../src/recall/Home.svelte';
import Keeping from '../../../../src/recall/ways/progress/Keeping.svelte';
import { MemoryStorage } from '../../keep/attempts';
import { Tour } from '../../../../src/recall/ways/tour/tour.svelte';
import { FakeBench, surroundings } from '../../bench.svelte';
import { broken } from '../../broken';

const NOW = Date.UTC(2026, 10, 25, 12);
const DAY = 24 * 60 * 60_000;
const attempt: Attempt = {
  item: BANK[0]!.id,
  answer: { kind: 'option', option: 1 },
  confidence: 'sure',
  correct: true,
  time: NOW - DAY,
};

let bench: FakeBench;
let practice: Practice;

beforeEach(() => {
  const storage = new MemoryStorage();
  bench = new FakeBench();
  practice = new Practice(new Progress(() => storage), () => NOW);
});

const open = () => render(Keeping, { context: surroundings(bench, practice) });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const status = () => page.getByRole('status');

/** Chooses a file of this text as a backup to read. */
function read(text: string): void {
  const input = page.getByLabelText('Read a backup').element() as HTMLInputElement;
  const files = new DataTransfer();
  files.items.add(new File([text], 'backup.json'));
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

test('the forecast is a table of days, and calls its estimate one', async () => {
  practice.progress.record(attempt);
  practice.progress.record({ ...attempt, item: BANK[1]!.id, rating: 'easy' });
  await open();
  const table = page.getByRole('table', { name: 'When the cards that you have seen come due' });
  await expect.element(table.getByRole('row', { name: 'Today 1' })).toBeVisible();
  await expect.element(table.getByRole('row', { name: 'Tomorrow 0' })).toBeVisible();
  await expect.element(table.getByRole('row', { name: 'Later 1' })).toBeVisible();
  await expect
    .element(page.getByText(`1 due now · ${BANK.length - 2} new · 1 later`))
    .toBeVisible();
  await expect.element(page.getByText(/Of the 2 cards seen so far, the forecast is/)).toBeVisible();
  await expect.element(page.getByText(/FSRS-6 \(.*ts-fsrs v5\.4\.2\./)).toBeVisible();
  expect(await broken()).toEqual([]);
});

test('a backup is saved, and read again without anything twice', async () => {
  practice.progress.record(attempt);
  await open();
  await button('Save a backup').click();
  const { name, text } = bench.files[0]!;
  expect(name).toBe('whittle-progress-2026-11-25.json');
  const other = new Progress(() => undefined);
  other.record({ ...attempt, time: NOW });
  read(formatBackup(other));
  await expect.element(status()).toHaveTextContent('1 attempt read: 1 added, 0 here already.');
  read(text);
  await expect.element(status()).toHaveTextContent('1 attempt read: 0 added, 1 here already.');
  expect(practice.progress.attempts).toHaveLength(2);
});

test('a tour that was skipped is kept and deleted, but is no attempt', async () => {
  new Tour(practice.progress, () => NOW, false).skip();
  await open();
  await expect.element(page.getByText(/attempt/)).not.toBeInTheDocument();
  await expect.element(page.getByText(/in this browser only:\s+a skipped tour\./)).toBeVisible();
  await button('Save a backup').click();
  practice.progress.record(attempt);
  await expect.element(page.getByText(/only:\s+1 attempt and a skipped tour\./)).toBeVisible();
  practice.progress.clear();
  await expect.element(page.getByText(/only:\s+0 attempts\./)).toBeVisible();
  read(bench.files[0]!.text);
  await expect.element(status()).toHaveTextContent('0 attempts read: 0 added, 0 here already.');
  await expect.element(page.getByText(/only:\s+a skipped tour\./)).toBeVisible();
});

test('what cannot be read of a backup is named, five of many', async () => {
  await open();
  read(JSON.stringify({ whittle: 'recall', version: 1, attempts: Array(7).fill(0) }));
  await expect
    .element(page.getByText('Attempt 1 of 7: it is 0, expected an attempt.'))
    .toBeVisible();
  await expect.element(page.getByText('And 2 more like these.')).toBeVisible();
  read('x'.repeat(5_000_001));
  await expect
    .element(page.getByText('The file has 5.0 MB, a backup has 5 MB at most.'))
    .toBeVisible();
  expect(practice.progress.attempts).toEqual([]);
});

test('the questions are saved for Anki', async () => {
  await open();
  await button('Save the questions for Anki').click();
  expect(bench.files).toEqual([
    { name: 'whittle-anki.txt', text: expect.stringContaining('#separator:tab\n') as string },
  ]);
});

test('everything is deleted in two steps by keyboard, a backup offered first', async () => {
  practice.progress.record(attempt);
  practice.progress.setAside(['unreadable']);
  await open();
  button('Delete everything…').element().focus();
  await userEvent.keyboard('{Enter}');
  const asked = 'Delete 1 attempt and 1 text that could not be read?';
  await expect.element(page.getByRole('heading', { name: asked })).toHaveFocus();
  expect(await broken()).toEqual([]);
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(bench.files).toHaveLength(1);
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await expect.element(status()).toHaveTextContent('Nothing was deleted.');
  expect(practice.progress.attempts).toHaveLength(1);
  await expect.element(button('Delete everything…')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await button('Delete all of it').click();
  await expect
    .element(status())
    .toHaveTextContent('Deleted: 1 attempt and 1 text that could not be read.');
  expect(practice.progress.attempts).toEqual([]);
  expect(practice.progress.unread()).toEqual([]);
});

test('Home tells what is due beside the deck, once something has been answered', async () => {
  const ways: string[] = [];
  await render(Home, {
    props: { ontour: () => undefined, onway: (way: string) => ways.push(way) },
    context: surroundings(bench, practice),
  });
  await expect.element(button(/^Recall deck 3 min/)).toBeVisible();
  const height = button(/^Recall deck/).element().clientHeight;
  practice.progress.record(attempt);
  await expect.element(button(`Recall deck 1 due · ${BANK.length - 1} new · 3 min`)).toBeVisible();
  expect(button(/^Recall deck/).element().clientHeight).toBe(height);
  await button('Your progress').click();
  expect(ways).toEqual(['progress']);
});
