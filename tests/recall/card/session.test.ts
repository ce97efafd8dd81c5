import { beforeEach, expect, test } from 'vitest';
import { BANK } from '../../../src/recall/content/en/bank';
import type { Attempt } from '../../../src/recall/keep/attempt';
import { Progress } from '../../../src/recall/keep/progress.svelte';
import { RecallSession } from '../../../src/recall/card/session.svelte';
import { Turn } from '../../../src/recall/card/turn.svelte';

let progress: Progress;
let session: RecallSession;

beforeEach(() => {
  progress = new Progress(() => undefined);
  session = new RecallSession(BANK, progress, () => 42);
});

function choose(option: number): void {
  session.turn.option = option;
  session.turn.confidence = 'unsure';
  session.turn.commit();
}

test('a right and a wrong answer are recorded with their time and confidence', () => {
  choose(1);
  session.turn.retry();
  choose(0);
  expect(progress.attempts).toEqual([
    {
      item: 'scale-and-code',
      answer: { kind: 'option', option: 1 },
      confidence: 'unsure',
      correct: true,
      time: 42,
    },
    {
      item: 'scale-and-code',
      answer: { kind: 'option', option: 0 },
      confidence: 'unsure',
      correct: false,
      // No two attempts at one item have the same time.
      time: 43,
    },
  ]);
});

test('nothing is committed without an option and a confidence', () => {
  session.turn.option = 1;
  session.turn.commit();
  session.turn.option = null;
  session.turn.confidence = 'sure';
  session.turn.commit();
  expect(progress.attempts).toEqual([]);
});

test('the score counts the items whose last attempt was right', () => {
  choose(1);
  expect(session.right).toBe(1);
  session.turn.retry();
  expect(session.right).toBe(1);
  choose(0);
  expect(session.right).toBe(0);
});

test('an answer that was shown is not a right one', () => {
  session.turn.show();
  expect(session.right).toBe(0);
  expect(session.statuses[0]).toEqual({ mark: 'shown', words: 'answer shown' });
});

test('an explanation is right once all of its concepts are marked', () => {
  session.go(11);
  session.turn.text = 'The knee.';
  session.turn.confidence = 'sure';
  session.turn.commit();
  session.turn.mark(0, true);
  session.turn.mark(1, true);
  expect(session.statuses[11]).toEqual({ mark: 'partly', words: '2 of 3 concepts' });
  session.turn.mark(2, true);
  expect(session.statuses[11]).toEqual({ mark: 'right', words: '3 of 3 concepts' });
  session.turn.mark(0, false);
  expect(session.right).toBe(0);
  expect(progress.attempts).toHaveLength(1);
});

test('an explanation is taken up again from its text', () => {
  session.go(11);
  session.turn.text = 'The knee.';
  session.turn.confidence = 'sure';
  session.turn.commit();
  session.turn.text = '';
  session.turn.retry();
  expect(session.turn.text).toBe('The knee.');
});

test('a rating is kept with the attempt, until the item is answered anew', () => {
  choose(1);
  session.turn.rate('easy');
  expect(progress.attempts).toMatchObject([{ correct: true, rating: 'easy' }]);
  session.turn.rate('hard');
  expect(progress.attempts).toMatchObject([{ correct: true, rating: 'hard' }]);
  session.turn.retry();
  session.turn.rate('again');
  expect(progress.attempts).toMatchObject([{ correct: true, rating: 'hard' }]);
});

test('a turn that asks anew hides the answer of before until it is answered', () => {
  choose(1);
  const turn = new Turn(BANK[0]!, progress, () => 50, true);
  expect(turn.attempt).toBe(undefined);
  expect(turn.last).toMatchObject({ correct: true });
  turn.option = 0;
  turn.confidence = 'sure';
  turn.commit();
  expect(turn.attempt).toMatchObject({ correct: false, time: 50 });
});

test('what is entered for an item waits while another one is looked at', () => {
  session.turn.option = 2;
  session.go(1);
  expect(session.turn.option).toBe(null);
  session.go(0);
  expect(session.turn.option).toBe(2);
});

test('there is no going beyond the ends', () => {
  session.go(-1);
  expect(session.index).toBe(0);
  session.go(BANK.length);
  expect(session.index).toBe(0);
});

test('a later session opens at the first item without an answer', () => {
  choose(1);
  session.go(1);
  session.turn.show();
  const later = new RecallSession(BANK, progress, () => 43);
  expect(later.index).toBe(2);
  expect(later.right).toBe(1);
});

test('a session opens at the first item when all are answered', () => {
  BANK.forEach((item, index) => {
    session.go(index);
    session.turn.confidence = 'sure';
    session.turn.option = item.kind === 'explain' ? null : 0;
    session.turn.commit();
  });
  expect(new RecallSession(BANK, progress, () => 43).index).toBe(0);
});

test('attempts that do not fit the items of today are passed over', () => {
  const stale: Attempt = {
    item: 'scale-and-code',
    answer: { kind: 'option', option: 7 },
    confidence: 'sure',
    correct: true,
    time: 1,
  };
  progress.record(stale);
  progress.record({ ...stale, item: 'trade-offs' });
  progress.record({ ...stale, item: 'no-such-item' });
  const later = new RecallSession(BANK, progress, () => 43);
  expect(later.right).toBe(0);
  expect(later.turn.attempt).toBe(undefined);
});
