import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CONFIDENCES,
  Progress,
  type Answer,
  type Attempt,
  type StorageLike,
} from '../../src/recall/progress.svelte';

class MemoryStorage implements StorageLike {
  readonly entries = new Map<string, string>();
  getItem = (key: string) => this.entries.get(key) ?? null;
  setItem = (key: string, value: string) => void this.entries.set(key, value);
}

const KEY = 'whittle.recall';
const ASIDE = `${KEY}.unread-1`;

const attempt: Attempt = {
  item: 'scale-and-code',
  answer: { kind: 'option', option: 1 },
  confidence: 'sure',
  correct: true,
  time: 1_000,
};

const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ kind: fc.constant('option' as const), option: fc.nat(3) }),
  fc.record({ kind: fc.constant('shown' as const) }),
  fc.record({
    kind: fc.constant('marks' as const),
    marks: fc.array(fc.boolean(), { maxLength: 4 }),
    text: fc.string({ unit: 'grapheme' }),
  }),
);

const anyAttempt: fc.Arbitrary<Attempt> = fc.record(
  {
    item: fc.string(),
    answer: anyAnswer,
    confidence: fc.constantFrom(null, ...CONFIDENCES),
    correct: fc.boolean(),
    time: fc.nat(),
  },
  { noNullPrototype: true },
);

test('attempts come back as they were recorded', () => {
  fc.assert(
    fc.property(fc.array(anyAttempt), (attempts) => {
      const storage = new MemoryStorage();
      const progress = new Progress(() => storage);
      attempts.forEach((each) => progress.record(each));
      expect(progress.attempts).toEqual(attempts);
      expect(new Progress(() => storage).attempts).toEqual(attempts);
    }),
  );
});

test('amending replaces the last attempt at the same item only', () => {
  const storage = new MemoryStorage();
  const progress = new Progress(() => storage);
  const other = { ...attempt, item: 'other' };
  for (const each of [attempt, attempt, other]) progress.record(each);
  progress.amend({ ...attempt, correct: false });
  const expected = [attempt, { ...attempt, correct: false }, other];
  expect(progress.attempts).toEqual(expected);
  expect(new Progress(() => storage).attempts).toEqual(expected);
});

test('two keys do not meet', () => {
  const storage = new MemoryStorage();
  new Progress(() => storage, 'one').record(attempt);
  expect(new Progress(() => storage, 'two').attempts).toEqual([]);
});

describe('a session goes on in memory', () => {
  const broken = () => {
    throw new DOMException('denied', 'SecurityError');
  };

  test.each<[string, () => StorageLike | undefined]>([
    ['there is no storage', () => undefined],
    ['opening it throws', broken],
    ['reading throws', () => ({ getItem: broken, setItem: () => undefined })],
    ['writing throws', () => ({ getItem: () => null, setItem: broken })],
  ])('where %s', (_, open) => {
    const progress = new Progress(open);
    progress.record(attempt);
    progress.record(attempt);
    expect(progress.attempts).toEqual([attempt, attempt]);
    expect(progress.kept).toBe(false);
  });
});

describe('what cannot be read is set aside', () => {
  test.each([
    ['not JSON', '{"version":1,"attem'],
    ['another shape', '[1,2]'],
    ['null', 'null'],
    ['a later version', '{"version":2,"attempts":[]}'],
  ])('%s', (_, text) => {
    const storage = new MemoryStorage();
    storage.setItem(KEY, text);
    const progress = new Progress(() => storage);
    progress.record(attempt);
    expect(storage.getItem(ASIDE)).toBe(text);
    expect(new Progress(() => storage).attempts).toEqual([attempt]);
  });

  test('while the attempts that can be read are kept', () => {
    const bad = [
      { ...attempt, time: 'now' },
      { ...attempt, confidence: 'certain' },
      { ...attempt, answer: { kind: 'option', option: 0.5 } },
      { ...attempt, answer: { kind: 'marks', marks: [1], text: '' } },
      null,
    ];
    const storage = new MemoryStorage();
    const text = JSON.stringify({ version: 1, attempts: [attempt, ...bad] });
    storage.setItem(KEY, text);
    expect(new Progress(() => storage).attempts).toEqual([attempt]);
    expect(storage.getItem(ASIDE)).toBe(text);
  });

  test('beside what was set aside before, and once only', () => {
    const storage = new MemoryStorage();
    storage.setItem(ASIDE, 'older');
    storage.setItem(KEY, 'newer');
    new Progress(() => storage);
    new Progress(() => storage);
    expect([...storage.entries]).toEqual([
      [ASIDE, 'older'],
      [KEY, 'newer'],
      [`${KEY}.unread-2`, 'newer'],
    ]);
  });

  test('or else left alone, when there is no room for a copy', () => {
    const storage = new MemoryStorage();
    storage.setItem(KEY, 'unreadable');
    const full = {
      getItem: storage.getItem,
      setItem: (key: string, value: string) => {
        if (key !== KEY) throw new DOMException('full', 'QuotaExceededError');
        storage.setItem(key, value);
      },
    };
    const progress = new Progress(() => full);
    progress.record(attempt);
    expect(storage.getItem(KEY)).toBe('unreadable');
    expect(progress.attempts).toEqual([attempt]);
    expect(progress.kept).toBe(false);
  });
});
