import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answeredDigits,
  choices,
  classRows,
  classWords,
  confusions,
  filtered,
  groupCounts,
  likeliest,
  numberProblem,
  probability,
  seenWords,
  type Group,
} from '../../src/app/experiments/digits';
import type { Prediction } from '../../src/core/report';

/** A digit with the probabilities of its label. */
function digit(
  [label, before, after]: readonly [number, number, number],
  [was, is]: readonly [number, number] = [0.9, 0.5],
  index = 0,
): Prediction {
  return {
    index,
    label,
    before,
    after,
    probabilities: { label: { before: was, after: is }, answer: { before: 0.9, after: 0.8 } },
  };
}

const side = fc.integer({ min: 0, max: 9 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const predictions = fc
  .array(fc.tuple(side, side, side, share, share), { minLength: 1, maxLength: 60 })
  .map((all) => all.map(([l, b, a, was, is], i) => digit([l, b, a], [was, is], i)));

describe('the digits of the gallery', () => {
  test('are newly wrong, newly right, wrong in another way, or as they were', () => {
    const all = [digit([3, 3, 5]), digit([3, 5, 3]), digit([3, 5, 8]), digit([3, 5, 5])];
    expect(answeredDigits({ predictions: all }).map(({ change }) => change)).toEqual([
      'lost',
      'gained',
      'other',
      'same',
    ]);
  });

  test('come in the order of what their own class lost, gains last, equals by number', () => {
    const all = [
      digit([1, 1, 1], [0.5, 0.9], 0),
      digit([1, 1, 2], [0.9, 0.1], 1),
      digit([2, 2, 2], [0.75, 0.5], 2),
      digit([2, 2, 2], [0.5, 0.25], 3),
    ];
    const sorted = answeredDigits({ predictions: all });
    expect(sorted.map(({ index }) => index)).toEqual([1, 2, 3, 0]);
    expect(sorted.map(({ loss }) => loss)).toEqual([0.9 - 0.1, 0.25, 0.25, 0.5 - 0.9]);
  });

  test('of a report without probabilities are none', () => {
    const plain = { index: 0, label: 1, before: 1, after: 2 };
    expect(answeredDigits({ predictions: [plain] })).toEqual([]);
  });

  test('are as many as the option says that was chosen, whatever else is', () => {
    const maybe = fc.option(side, { nil: undefined });
    fc.assert(
      fc.property(
        predictions,
        fc.constantFrom<Group>('changed', 'lost', 'gained', 'other', 'wrong', 'all'),
        fc.tuple(maybe, maybe, maybe),
        (all, group, [label, before, after]) => {
          const digits = answeredDigits({ predictions: all });
          const filter = { group, label, before, after };
          for (const of of ['label', 'before', 'after'] as const) {
            for (const { value, digits: n } of choices(digits, filter, of)) {
              expect(filtered(digits, { ...filter, [of]: value })).toHaveLength(n);
            }
          }
          for (const { group: other, digits: n } of groupCounts(digits, filter)) {
            expect(filtered(digits, { ...filter, group: other })).toHaveLength(n);
          }
        },
      ),
    );
  });

  test('fall into groups: what changed is what is newly wrong, newly right, or wrong otherwise', () => {
    fc.assert(
      fc.property(predictions, (all) => {
        const counts = groupCounts(answeredDigits({ predictions: all }), { group: 'all' });
        const of = (group: Group) => counts.find((each) => each.group === group)!.digits;
        expect(of('lost') + of('gained') + of('other')).toBe(of('changed'));
        expect(of('all')).toBe(all.length);
      }),
    );
  });

  test('keep the chosen option even where nothing is left of it', () => {
    const digits = answeredDigits({ predictions: [digit([3, 3, 5])] });
    expect(choices(digits, { group: 'changed', label: 7 }, 'label')).toEqual([
      { value: 3, digits: 1 },
      { value: 7, digits: 0 },
    ]);
  });
});

describe('a cell of the confusion matrices', () => {
  test('counts the digits that the gallery shows for it', () => {
    fc.assert(
      fc.property(predictions, (all) => {
        const digits = answeredDigits({ predictions: all });
        const matrices = confusions(all);
        for (const which of ['before', 'after'] as const) {
          matrices[which].forEach((row, label) =>
            row.forEach((images, answer) => {
              const shown = filtered(digits, { group: 'all', label, [which]: answer });
              expect(shown).toHaveLength(images);
            }),
          );
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('who pays', () => {
  const hundred = (label: number, right: number) =>
    Array.from({ length: 100 }, (_, i) =>
      digit([label, label, i < right ? label : (label + 1) % 10]),
    );

  test('is the class with the largest fall, and how many fall', () => {
    const rows = classRows([...hundred(2, 98), ...hundred(8, 91), ...hundred(4, 100)]);
    expect(rows.map(({ label, after }) => [label, after.correct])).toEqual([
      [2, 98],
      [4, 100],
      [8, 91],
    ]);
    expect(classWords(rows)).toBe(
      'The digit 8 suffers most: 100 of its 100 were read right, now 91. 2 of 3 classes lose.',
    );
    // Newcombe's table: 91 of 100 by Wilson.
    expect(rows[2]!.after.low).toBeCloseTo(0.838, 3);
    expect(rows[2]!.after.high).toBeCloseTo(0.952, 3);
  });

  test('may be several, or none', () => {
    expect(classWords(classRows([...hundred(2, 97), ...hundred(8, 97)]))).toBe(
      'The digits 2, 8 suffer most: each has 3 fewer read right. 2 of 2 classes lose.',
    );
    expect(classWords(classRows(hundred(2, 100)))).toBe(
      'No class is read right less often than before.',
    );
  });
});

test('a test digit has a whole number from 1 on; what else is asked for is named', () => {
  const digits = { labels: new Uint8Array(1000) };
  expect([1, 1000].map((number) => numberProblem(digits, number))).toEqual([undefined, undefined]);
  const problems = [0, 1001, 2.5, null].map((number) => numberProblem(digits, number));
  expect(problems).toEqual(
    [0, 1001, 2.5, 'none'].map((got) => `There are digits 1 to 1000, got ${got}.`),
  );
});

test('the picture of the pad is told from a test digit taken to it, and one drawn over', () => {
  const taken = { index: 0, pixels: new Uint8Array(784) };
  const strokes = [[{ x: 1, y: 1 }]];
  expect(seenWords({ taken: undefined, strokes })).toMatch(/^your strokes scaled to a box of 20/);
  expect(seenWords({ taken, strokes: [] })).toBe('the test digit as it is');
  expect(seenWords({ taken, strokes })).toMatch(/^your strokes where you drew them over the test/);
});

describe('probabilities in words', () => {
  test.each([
    [0, '0.0%'],
    [1, '100.0%'],
    [0.00001, '<0.1%'],
    [0.99999, '>99.9%'],
    [0.5, '50.0%'],
    [0.0005, '0.1%'],
  ])('%f is %s', (p, words) => expect(probability(p)).toBe(words));

  test('the likeliest is the first of equals', () => {
    expect(likeliest([0.25, 0.5, 0.25])).toEqual({ label: 1, p: 0.5 });
    expect(likeliest([0.5, 0.5])).toEqual({ label: 0, p: 0.5 });
  });
});
