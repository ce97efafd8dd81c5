import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/app/styles/base.css';
import { quantized } from '../../../src/recall/proof/trials';
import { TERMS } from '../../../src/recall/content/en/glossary/terms';
import Prose from '../../../src/recall/parts/Prose.svelte';
import RecallPanel from '../../../src/recall/RecallPanel.svelte';
import { stage } from '../bench.svelte';
import { broken } from '../broken';
import { reportOf } from '../reports';

const TEXT = 'The scale of a kernel turns a code into a weight; another scale, another weight.';
const report = reportOf({ label: '', steps: [quantized(8, 'tensor')] });
const term = (name: string) => page.getByRole('button', { name, exact: true });
const note = page.getByRole('note');

test('terms of a text are opened by key, with the reader’s numbers, and Escape closes them', async () => {
  const { context } = stage(report);
  await render(Prose, { props: { text: TEXT }, context });
  await expect.element(term('scale')).toHaveAttribute('aria-expanded', 'false');
  expect(document.querySelector('p')!.textContent).toBe(TEXT);
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await expect.element(note).toHaveTextContent('1.25 ÷ 127 = 0.00987');
  await expect.element(term('scale')).toHaveAttribute('aria-expanded', 'true');
  await expect.element(term('scale')).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(note).not.toBeInTheDocument();
  await userEvent.tab();
  await userEvent.keyboard(' ');
  await expect.element(note).toHaveAccessibleName('kernel');
  await userEvent.keyboard(' ');
  await expect.element(note).not.toBeInTheDocument();
});

test('Escape in a definition closes it and goes back to the term', async () => {
  const { context } = stage();
  await render(Prose, { props: { text: TEXT }, context });
  await term('code').click();
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.keyboard('{Escape}');
  await expect.element(note).not.toBeInTheDocument();
  await expect.element(term('code')).toHaveFocus();
});

test('another text begins with no definition open', async () => {
  const { context } = stage();
  const { rerender } = await render(Prose, { props: { text: TEXT }, context });
  await term('scale').click();
  await expect.element(note).toBeVisible();
  await rerender({ text: 'A mask of a layer tells which of its weights are pruned.' });
  await expect.element(term('mask')).toBeVisible();
  await expect.element(note).not.toBeInTheDocument();
});

test('a definition says what to set where the reader has no such numbers', async () => {
  const { context } = stage(reportOf({ label: '', steps: [] }));
  await render(Prose, { props: { text: TEXT }, context });
  await term('scale').click();
  await expect.element(note).toHaveTextContent('Quantize the weights, without training');
});

test('the text takes the same room with links as without', async () => {
  const { context } = stage();
  const screen = await render(Prose, { props: { text: TEXT.repeat(4) }, context });
  await expect.element(term('scale')).toBeVisible();
  const linked = screen.container.querySelector('p')!;
  const { width, height } = linked.getBoundingClientRect();
  linked.textContent = TEXT.repeat(4);
  expect(linked.getBoundingClientRect()).toMatchObject({ width, height });
});

describe('all words', () => {
  test('open over a way, are found by a box, and lead back to where the reader was', async () => {
    const { context, practice } = stage(report);
    await render(RecallPanel, { context });
    await page.getByRole('button', { name: 'Skip the tour' }).click();
    await page.getByRole('button', { name: 'Words', exact: true }).click();
    await expect.element(page.getByRole('heading', { name: 'Words' })).toHaveFocus();
    await expect.element(page.getByText(`${TERMS.length} words`)).toBeVisible();
    await page.getByRole('searchbox', { name: 'Find a word' }).fill('zero');
    await expect.element(page.getByText(`1 of ${TERMS.length} words`)).toBeVisible();
    await expect.element(page.getByRole('heading', { name: 'zero-point' })).toBeVisible();
    await page.getByRole('button', { name: 'Back to all ways' }).click();
    await expect.element(page.getByRole('button', { name: 'Words', exact: true })).toHaveFocus();
    expect(practice.words).toBe(undefined);
  });

  test('open at a term, with the way as it was underneath', async () => {
    const { context, practice } = stage(report);
    practice.way = 'quiz';
    await render(RecallPanel, { context });
    const show = page.getByRole('button', { name: 'Show the answer' });
    await show.click();
    await term('scale').first().click();
    await note.getByRole('button', { name: 'All words' }).click();
    await expect.element(page.getByRole('heading', { name: 'scale', exact: true })).toHaveFocus();
    await expect.element(page.getByRole('heading', { name: 'The answer' })).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Back to Misconception quiz' }).click();
    await expect.element(note).toBeVisible();
    await expect.element(note.getByRole('button', { name: 'All words' })).toHaveFocus();
  });

  test.each(['light', 'dark'])('axe finds nothing, %s', async (theme) => {
    document.documentElement.dataset.theme = theme;
    const { context, practice } = stage(report);
    practice.openWords();
    await render(RecallPanel, { context });
    await expect.element(page.getByText(`${TERMS.length} words`)).toBeVisible();
    expect(await broken()).toEqual([]);
    delete document.documentElement.dataset.theme;
  });
});

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  beforeEach(() => {
    document.documentElement.dataset.theme = theme;
    return () => delete document.documentElement.dataset.theme;
  });

  test('axe finds nothing in a text with a definition open', async () => {
    const { context } = stage(report);
    await render(Prose, { props: { text: TEXT }, context });
    await term('scale').click();
    await expect.element(note).toBeVisible();
    expect(await broken()).toEqual([]);
  });
});
