import type { Component } from 'svelte';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/app/styles/base.css';
import Budget from '../../src/recall/ways/budget/Budget.svelte';
import GuidedLab from '../../src/recall/ways/lab/GuidedLab.svelte';
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
  bench.measured(reportOf({ label: '', steps: [{ kind: 'float16' }] }, { dense: 533_220 }));
  await expect.element(page.getByText('233.2 KB too much')).toBeVisible();
  await expect.element(status).toHaveTextContent('Not met yet: dense size.');
  // Another setting: what was measured before is not told of it.
  bench.recipe = { model: 'lenet-300-100', steps: [] };
  bench.busy = true;
  await expect.element(page.getByText('Dense size: being measured…')).toBeVisible();
  await expect.element(status).toHaveTextContent('Measuring…');
  bench.busy = false;
  expect(await broken()).toEqual([]);
  bench.measured(reportOf({ label: '', steps: [{ kind: 'float16' }] }, { dense: 299_000 }));
  await expect.element(status).toHaveTextContent('Every limit is met.');
  await expect.element(button('Question 1, answered right')).toBeVisible();
});

test('the last hint, and the way back to the own setup, keep the focus', async () => {
  const bench = await open(Budget);
  const hint = button('Give me a hint').element() as HTMLElement;
  hint.focus();
  await userEvent.keyboard('{Enter}{Enter}{Enter}');
  expect(document.activeElement).toBe(hint);
  expect(hint.textContent.trim()).toBe('No more hints');
  expect(hint.getAttribute('aria-disabled')).toBe('true');
  await button('Take the challenge').click();
  bench.borrowed = true;
  await expect.element(status).toHaveTextContent('An experiment has the place');
  await button('Back to my own setup').click();
  expect(bench.asked).toEqual(['restore']);
  await expect.element(page.getByRole('heading', { name: 'Into 300 KB' })).toHaveFocus();
});

test('who has a network trained is told what becomes of it, before it is broken off', async () => {
  const bench = await open(Budget);
  const told = page.getByText(/goes on after the last epoch that it finished/);
  expect(told.elements()).toEqual([]);
  bench.training = true;
  await expect.element(told).toBeVisible();
  bench.training = false;
  const report = reportOf({ label: '', steps: [{ kind: 'float16' }] });
  const tuning = {
    stage: 'finetune',
    images: 500,
    seconds: 1,
    backend: 'wasm',
    points: [],
  } as const;
  bench.measured({ ...report, tunings: [{ ...tuning, end: 'stopped' }] });
  await expect.element(page.getByText(/You ended the training/)).toBeVisible();
  bench.measured({ ...report, tunings: [{ ...tuning, end: 'finished' }] });
  await expect.element(page.getByText(/You ended the training/)).not.toBeInTheDocument();
});

test('the lab is watched, then filled in with feedback for each blank', async () => {
  await open(GuidedLab);
  for (let move = 0; move < 3; move++) await button('Run this step').click();
  await expect.element(status).toHaveTextContent('The goal is reached.');
  await expect.element(button('Go on')).toHaveFocus();
  expect(await broken()).toEqual([]);
  await button('Go on').click();
  await expect.element(page.getByRole('heading', { name: 'Fill in one' })).toHaveFocus();
  await page.getByLabelText('Share of weights to prune').selectOptions('70%');
  await page.getByLabelText('Ranked over').selectOptions('the whole network');
  await page.getByLabelText('Length of a code').selectOptions('float32, as it is');
  await button('Run it').click();
  await expect.element(page.getByText(/which hardly compress/)).toBeVisible();
  await expect
    .element(page.getByLabelText('Length of a code'))
    .toHaveAccessibleDescription(/which hardly compress/);
  await expect.element(status).toHaveTextContent('Not reached yet: read what each setting did.');
  expect(await broken()).toEqual([]);
  await button('Do your own').click();
  await expect.element(button('Open Model ds-cnn')).toBeVisible();
  expect(await broken()).toEqual([]);
});
