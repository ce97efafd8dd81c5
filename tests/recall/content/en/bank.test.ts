import { describe, expect, test } from 'vitest';
import { STEP_TYPES, type Step } from '../../../../src/core/recipe';
import type { Parameter } from '../../../../src/core/steps/parameter';
import { BANK } from '../../../../src/recall/content/en/bank';
import { COLUMNS } from '../../../../src/recall/proof/columns';
import type { ChoiceItem, ExplainItem, Item } from '../../../../src/recall/content/item';

const isChoice = (item: Item): item is ChoiceItem => item.kind !== 'explain';
const choices = BANK.filter(isChoice);
const explanations = BANK.filter((item): item is ExplainItem => item.kind === 'explain');
const lengths = ({ options }: ChoiceItem) => options.map(({ text }) => text.length);
const keyOf = ({ options }: ChoiceItem) => options.findIndex(({ correct }) => correct);

test('five cards, five choices and two explanations come before the rest, numbered in order', () => {
  expect(BANK.slice(0, 12).map(({ kind }) => kind)).toEqual([
    ...Array<string>(5).fill('card'),
    ...Array<string>(5).fill('choice'),
    ...Array<string>(2).fill('explain'),
  ]);
  expect(BANK.map(({ number }) => number)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1));
});

test('no two items share an id, a concept or a question', () => {
  for (const key of ['id', 'concept', 'question'] as const) {
    expect(new Set(BANK.map((item) => item[key])).size).toBe(BANK.length);
  }
});

test('the first twelve are of both levels, the others go further', () => {
  const levels = BANK.map(({ level }) => level);
  expect(new Set(levels.slice(0, 12))).toEqual(new Set(['beginner', 'intermediate']));
  expect(new Set(levels.slice(12))).toEqual(new Set(['further']));
});

test('the explanations have four, three and three concepts, and each three pitfalls', () => {
  expect(explanations.map(({ checklist }) => checklist.length)).toEqual([4, 3, 3]);
  expect(explanations.map(({ pitfalls }) => pitfalls.length)).toEqual([3, 3, 3]);
});

test('keys are spread evenly over the positions', () => {
  const counts = [0, 1, 2, 3].map((at) => choices.filter((item) => keyOf(item) === at).length);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
});

test('the key is the longest or the shortest option in at most a third of the items', () => {
  const most = Math.floor(choices.length / 3);
  for (const extreme of [Math.max, Math.min]) {
    const items = choices.filter((item) => {
      const all = lengths(item);
      return all[keyOf(item)] === extreme(...all);
    });
    expect(items.length, items.map(({ id }) => id).join()).toBeLessThanOrEqual(most);
  }
});

describe.each(choices)('$id', (item) => {
  test('has three or four options and one key', () => {
    expect([3, 4]).toContain(item.options.length);
    expect(item.options.filter(({ correct }) => correct)).toHaveLength(1);
  });

  test('has options of about equal length', () => {
    expect(Math.max(...lengths(item)) - Math.min(...lengths(item))).toBeLessThanOrEqual(8);
  });

  test('gives each option a feedback of its own', () => {
    const feedback = item.options.map((option) => option.feedback);
    expect(new Set(feedback).size).toBe(item.options.length);
    for (const text of feedback) expect(text).toMatch(/^\S.{20,}[.]$/s);
  });
});

describe.each([...BANK])('the experiment of $id', (item) => {
  const { experiment, evidence } = item;

  test('has trials with labels of their own', () => {
    const labels = experiment.trials.map(({ label }) => label);
    expect(labels.length).toBeGreaterThan(1);
    expect(new Set(labels).size).toBe(labels.length);
  });

  test('keeps to the limits and the order of the steps', () => {
    const order = Object.keys(STEP_TYPES);
    for (const { steps } of experiment.trials) {
      const kinds = steps.map(({ kind }) => order.indexOf(kind));
      expect(kinds).toEqual([...new Set(kinds)].sort());
      steps.forEach(expectWithinLimits);
    }
  });

  test('shows known figures, and times just where it measures them', () => {
    for (const name of evidence) expect(COLUMNS).toHaveProperty(name);
    expect(evidence.some((name) => name.startsWith('time'))).toBe(
      experiment.measure === 'full' || experiment.measure === 'curve',
    );
  });
});

function expectWithinLimits(step: Step): void {
  const parameters: readonly Parameter[] = STEP_TYPES[step.kind].parameters;
  for (const parameter of parameters) {
    const value: unknown = Reflect.get(step, parameter.name);
    if ('options' in parameter) {
      expect(parameter.options).toContain(value);
    } else {
      expect(value).toBeGreaterThanOrEqual(parameter.min);
      expect(value).toBeLessThanOrEqual(parameter.max);
      if (parameter.integer) expect(value).toSatisfy(Number.isInteger);
    }
  }
}

test('the arithmetic of the first card holds, traps included', () => {
  const [zero, key, oneSided, unscaled] = BANK.filter(isChoice)[0]!.options.map(
    ({ text }) => +text,
  );
  expect(Math.round(0.3 / (2.54 / 127))).toBe(key);
  expect(0.3 / (2.54 / 127)).toBeCloseTo(15, 12);
  expect(Math.trunc(0.3)).toBe(zero);
  expect(Math.round(0.3 / (2.54 / 255))).toBe(oneSided);
  expect(Math.round(0.3 * 127)).toBe(unscaled);
});

test('the sizes of LeNet-300-100 in the texts follow from its layers', () => {
  const kernels = 784 * 300 + 300 * 100 + 100 * 10;
  const biases = 300 + 100 + 10;
  const text = (number: number) => number.toLocaleString('en-US');
  const explanation = choices[5]!.explanation;
  for (const figure of [kernels, 4 * (kernels + biases), kernels + 8 * biases, 4 * biases]) {
    expect(explanation).toContain(text(figure));
  }
  const feedback = choices[9]!.options.map((option) => option.feedback).join(' ');
  for (const figure of [kernels + biases, 2 * (kernels + biases), kernels + 8 * biases]) {
    expect(feedback).toContain(text(figure));
  }
});
