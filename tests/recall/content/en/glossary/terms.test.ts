import { describe, expect, test } from 'vitest';
import { BANK } from '../../../../../src/recall/content/en/bank';
import { segmentsOf } from '../../../../../src/recall/glossary/segments';
import { othersOf, TERMS } from '../../../../../src/recall/content/en/glossary/terms';

test('there are at least forty terms, in alphabetical order, and no two alike', () => {
  expect(TERMS.length).toBeGreaterThanOrEqual(40);
  const words = TERMS.map(({ word }) => word);
  expect(words).toEqual(words.toSorted((a, b) => a.localeCompare(b, 'en')));
  const spellings = TERMS.flatMap(({ word, spellings }) => [word, ...spellings]);
  const forms = spellings.map((spelling) => spelling.toLowerCase().replace(/[ -]/g, ' '));
  expect(forms.filter((form, at) => forms.indexOf(form) !== at)).toEqual([]);
  expect(new Set(TERMS.map(({ id }) => id)).size).toBe(TERMS.length);
});

describe.each([...TERMS])('$word', (term) => {
  test('is told in one or two sentences', () => {
    expect(term.means).toMatch(/^[A-Z].{30,}\.$/s);
    expect(term.means.match(/\.(?= [A-Z]|$)/g)!.length).toBeLessThanOrEqual(2);
    expect(term.means.length).toBeLessThan(220);
  });

  test('refers to other terms that exist', () => {
    expect(term.see.length).toBeGreaterThan(0);
    expect(othersOf(term)).toHaveLength(term.see.length);
    expect(term.see).not.toContain(term.id);
    expect(term.id).toMatch(/^[a-z0-9-]+$/);
  });

  test('has a formula with a source, and says what to set where numbers are missing', () => {
    const { formula } = term;
    if (!formula) return;
    expect(formula.source).not.toMatch(/\.$/);
    if (formula.own) expect(formula.own.needs).toMatch(/^[A-Z].+\.$/);
  });
});

test('every explanation of the bank has a word to look up', () => {
  for (const item of BANK) {
    const text = item.kind === 'explain' ? item.modelAnswer : item.explanation;
    expect(segmentsOf(text, TERMS).some(({ term }) => term)).toBe(true);
  }
});
