import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BANK } from '../../../src/recall/content/en/bank';
import { comingDue, expected, inWords } from '../../../src/recall/keep/coming-due';
import { RATINGS, type Attempt, type Rating } from '../../../src/recall/keep/attempt';
import {
  countsOf,
  intervals,
  ratingOf,
  standings,
  suggested,
  type ItemStanding,
} from '../../../src/recall/keep/schedule';
import { anyAttempt } from './attempts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.UTC(2022, 10, 29, 12, 30);
const ITEM = BANK[0]!;

const rated = (rating: Rating, time: number, item = ITEM.id): Attempt => ({
  item,
  answer: { kind: 'option', option: 1 },
  confidence: 'sure',
  correct: true,
  time,
  rating,
});
const standingOf = (attempts: readonly Attempt[], now: number, item = ITEM) =>
  standings([item], attempts, now)[0]!;

/** Attempts at the bank's items as a reader would make them, but with a clock that may jump. */
const anyHistory = fc.array(
  anyAttempt(
    fc.constantFrom(...BANK.map(({ id }) => id)),
    fc.integer({ min: START, max: START + 400 * DAY }),
  ),
  { maxLength: 30 },
);
const anyNow = fc.integer({ min: START, max: START + 500 * DAY });

describe('other implementations’ figures', () => {
  test('the intervals of py-fsrs 6, each review on its due date (tests/test_basic.py, test_review_card)', () => {
    const ratings = [
      ...Array<Rating>(6).fill('good'),
      'again',
      'again',
      ...Array<Rating>(5).fill('good'),
    ] as Rating[];
    const attempts: Attempt[] = [];
    const days: number[] = [];
    let time = START;
    for (const rating of ratings) {
      attempts.push(rated(rating, time));
      const { due } = standingOf(attempts, time);
      days.push(Math.floor((due - time) / DAY));
      time = due;
    }
    expect(days).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]);
  });

  test('the stability of fsrs-rs (src/inference.rs, 53.62691 days) gives its due date and 90%', () => {
    const ratings: Rating[] = ['again', 'good', 'good', 'good', 'good', 'good'];
    let time = START;
    const attempts = [0, 0, 1, 3, 8, 21].map((days, i) => {
      time += days * DAY;
      return rated(ratings[i]!, time);
    });
    expect((standingOf(attempts, time).due - time) / DAY).toBe(54);
    expect(standingOf(attempts, time + 53 * DAY).retrievability).toBeGreaterThan(0.9);
    expect(standingOf(attempts, time + 54 * DAY).retrievability).toBeLessThan(0.9);
  });

  test('the first intervals of FSRS-6: 1, 6 and 10 minutes, and 8 days', () => {
    const first = rated('good', START);
    expect(intervals(ITEM, [], first)).toEqual({
      again: MINUTE,
      hard: 6 * MINUTE,
      good: 10 * MINUTE,
      easy: 8 * DAY,
    });
  });
});

describe('a rating', () => {
  const answer = { kind: 'option', option: 1 } as const;
  const base = { item: ITEM.id, time: START };

  test.each<[string, Attempt, Rating]>([
    ['a wrong answer', { ...base, answer, confidence: 'sure', correct: false }, 'again'],
    [
      'a shown one',
      { ...base, answer: { kind: 'shown' }, confidence: null, correct: false },
      'again',
    ],
    ['a right guess', { ...base, answer, confidence: 'guess', correct: true }, 'hard'],
    ['a right answer with doubt', { ...base, answer, confidence: 'unsure', correct: true }, 'good'],
    ['a right and sure one', { ...base, answer, confidence: 'sure', correct: true }, 'good'],
    ...(
      [
        [0, 'again'],
        [1, 'again'],
        [2, 'hard'],
        [3, 'hard'],
        [4, 'good'],
      ] as const
    ).map(([said, rating]): [string, Attempt, Rating] => [
      `${said} of 4 concepts`,
      {
        ...base,
        answer: { kind: 'marks', marks: [0, 1, 2, 3].map((i) => i < said), text: '' },
        confidence: 'sure',
        correct: said === 4,
      },
      rating,
    ]),
  ])('of %s is told from it', (_, attempt, rating) => {
    expect(ratingOf(attempt)).toBe(rating);
  });

  test('that the reader gives goes before what is told from the answer', () => {
    const wrong: Attempt = { ...rated('easy', START), correct: false };
    expect(ratingOf(wrong)).toBe('easy');
    expect(suggested(wrong)).toBe('again');
  });

  test('never brings a card back later than a better one, whatever was answered before', () => {
    fc.assert(
      fc.property(anyHistory, fc.constantFrom(...BANK), anyNow, (attempts, item, now) => {
        const after = intervals(item, attempts, rated('good', now, item.id));
        const times = RATINGS.map((rating) => after[rating]);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(after.again).toBeLessThan(after.hard);
        expect(after.again).toBeGreaterThan(0);
      }),
    );
  });

  test('brings the card back just when its button said', () => {
    fc.assert(
      fc.property(anyHistory, anyNow, fc.constantFrom(...RATINGS), (attempts, now, rating) => {
        const attempt = rated(rating, now);
        const all = [...attempts, attempt];
        expect(standingOf(all, now).due).toBe(now + intervals(ITEM, all, attempt)[rating]);
      }),
    );
  });
});

describe('the standings', () => {
  test('part the bank in new, due and later', () => {
    fc.assert(
      fc.property(anyHistory, anyNow, (attempts, now) => {
        const all = standings(BANK, attempts, now);
        const { due, new: fresh, later } = countsOf(all);
        expect(due + fresh + later).toBe(BANK.length);
        for (const { state, due, retrievability } of all) {
          expect(state === 'later').toBe(due > now);
          expect(retrievability === undefined).toBe(state === 'new');
          if (retrievability !== undefined) {
            expect(retrievability).toBeGreaterThan(0);
            expect(retrievability).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  test('of one item do not depend on the attempts at others', () => {
    fc.assert(
      fc.property(anyHistory, anyNow, fc.constantFrom(...BANK), (attempts, now, item) => {
        const own = attempts.filter((attempt) => attempt.item === item.id);
        expect(standingOf(attempts, now, item)).toEqual(standingOf(own, now, item));
      }),
    );
  });

  test('pass over attempts that do not fit the item of today', () => {
    const stale: Attempt = { ...rated('good', START), answer: { kind: 'option', option: 9 } };
    expect(standingOf([stale], START + DAY).state).toBe('new');
  });

  test('leave out an attempt of a clock ahead until its time has come', () => {
    const ahead = rated('easy', START + 365 * DAY);
    expect(standingOf([ahead], START).state).toBe('new');
    expect(standingOf([ahead, rated('again', START)], START + DAY).state).toBe('due');
    expect(standingOf([ahead, rated('again', START)], START + 366 * DAY).state).not.toBe('new');
  });

  test('become due with time, and never again new', () => {
    const attempts = [rated('good', START)];
    expect(standingOf(attempts, START).state).toBe('later');
    expect(standingOf(attempts, START + 10 * MINUTE).state).toBe('due');
    expect(standingOf(attempts, START + 1000 * DAY).state).toBe('due');
  });
});

describe('the forecast', () => {
  const noon = new Date(2026, 10, 25, 12).getTime();
  const dueAt = (due: number): ItemStanding => ({
    item: ITEM,
    state: due <= noon ? 'due' : 'later',
    due,
    retrievability: 0.9,
  });

  test('counts by days that begin at midnight, what is overdue with today', () => {
    const due = [-9 * DAY, 0, 11.9 * 60 * MINUTE, 12.1 * 60 * MINUTE, 6 * DAY, 7 * DAY, 900 * DAY];
    const fresh: ItemStanding = { item: ITEM, state: 'new', due: noon };
    const days = comingDue([...due.map((after) => dueAt(noon + after)), fresh], noon);
    expect(days.map(({ cards }) => cards)).toEqual([3, 1, 0, 0, 0, 0, 1, 2]);
    expect(days.map(({ name }) => name)).toEqual([
      'Today',
      'Tomorrow',
      'Friday',
      'Saturday',
      'Sunday',
      'Monday',
      'Tuesday',
      'Later',
    ]);
  });

  test('counts every card that was seen, once', () => {
    fc.assert(
      fc.property(anyHistory, anyNow, (attempts, now) => {
        const all = standings(BANK, attempts, now);
        const total = comingDue(all, now).reduce((sum, { cards }) => sum + cards, 0);
        expect(total).toBe(BANK.length - countsOf(all).new);
      }),
    );
  });

  test('expects the sum of the chances', () => {
    const fresh: ItemStanding = { item: ITEM, state: 'new', due: noon };
    expect(expected([dueAt(noon), { ...dueAt(noon), retrievability: 0.55 }, fresh])).toEqual({
      recalled: 1.5,
      of: 2,
    });
    expect(expected([])).toEqual({ recalled: 0, of: 0 });
  });
});

test.each([
  [0, '1 min'],
  [10 * MINUTE, '10 min'],
  [59.6 * MINUTE, '1 h'],
  [60 * MINUTE, '1 h'],
  [23.6 * 60 * MINUTE, '1 day'],
  [DAY, '1 day'],
  [46 * DAY, '46 days'],
  [163 * DAY, '5 months'],
  [498 * DAY, '16 months'],
  [3000 * DAY, '8 years'],
  [36_500 * DAY, '100 years'],
])('%d ms reads %s', (milliseconds, words) => {
  expect(inWords(milliseconds)).toBe(words);
});
