import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../../src/app/styles/base.css';
import { CASES } from '../../../../src/recall/content/en/clinic';
import type { Proof } from '../../../../src/recall/proof/proof';
import Clinic from '../../../../src/recall/ways/clinic/Clinic.svelte';
import { stage } from '../../bench.svelte';
import { broken } from '../../broken';
import { tabTo } from '../../keyboard';
import { reportOf } from '../../reports';

const [ONE_SCALE] = CASES;
const CUT = CASES.findIndex(({ id }) => id === 'clinic-cut-axis');
const button = (name: string) => page.getByRole('button', { name, exact: true });

function proofOf(item: string, correct: readonly number[], at = 0): Proof {
  const { experiment } = CASES[at]!;
  const reports = correct.map((right, i) => reportOf(experiment.trials[i]!, { correct: right }));
  return { item, state: 'done', reports };
}

async function open() {
  const { bench, practice, context } = stage();
  await render(Clinic, { context });
  return { bench, practice };
}

test('a case is run, diagnosed and mended by keyboard; its own figures stay in the page', async () => {
  const { bench, practice } = await open();
  await tabTo('Run what they ran');
  await userEvent.keyboard('{Enter}');
  expect(bench.asked).toEqual(['clinic-one-scale']);
  await expect.element(page.getByText('quantize(8,tensor,symmetric)')).toBeVisible();
  await expect.element(button('Check diagnosis')).not.toBeInTheDocument();

  bench.proof = proofOf('clinic-one-scale', [991, 255]);
  await expect.element(page.getByRole('img', { name: /^Test digits read right/ })).toBeVisible();
  await page.getByText('As a table').click();
  await expect.element(page.getByRole('row', { name: /^8 bits 25\.5/ })).toBeVisible();
  await page.getByText('One scale serves all channels').click();
  await button('Check diagnosis').click();
  expect(practice.progress.attempts).toEqual([]);
  await page.getByText('Unsure', { exact: true }).click();
  await button('Check diagnosis').click();
  await expect.element(page.getByRole('heading', { name: 'Right', exact: true })).toHaveFocus();
  expect(practice.progress.attempts).toMatchObject([
    { item: 'clinic-one-scale', correct: true, confidence: 'unsure' },
  ]);

  // In the page before the verdict is put in it, or else that is not announced.
  const verdict = page.getByRole('status').last().element();
  expect(verdict.textContent.trim()).toBe('');
  await button('Run the remedy').click();
  expect(bench.asked).toEqual(['clinic-one-scale', 'clinic-one-scale-remedy']);
  bench.proof = proofOf('clinic-one-scale-remedy', [980, 979]);
  await expect.element(page.getByText('Your measurements confirm it.')).toBeVisible();
  expect(verdict.isConnected).toBe(true);
  expect(verdict.textContent.trim()).toBe('Your measurements confirm it.');
  await expect.element(page.getByRole('heading', { name: 'The remedy' })).toHaveFocus();
  await expect.element(page.getByText('Equalized, 8 bits').first()).toBeVisible();
  await button('Run it again').click();
  bench.proof = proofOf('clinic-one-scale', [991, 260]);
  await expect
    .element(page.getByRole('row', { name: /^8 bits 26\.0/ }).first())
    .toBeInTheDocument();
  await expect.element(page.getByText('Your measurements confirm it.')).toBeVisible();

  await button('Next case').click();
  await expect.element(page.getByRole('heading', { name: CASES[1]!.title })).toHaveFocus();
  await button('Previous case').click();
  await expect.element(page.getByText('Your measurements confirm it.')).toBeVisible();
});

test('a picture on a cut axis is drawn again on the whole one, without another run', async () => {
  const { bench } = await open();
  for (let i = 0; i < CUT; i++) await button('Next case').click();
  bench.proof = proofOf('clinic-cut-axis', [980, 978, 976], CUT);
  await expect.element(page.getByRole('img', { name: /axis from 97\.5 to 98\.1/ })).toBeVisible();
  await page.getByText('Four bits ruin the network').click();
  await page.getByText('Sure', { exact: true }).click();
  await button('Check diagnosis').click();
  await expect.element(page.getByRole('heading', { name: 'Not right' })).toHaveFocus();
  await button('Draw it on the whole axis').click();
  await expect.element(page.getByRole('img', { name: /axis from 0\.0 to 100\.0/ })).toBeVisible();
  await expect.element(page.getByText('Your measurements confirm it.')).toBeVisible();
  expect(bench.asked).toEqual([]);
});

test('a run that failed says why, where it was asked for', async () => {
  const { bench } = await open();
  bench.proof = { item: ONE_SCALE!.id, state: 'failed', message: 'The worker stopped.' };
  const statuses = page.getByRole('status');
  await expect.element(statuses.first()).toHaveTextContent('The worker stopped.');
  expect(statuses.last().element().textContent.trim()).toBe('');
  bench.proof = { item: `${ONE_SCALE!.id}-remedy`, state: 'running', reports: [] };
  await expect.element(statuses.last()).toHaveTextContent('Running…');
  bench.proof = { item: `${ONE_SCALE!.id}-remedy`, state: 'failed', message: 'No memory.' };
  await expect.element(statuses.last()).toHaveTextContent('No memory.');
  expect(statuses.first().element().textContent.trim()).toBe('');
});

test.each(['light', 'dark'])('axe finds nothing, %s', async (theme) => {
  document.documentElement.dataset.theme = theme;
  const { bench } = await open();
  bench.proof = proofOf('clinic-one-scale', [991, 255]);
  await expect.element(button('Check diagnosis')).toBeVisible();
  expect(await broken()).toEqual([]);
  await page.getByText('Eight bits are too few for it').click();
  await page.getByText('Guess', { exact: true }).click();
  await button('Check diagnosis').click();
  bench.proof = proofOf('clinic-one-scale-remedy', [980, 979]);
  await expect.element(page.getByText('Your measurements confirm it.')).toBeVisible();
  expect(await broken()).toEqual([]);
  delete document.documentElement.dataset.theme;
});
