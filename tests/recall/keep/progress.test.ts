import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../../src/recall/keep/attempt';
import { Progress, type StorageLike } from '../../../src/recall/keep/progress.svelte';
import { anyAttempts, MemoryStorage } from './attempts';

const KEY = 'whittle.recall';
const ASIDE = `${KEY}.unread-1`;

const attempt: Attempt = {
  item: 'scale-and-code',
  answer: { kind: 'option', option: 1 },
  confidence: 'sure',
  correct: true,
  time: 1_000,
};
const later: Attempt = { ...attempt, time: 2_000 };

test('attempts come back as they were recorded', () => {
  fc.assert(
    fc.property(anyAttempts, (attempts) => {
      const storage = new MemoryStorage();
      const progress = new Progress(() => storage);
      attempts.forEach((each) => progress.record(each));
      expect(progress.attempts).toEqual(attempts);
      expect(new Progress(() => storage).attempts).toEqual(attempts);
    }),
  );
});

test('no two attempts at one item have the same time', () => {
  const progress = new Progress(() => undefined);
  for (const item of ['one', 'one', 'two', 'one']) progress.record({ ...attempt, item });
  expect(progress.attempts.map(({ item, time }) => [item, time])).toEqual([
    ['one', 1_000],
    ['one', 1_001],
    ['two', 1_000],
    ['one', 1_002],
  ]);
});

test('amending replaces the attempt at the same item and time only', () => {
  const storage = new MemoryStorage();
  const progress = new Progress(() => storage);
  const other = { ...attempt, item: 'other' };
  for (const each of [attempt, attempt, other]) progress.record(each);
  progress.amend({ ...attempt, rating: 'hard' });
  progress.amend({ ...attempt, item: 'none', rating: 'hard' });
  const expected = [{ ...attempt, rating: 'hard' }, { ...attempt, time: 1_001 }, other];
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

  const nothing = () => undefined;

  test.each<[string, () => StorageLike | undefined]>([
    ['there is no storage', nothing],
    ['opening it throws', broken],
    ['reading throws', () => ({ getItem: broken, setItem: nothing, removeItem: nothing })],
    ['writing throws', () => ({ getItem: () => null, setItem: broken, removeItem: nothing })],
  ])('where %s', (_, open) => {
    const progress = new Progress(open);
    progress.record(attempt);
    progress.record(later);
    progress.amend({ ...later, rating: 'easy' });
    expect(progress.attempts).toEqual([attempt, { ...later, rating: 'easy' }]);
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
      { ...attempt, time: -1 },
      { ...attempt, rating: 'perfect' },
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
      removeItem: storage.removeItem,
    };
    const progress = new Progress(() => full);
    progress.record(attempt);
    expect(storage.getItem(KEY)).toBe('unreadable');
    expect(progress.attempts).toEqual([attempt]);
    expect(progress.kept).toBe(false);
  });
});

test('a storage that was full for a while gets everything once it has room', () => {
  const storage = new MemoryStorage();
  let room = true;
  const progress = new Progress(() => ({
    getItem: storage.getItem,
    setItem: (key, value) => {
      if (!room) throw new DOMException('full', 'QuotaExceededError');
      storage.setItem(key, value);
    },
    removeItem: storage.removeItem,
  }));
  progress.record(attempt);
  room = false;
  progress.amend({ ...attempt, rating: 'hard' });
  progress.record(later);
  expect(progress.kept).toBe(false);
  room = true;
  progress.amend({ ...later, rating: 'good' });
  expect(progress.kept).toBe(true);
  expect(new Progress(() => storage).attempts).toEqual([
    { ...attempt, rating: 'hard' },
    { ...later, rating: 'good' },
  ]);
});

describe('two tabs', () => {
  /** Two that were opened on one storage, with one attempt in it. */
  function twoTabs() {
    const storage = new MemoryStorage();
    new Progress(() => storage).record(attempt);
    return { storage, one: new Progress(() => storage), two: new Progress(() => storage) };
  }

  const third: Attempt = { ...attempt, item: 'other', time: 3_000 };

  test('do not overwrite what the other one has recorded', () => {
    const { storage, one, two } = twoTabs();
    one.record(third);
    two.record(later);
    const all = [attempt, later, third];
    expect(new Set(two.attempts)).toEqual(new Set(all));
    expect(new Set(new Progress(() => storage).attempts)).toEqual(new Set(all));
    one.refresh();
    expect(one.attempts).toEqual(two.attempts);
  });

  test('keep each other’s ratings, also where one knows an older version', () => {
    const { storage, one, two } = twoTabs();
    one.amend({ ...attempt, rating: 'hard' });
    two.record(later);
    expect(two.attempts).toEqual([{ ...attempt, rating: 'hard' }, later]);
    two.amend({ ...later, rating: 'easy' });
    one.record(third);
    expect(new Progress(() => storage).attempts).toEqual([
      { ...attempt, rating: 'hard' },
      { ...later, rating: 'easy' },
      third,
    ]);
  });

  test('in any order of changes, end with the same attempts', () => {
    const change = fc.record({ tab: fc.nat(1), item: fc.nat(2), rate: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const { storage, one, two } = twoTabs();
        let time = 2_000;
        let recorded = 1;
        for (const { tab, item, rate } of changes) {
          const progress = tab === 0 ? one : two;
          const last = progress.attempts.at(-1)!;
          if (rate) progress.amend({ ...last, rating: 'good' });
          else progress.record({ ...attempt, item: `item-${item}`, time: time++ });
          if (!rate) recorded++;
        }
        one.refresh();
        two.refresh();
        expect(one.attempts).toHaveLength(recorded);
        expect(one.attempts).toEqual(two.attempts);
        expect(one.attempts).toEqual(new Progress(() => storage).attempts);
        const rated = one.attempts.filter(({ rating }) => rating).length;
        expect(rated > 0).toBe(changes.some(({ rate }) => rate));
      }),
    );
  });

  test('both forget what one of them deletes, but for what comes after', () => {
    const { storage, one, two } = twoTabs();
    one.clear();
    two.record(later);
    expect(two.attempts).toEqual([later]);
    expect(new Progress(() => storage).attempts).toEqual([later]);
  });

  test('keep a session whose storage was emptied behind their back', () => {
    const { storage, one } = twoTabs();
    storage.entries.clear();
    one.refresh();
    expect(one.attempts).toEqual([attempt]);
    one.record(later);
    expect(new Progress(() => storage).attempts).toEqual([attempt, later]);
  });

  test('keep a session whose storage was damaged behind their back, and the damaged text', () => {
    const { storage, one } = twoTabs();
    storage.setItem(KEY, '{"version":1,');
    one.record(later);
    expect(new Progress(() => storage).attempts).toEqual([attempt, later]);
    expect(storage.getItem(ASIDE)).toBe('{"version":1,');
  });
});

describe('deleting everything', () => {
  test('leaves an empty list, and no copies of what could not be read', () => {
    const storage = new MemoryStorage();
    storage.setItem(KEY, 'unreadable');
    const progress = new Progress(() => storage);
    progress.record(attempt);
    progress.setAside(['another']);
    expect(progress.unread()).toEqual(['unreadable', 'another']);
    expect(progress.clear()).toBe(true);
    expect(progress.attempts).toEqual([]);
    expect([...storage.entries]).toEqual([[KEY, '{"version":1,"attempts":[]}']]);
    expect(progress.unread()).toEqual([]);
  });

  test('says where the storage does not let it', () => {
    const storage = new MemoryStorage();
    const progress = new Progress(() => storage);
    progress.record(attempt);
    storage.setItem = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    expect(progress.clear()).toBe(false);
    expect(progress.attempts).toEqual([]);
    expect(progress.kept).toBe(false);
  });
});
