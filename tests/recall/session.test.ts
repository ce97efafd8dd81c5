import { beforeEach, expect, test } from 'vitest';
import { BANK } from '../../src/recall/bank';
import { Progress, type Attempt } from '../../src/recall/progress.svelte';
import { RecallSession } from '../../src/recall/session.svelte';

let progress: Progress;
let session: RecallSession;

beforeEach(() => {
  progress = new Progress(() => undefined);
  session = new RecallSession(BANK, progress, () => 42);
});

function choose(option: number): void {
  session.draft.option = option;
  session.draft.confidence = 'unsure';
  session.commit();
}

test('a right and a wrong answer are recorded with their time and confidence', () => {
  choose(1);
  session.retry();
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
      time: 42,
    },
  ]);
});

test('nothing is committed without an option and a confidence', () => {
  session.draft.option = 1;
  session.commit();
  session.draft.option = null;
  session.draft.confidence = 'sure';
  session.commit();
  expect(progress.attempts).toEqual([]);
});

test('the score counts the items whose last attempt was right', () => {
  choose(1);
  expect(session.right).toBe(1);
  session.retry();
  expect(session.right).toBe(1);
  choose(0);
  expect(session.right).toBe(0);
});

test('an answer that was shown is not a right one', () => {
  session.show();
  expect(session.right).toBe(0);
  expect(session.statuses[0]).toEqual({ mark: 'shown', words: 'answer shown' });
});

test('an explanation is right once all of its concepts are marked', () => {
  session.go(11);
  session.draft.text = 'The knee.';
  session.draft.confidence = 'sure';
  session.commit();
  session.mark(0, true);
  session.mark(1, true);
  expect(session.statuses[11]).toEqual({ mark: 'partly', words: '2 of 3 concepts' });
  session.mark(2, true);
  expect(session.statuses[11]).toEqual({ mark: 'right', words: '3 of 3 concepts' });
  session.mark(0, false);
  expect(session.right).toBe(0);
  expect(progress.attempts).toHaveLength(1);
});

test('an explanation is taken up again from its text', () => {
  session.go(11);
  session.draft.text = 'The knee.';
  session.draft.confidence = 'sure';
  session.commit();
  session.draft.text = '';
  session.retry();
  expect(session.draft.text).toBe('The knee.');
});

test('what is entered for an item waits while another one is looked at', () => {
  session.draft.option = 2;
  session.go(1);
  expect(session.draft.option).toBe(null);
  session.go(0);
  expect(session.draft.option).toBe(2);
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
  session.show();
  const later = new RecallSession(BANK, progress, () => 43);
  expect(later.index).toBe(2);
  expect(later.right).toBe(1);
});

test('a session opens at the first item when all are answered', () => {
  BANK.forEach((item, index) => {
    session.go(index);
    session.draft.confidence = 'sure';
    session.draft.option = item.kind === 'explain' ? null : 0;
    session.commit();
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
  expect(later.attempt).toBe(undefined);
});
