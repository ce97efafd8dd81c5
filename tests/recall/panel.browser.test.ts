import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/app/styles/base.css';
import RecallPanel from '../../src/recall/RecallPanel.svelte';
import { stage } from './bench.svelte';

const back = page.getByRole('button', { name: 'Back to my own setup' });

test('an experiment that was left by another way can still be taken back, by one button', async () => {
  const { bench, practice, context } = stage();
  practice.way = 'budget';
  await render(RecallPanel, { context });
  await page.getByRole('button', { name: 'Take the challenge' }).click();
  await expect.element(back).not.toBeInTheDocument();
  bench.borrowed = true;
  await expect.element(back).toBeVisible();
  expect(back.elements()).toHaveLength(1);
  for (const way of [undefined, 'hand', 'progress', 'quiz', 'budget'] as const) {
    practice.way = way;
    await expect.poll(() => back.elements().length).toBe(1);
  }
  practice.way = 'hand';
  await expect.element(page.getByText('The page shows an experiment’s setup.')).toBeVisible();
  await back.click();
  expect(bench.asked).toEqual(['restore']);
  await expect.element(back).not.toBeInTheDocument();
});
