import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../../src/app/styles/base.css';
import { pruned, quantized } from '../../../../src/recall/proof/trials';
import { exerciseOf } from '../../../../src/recall/ways/hand/exercise';
import { fieldsOf, sheetOf } from '../../../../src/recall/ways/hand/fields';
import ByHand from '../../../../src/recall/ways/hand/ByHand.svelte';
import { stage } from '../../bench.svelte';
import { broken } from '../../broken';
import { reportOf } from '../../reports';

const TRIAL = { label: '', steps: [pruned(0.9), quantized(8, 'tensor')] };
const RUN = {
  ...reportOf(TRIAL, { correct: 970 }),
  sparsity: { requested: 0.9, achieved: 0.9, pruned: 239_580 },
};
const button = (name: string | RegExp) => page.getByRole('button', { name });
const seed = page.getByRole('textbox', { name: 'Seed of the numbers' });
const status = page.getByRole('status');

test('an exercise is worked out by keyboard alone, and recorded once', async () => {
  const { context, practice } = stage();
  await render(ByHand, { context });
  await seed.fill('class 3');
  await button(/^Symmetric, 8 bits/).click();
  await expect.element(page.getByRole('heading', { name: 'Symmetric, 8 bits' })).toHaveFocus();
  const { before, rows, error } = sheetOf(exerciseOf('int8', 'class 3'));
  const order = [...before, ...rows.flatMap(({ code, decoded }) => [code, decoded]), error];
  await page.getByRole('textbox', { name: /^max\|w\|/ }).click();
  for (const { answer } of order) await userEvent.keyboard(`${answer}{Enter}`);
  await expect.element(status).toHaveTextContent('All right. 15 of 15 numbers right.');
  await expect.element(button('Check all')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(practice.progress.attempts).toHaveLength(1);
  expect(practice.progress.attempts[0]).toMatchObject({ item: 'hand-int8', correct: true });
});

test('a wrong number is told with its mistake, and can be shown, which is not right at first', async () => {
  const { context, practice } = stage();
  await render(ByHand, { context });
  await button(/^Symmetric, 4 bits, with/).click();
  const exercise = exerciseOf('int4', await seedNow());
  const widest = Math.max(...exercise.weights.map(Math.abs));
  const scale = page.getByRole('textbox', { name: /^Scale/ });
  await scale.fill(String(widest / 15));
  await userEvent.tab();
  await expect.element(scale).toHaveAttribute('aria-invalid', 'true');
  await expect.element(scale).toHaveAccessibleDescription(/all 15 steps on one side/);
  await expect.element(status).toHaveTextContent(/^Scale: .*all 15 steps on one side/);
  await button('Check all').click();
  await expect.element(scale).toHaveFocus();
  await button('Show this number: Scale').click();
  await expect.element(scale).toHaveValue(String(exercise.scale));
  await expect.element(scale).toHaveFocus();
  const numbers = fieldsOf(sheetOf(exercise));
  for (const { label, answer } of numbers) {
    await page
      .getByRole('textbox', { name: new RegExp(`^${label.replace(/[|]/g, '\\|')} `) })
      .fill(String(answer));
  }
  await button('Check all').click();
  await expect.element(status).toHaveTextContent('All right.');
  expect(practice.progress.attempts).toMatchObject([{ item: 'hand-int4', correct: false }]);
});

const seedNow = async () => ((await seed.element()) as HTMLInputElement).value;

test('a seed that is typed gives its numbers, and others can be drawn', async () => {
  const { context } = stage();
  await render(ByHand, { context });
  await button(/^Asymmetric/).click();
  await seed.fill('7');
  await userEvent.tab();
  const weights = exerciseOf('zero-point', '7').weights;
  await expect
    .poll(() => document.querySelector('.weights')?.textContent)
    .toContain(weights.map((weight) => String(weight).replace('-', '−')).join(', '));
  await button('New numbers').click();
  expect(await seedNow()).not.toBe('7');
});

test('questions of the last run are committed with a confidence, then worked out', async () => {
  const { context, practice } = stage(RUN);
  await render(ByHand, { context });
  await button(/^From your last run/).click();
  await expect
    .element(page.getByRole('heading', { name: /How many of these weights are left\?/ }))
    .toBeVisible();
  const answer = page.getByRole('textbox', { name: /^Your answer, in weights/ });
  await answer.fill('many');
  await page.getByText('Sure', { exact: true }).click();
  await button('Check answer').click();
  await expect.element(answer).toHaveAccessibleDescription(/cannot be read/);
  await expect.element(status).toHaveTextContent(/cannot be read/);
  expect(practice.progress.attempts).toEqual([]);
  await answer.fill('26,620');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('heading', { name: 'Right', exact: true })).toHaveFocus();
  await expect.element(page.getByText(/266,200 − 239,580 = 26,620/)).toBeVisible();
  expect(practice.progress.attempts).toMatchObject([
    { item: 'hand-run-kept', confidence: 'sure', correct: true },
  ]);
  await button('Next').click();
  await expect.element(page.getByRole('heading', { name: /stored densely\?$/ })).toHaveFocus();
});

test('an untouched network says what to set first', async () => {
  const { context } = stage(reportOf({ label: '', steps: [] }));
  await render(ByHand, { context });
  await expect.element(button(/Prune or quantize the network first/)).toBeVisible();
});

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  test('axe finds nothing at the start, in an exercise and in a question', async () => {
    document.documentElement.dataset.theme = theme;
    const { context } = stage(RUN);
    await render(ByHand, { context });
    expect(await broken()).toEqual([]);
    await button(/^Half pruned/).click();
    await page.getByRole('textbox', { name: /^Scale/ }).fill('5');
    await userEvent.tab();
    await expect.element(button(/Show this number/)).toBeVisible();
    expect(await broken()).toEqual([]);
    await button('All exercises').click();
    await button(/^From your last run/).click();
    expect(await broken()).toEqual([]);
    delete document.documentElement.dataset.theme;
  });
});
