import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bringIn, formatBackup } from '../../../src/recall/keep/backup';
import { BANK } from '../../../src/recall/content/en/bank';
import type { Attempt } from '../../../src/recall/keep/attempt';
import { Progress } from '../../../src/recall/keep/progress.svelte';
import { standings } from '../../../src/recall/keep/schedule';
import { anyAttempt, anyAttempts, MemoryStorage } from './attempts';

const NOW = Date.UTC(2026, 10, 25);
const attempt: Attempt = {
  item: 'scale-and-code',
  answer: { kind: 'option', option: 1 },
  confidence: 'sure',
  correct: true,
  time: 1_000,
};
const later: Attempt = { ...attempt, time: 2_000, rating: 'hard' };

function kept(attempts: readonly Attempt[] = [], unread: readonly string[] = []) {
  const storage = new MemoryStorage();
  const progress = new Progress(() => storage);
  attempts.forEach((each) => progress.record(each));
  progress.setAside(unread);
  return { storage, progress };
}

const backupOf = (attempts: unknown, more: object = {}) =>
  JSON.stringify({ whittle: 'recall', version: 1, attempts, ...more });

test('saved, deleted and brought in again, all progress and its schedule are as they were', () => {
  const atBank = fc.uniqueArray(
    anyAttempt(fc.constantFrom(...BANK.map(({ id }) => id)), fc.nat({ max: 2 * NOW })),
    { selector: ({ item, time }) => `${time} ${item}` },
  );
  const texts = fc.uniqueArray(fc.string({ unit: 'grapheme' }), { maxLength: 3 });
  fc.assert(
    fc.property(fc.oneof(anyAttempts, atBank), texts, (attempts, unread) => {
      const { storage, progress } = kept(attempts, unread);
      const schedule = standings(BANK, progress.attempts, NOW);
      const text = formatBackup(progress);
      progress.clear();
      expect(progress.attempts).toEqual([]);
      expect(bringIn(progress, text)).toEqual({
        added: attempts.length,
        present: 0,
        problems: [],
      });
      const again = new Progress(() => storage);
      expect(again.attempts).toEqual(attempts);
      expect(again.unread()).toEqual(unread);
      expect(standings(BANK, again.attempts, NOW)).toEqual(schedule);
    }),
  );
});

test('bringing a backup in twice adds nothing', () => {
  fc.assert(
    fc.property(anyAttempts, (attempts) => {
      const { progress } = kept(attempts);
      const result = bringIn(progress, formatBackup(progress));
      expect(result).toEqual({ added: 0, present: attempts.length, problems: [] });
      expect(progress.attempts).toEqual(attempts);
    }),
  );
});

test('what is here stays as it is, and takes only a rating that it lacks', () => {
  const { progress } = kept([attempt, later]);
  const other = { ...attempt, correct: false, rating: 'good' };
  const result = bringIn(progress, backupOf([other, { ...later, rating: 'easy' }]));
  expect(result).toEqual({ added: 0, present: 2, problems: [] });
  expect(progress.attempts).toEqual([{ ...attempt, rating: 'good' }, later]);
});

test('two devices’ attempts are put together by time', () => {
  const { progress } = kept([attempt, { ...attempt, time: 5_000 }]);
  expect(bringIn(progress, backupOf([later])).added).toBe(1);
  expect(progress.attempts.map(({ time }) => time)).toEqual([1_000, 2_000, 5_000]);
});

describe('a bad file changes nothing and is told of, with what was found and expected:', () => {
  test.each([
    ['an empty file', '', 'The file is not JSON'],
    ['half a backup', '{"whittle":"recall",', 'The file is not JSON'],
    ['a number', '7', 'The file holds 7, expected a backup.'],
    ['a list', '[]', 'The file holds [], expected a backup.'],
    ['null', 'null', 'The file holds null, expected a backup.'],
    ['runs', '{"whittle":"runs","version":1,"runs":[]}', 'whittle is "runs", expected "recall"'],
    ['a later version', backupOf([attempt], { version: 2 }), 'version 2, this page reads 1'],
    ['no list', backupOf({ 0: attempt }), 'attempts is {"0":{"item":'],
    ['a text for a list', backupOf('attempts'), 'attempts is "attempts", expected a list'],
    ['no version', '{"whittle":"recall","attempts":[]}', 'version missing, this page reads 1'],
  ])('%s', (_, text, problem) => {
    const { storage, progress } = kept([attempt]);
    const before = [...storage.entries];
    const result = bringIn(progress, text);
    expect(result).toMatchObject({ added: 0, present: 0 });
    expect(result.problems.join()).toContain(problem);
    expect([...storage.entries]).toEqual(before);
  });
});

test('of a damaged backup, the attempts that can be read are, and the others are named', () => {
  const { progress } = kept();
  const bad = [
    [{ ...attempt, time: 'soon' }, 'time is "soon", expected milliseconds since 1970'],
    [{ ...attempt, time: null }, 'time is null, expected milliseconds since 1970'],
    [{ ...attempt, time: 8e15 }, 'time is 8000000000000000, expected milliseconds since 1970'],
    [{ ...attempt, item: 3 }, 'item is 3, expected the id of a question'],
    [{ ...attempt, correct: 1 }, 'correct is 1, expected true or false'],
    [{ ...attempt, rating: 'fine' }, 'rating is "fine", expected again, hard, good, easy'],
    [{ ...attempt, confidence: 'x' }, 'confidence is "x", expected null, guess, unsure, sure'],
    [{ ...attempt, answer: { kind: 'option' } }, 'answer is {"kind":"option"}, expected an option'],
    [{ item: 'x' }, 'answer is missing, expected an option'],
    [[attempt], 'it is [{"item":"scale-and-code"'],
    [null, 'it is null, expected an attempt'],
  ] as const;
  const text = backupOf([attempt, ...bad.map(([value]) => value), later], { unread: [5, 'old'] });
  const result = bringIn(progress, text);
  expect(result).toMatchObject({ added: 2, present: 0 });
  expect(progress.attempts).toEqual([attempt, later]);
  expect(progress.unread()).toEqual(['old']);
  bad.forEach(([, problem], i) => {
    expect(result.problems[i]).toContain(`Attempt ${i + 2} of 13: ${problem}`);
  });
  expect(result.problems.at(-1)).toBe('Unreadable text 1 of 2: it is 5, expected a text.');
});

test('an attempt that the file has many times is read once', () => {
  const { progress } = kept();
  expect(bringIn(progress, backupOf(Array(1000).fill(attempt)))).toMatchObject({ added: 1 });
  expect(progress.attempts).toEqual([attempt]);
});

test('keys that reach for prototypes change none', () => {
  const { progress } = kept();
  const hostile = `{"__proto__":{"admin":true},"item":"__proto__","answer":{"kind":"shown","__proto__":{"x":1}},"confidence":null,"correct":false,"time":1,"constructor":{"prototype":{"y":2}}}`;
  bringIn(progress, backupOf([]).replace('[]', `[${hostile}]`));
  expect(progress.attempts).toEqual([
    { item: '__proto__', answer: { kind: 'shown' }, confidence: null, correct: false, time: 1 },
  ]);
  expect(Object.keys(progress.attempts[0]!)).not.toContain('constructor');
  expect(({} as Record<string, unknown>).admin).toBe(undefined);
});

test('lists in lists beyond the stack are told of, and the rest is read', () => {
  const deep = '['.repeat(50_000) + ']'.repeat(50_000);
  const { progress } = kept();
  const text = backupOf([attempt, 'deep'], { unread: ['deep'] }).replaceAll('"deep"', deep);
  expect(bringIn(progress, text)).toEqual({
    added: 1,
    present: 0,
    problems: [
      'Attempt 2 of 2: it is lists in too many lists, expected an attempt.',
      'Unreadable text 1 of 1: it is lists in too many lists, expected a text.',
    ],
  });
  expect(bringIn(progress, deep).problems).toEqual([
    'The file holds lists in too many lists, expected a backup.',
  ]);
});

test('thousands of unreadable texts are set aside while the storage is read once', () => {
  const { storage, progress } = kept([], ['old']);
  let reads = 0;
  const { getItem } = storage;
  storage.getItem = (key) => (reads++, getItem(key));
  const texts = Array.from({ length: 3_000 }, (_, n) => `text ${n}`);
  bringIn(progress, backupOf([], { unread: [...texts, 'old', ...texts] }));
  expect(reads).toBeLessThan(10);
  expect(progress.unread()).toEqual(['old', ...texts]);
});

test('where there is no storage, unreadable texts are told to be lost', () => {
  const progress = new Progress(() => undefined);
  expect(bringIn(progress, backupOf([attempt], { unread: ['old', 'older'] }))).toEqual({
    added: 1,
    present: 0,
    problems: ['No room to set 2 unreadable texts aside.'],
  });
});

test('whatever a file holds, nothing is thrown and nothing is lost', () => {
  const value = fc.oneof(
    fc.json(),
    fc.string(),
    fc.jsonValue().map((each) => backupOf([each])),
  );
  fc.assert(
    fc.property(value, (text) => {
      const { progress } = kept([attempt]);
      bringIn(progress, text);
      expect(progress.attempts).toEqual([attempt]);
    }),
  );
});

test('without a storage, a backup is read into memory', () => {
  const progress = new Progress(() => undefined);
  expect(bringIn(progress, backupOf([attempt])).added).toBe(1);
  expect(progress.attempts).toEqual([attempt]);
  expect(progress.kept).toBe(false);
});
