import { expect, test } from 'vitest';
import { BANK } from '../../../../src/recall/content/en/bank';
import type { Item } from '../../../../src/recall/content/item';
import { Progress } from '../../../../src/recall/keep/progress.svelte';
import { Deck, NEW_AT_ONCE } from '../../../../src/recall/ways/deck/deck.svelte';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.UTC(2026, 10, 25, 12);

/** A deck whose clock is set by hand, and moves a second on with every look at it. */
function sitting(items: readonly Item[] = BANK) {
  const progress = new Progress(() => undefined);
  const clock = { time: START };
  const deck = new Deck(items, progress, () => (clock.time += 1000));
  return { deck, clock, progress };
}

/** Answers the card that is put: rightly and surely, or by having it shown. */
function answer(deck: Deck, rightly = true): void {
  const turn = deck.turn!;
  const { item } = turn;
  if (!rightly) return turn.show();
  turn.confidence = 'sure';
  if (item.kind === 'explain') turn.text = 'Because.';
  else turn.option = item.options.findIndex(({ correct }) => correct);
  turn.commit();
}

test('new cards come in their order, and no more of them than are enough for a sitting', () => {
  const { deck } = sitting();
  expect(deck.counts).toEqual({ due: 0, new: BANK.length, later: 0 });
  expect(deck.newToCome).toBe(NEW_AT_ONCE);
  const asked: string[] = [];
  for (let card = 0; card < NEW_AT_ONCE; card++) {
    asked.push(deck.turn!.item.id);
    answer(deck);
    deck.rate('easy');
  }
  expect(asked).toEqual(BANK.slice(0, NEW_AT_ONCE).map(({ id }) => id));
  expect(deck.newToCome).toBe(0);
  expect(deck.turn).toBe(undefined);
  deck.goOn();
  expect(deck.turn?.item).toBe(BANK[NEW_AT_ONCE]);
});

test('an answer is kept before it is rated, with the rating that it suggests', () => {
  const { deck, progress } = sitting();
  answer(deck, false);
  expect(deck.suggestion).toBe('again');
  expect(progress.attempts).toMatchObject([{ answer: { kind: 'shown' }, correct: false }]);
  deck.rate('hard');
  expect(progress.attempts).toHaveLength(1);
  expect(progress.attempts[0]).toMatchObject({ rating: 'hard' });
  expect(deck.said).toBe(`${BANK[0]!.concept}: hard, again in 6 min.`);
});

test('nothing can be rated before it is answered', () => {
  const { deck, progress } = sitting();
  expect(deck.choices).toBe(undefined);
  deck.rate('good');
  expect(progress.attempts).toEqual([]);
  expect(deck.turn?.item).toBe(BANK[0]);
});

test('a card rated “again” comes back in the same sitting, before new ones, and asks anew', () => {
  const { deck, clock } = sitting();
  answer(deck, false);
  deck.rate('again');
  expect(deck.turn?.item).toBe(BANK[1]);
  clock.time += MINUTE;
  answer(deck);
  deck.rate('easy');
  expect(deck.turn?.item).toBe(BANK[0]);
  expect(deck.turn?.attempt).toBe(undefined);
});

test('what has been due the longest comes first', () => {
  const { deck, clock } = sitting(BANK.slice(0, 3));
  for (const rating of ['easy', 'good', 'hard'] as const) {
    answer(deck);
    deck.rate(rating);
  }
  clock.time += 30 * DAY;
  deck.goOn();
  expect(deck.turn?.item).toBe(BANK[2]);
  expect(deck.counts.due).toBe(3);
});

test('where nothing is due, it says when, sees it come, and lets the reader practise ahead', () => {
  const { deck, clock } = sitting(BANK.slice(0, 2));
  for (const rating of ['good', 'easy'] as const) {
    answer(deck);
    deck.rate(rating);
  }
  expect(deck.turn).toBe(undefined);
  expect(deck.wait).toBeGreaterThan(9 * MINUTE);
  expect(deck.wait).toBeLessThanOrEqual(10 * MINUTE);
  deck.practiseAhead();
  expect(deck.turn?.item).toBe(BANK[0]);
  answer(deck);
  deck.rate('easy');
  expect(deck.turn?.item).toBe(BANK[1]);
  answer(deck);
  deck.rate('easy');
  // Each of them once.
  expect(deck.turn).toBe(undefined);
  expect(deck.counts).toEqual({ due: 0, new: 0, later: 2 });
  clock.time += 400 * DAY;
  deck.look();
  expect(deck.counts.due).toBe(2);
  expect(deck.turn).toBe(undefined);
});

test('an empty bank asks nothing and waits for nothing', () => {
  const { deck } = sitting([]);
  expect(deck.turn).toBe(undefined);
  expect(deck.wait).toBe(undefined);
  deck.practiseAhead();
  expect(deck.turn).toBe(undefined);
});
