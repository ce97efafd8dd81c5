import type { Component } from 'svelte';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/app/styles/base.css';
import Budget from '../../src/recall/ways/Budget.svelte';
import GuidedLab from '../../src/recall/ways/GuidedLab.svelte';
import { stage } from './bench.svelte';
import { broken } from './broken';
import { reportOf } from './reports';

async function open(View: Component) {
  const { bench, context } = stage();
  bench.answer = ({ trials }) => trials.map((trial) => reportOf(trial));
  await render(View, { context });
  return bench;
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const status = page.getByRole('status');

test('a challenge tells what is missing, and when every limit is met', async () => {
  const bench = await open(Budget);
  await button('Take the challenge').click();
  bench.report = reportOf({ label: '', steps: [{ kind: 'float16' }] }, { dense: 533_220 });
  await expect.element(page.getByText('233.2\u00a0KB too much')).toBeVisible();
  await expect.element(status).toHaveTextContent('Not met yet: dense size.');
  await button('Give me a hint').click();
  expect(await broken()).toEqual([]);
  bench.report = reportOf({ label: '', steps: [{ kind: 'float16' }] }, { dense: 299_000 });
  await expect.element(status).toHaveTextContent('Every limit is met.');
  await expect.element(button('Question 1, answered right')).toBeVisible();
});

test('the lab is watched, then filled in with feedback for each blank', async () => {
  await open(GuidedLab);
  for (let move = 0; move < 3; move++) await button('Run this step').click();
  await expect.element(status).toHaveTextContent('The goal is reached.');
  expect(await broken()).toEqual([]);
  await button('Go on').click();
  await expect.element(page.getByRole('heading', { name: 'Fill in one' })).toHaveFocus();
  await page.getByLabelText('Share of weights to prune').selectOptions('70%');
  await page.getByLabelText('Ranked over').selectOptions('the whole network');
  await page.getByLabelText('Length of a code').selectOptions('float32, as it is');
  await button('Run it').click();
  await expect.element(page.getByText(/which hardly compress/)).toBeVisible();
  await expect.element(status).toHaveTextContent('Not reached yet.');
  expect(await broken()).toEqual([]);
  await button('Do your own').click();
  await expect.element(button('Open Model ds-cnn')).toBeVisible();
  expect(await broken()).toEqual([]);
});
