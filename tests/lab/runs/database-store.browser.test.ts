import { beforeEach, describe, expect, test, vi } from 'vitest';
import { done, openDatabase } from '../../../src/wire/database';
import { databaseStore } from '../../../src/lab/runs/database-store';
import { History, openHistory } from '../../../src/lab/runs/history.svelte';
import type { RunStore } from '../../../src/lab/runs/store';
import type { Run } from '../../../src/lab/runs/run';
import { KNOWN, runWith } from './runs';

const P9 = runWith('prune(magnitude,global,0.9)', { time: 9 });
const P5 = runWith('prune(magnitude,global,0.5)', { time: 5 });

/** What damage may leave behind: each under a key of the store. */
const DAMAGED = [
  { id: '#v=1&model=lenet-5', broken: true },
  { id: 7 },
  { ...runWith('prune(magnitude,global,0.1)'), dense: NaN },
  { ...runWith('prune(magnitude,global,0.2)'), answers: 'x'.repeat(100_000) },
  { ...runWith('distill(3)') },
  { ...runWith('quantize(8,channel,symmetric)'), labels: new Map([[1, 2]]), more: 1n },
];

let store: RunStore;

/** Writes records by hand, past every check. */
async function write(records: readonly object[]): Promise<void> {
  const database = await openDatabase('whittle-runs', () => undefined);
  const runs = database.transaction('runs', 'readwrite').objectStore('runs');
  await Promise.all(records.map((record) => done(runs.put(record))));
  database.close();
}

async function history(): Promise<History> {
  const history = new History(store, KNOWN, () => 100);
  await history.load();
  return history;
}

const idsOf = (runs: readonly Run[]) => runs.map(({ id }) => id);

beforeEach(async () => {
  store ??= await databaseStore();
  const records = await store.load();
  await store.update(
    records.map(({ key }) => key),
    () => ({}),
  );
  await store.clearAside();
});

describe('runs in the browser’s database', () => {
  test('come back as they were kept', async () => {
    const kept = { ...P9, pinned: true, name: 'mine' };
    await store.update([P5.id, P9.id], (_, key) => ({ keep: key === P9.id ? kept : P5 }));
    expect((await history()).runs).toEqual([kept, P5]);
  });

  test('that are damaged are put aside as they stand, and the others stay', async () => {
    await write([P9, ...DAMAGED, P5]);
    const first = await history();
    expect(first.runs).toEqual([P9, P5]);
    expect(first.aside).toBe(DAMAGED.length);
    expect(await store.aside()).toEqual(expect.arrayContaining(DAMAGED));
    expect(JSON.parse(await first.asideText())).toHaveLength(DAMAGED.length);
    const again = await history();
    expect(again.runs).toEqual([P9, P5]);
    expect(again.aside).toBe(DAMAGED.length);
    await again.clearAside();
    expect((await history()).aside).toBe(0);
    expect(again.fault).toBeUndefined();
  });

  test('are read one by one where the browser can’t read all at once', async () => {
    await write([P9, P5]);
    const { getAll } = IDBObjectStore.prototype;
    const refused = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (
      this: IDBObjectStore,
    ) {
      if (this.name !== 'runs') return getAll.call(this);
      const request = {} as IDBRequest<unknown[]>;
      setTimeout(() => request.onerror?.(new Event('error')));
      return request;
    });
    try {
      expect(idsOf((await history()).runs)).toEqual([P9.id, P5.id]);
    } finally {
      refused.mockRestore();
    }
  });

  test('lose the oldest unpinned ones to make room, and damaged ones are not counted', async () => {
    const runs = Array.from({ length: 6 }, (_, i) =>
      runWith(`prune(magnitude,global,0.${i + 1})`, { time: 60 - 10 * i, pinned: i === 5 }),
    );
    await store.update(idsOf(runs), (_, key) => ({ keep: runs.find(({ id }) => id === key)! }));
    await write([{ id: 'x', unpinned: 'never' }]);
    expect(await store.trim(4)).toEqual([runs[4]!.id]);
    expect((await history()).runs).toEqual(runs.filter((_, i) => i !== 4));
    // A pinned run may be unpinned, and then it counts.
    await (await history()).pin(runs[5]!, false);
    expect(await store.trim(4)).toEqual([runs[5]!.id]);
  });

  test('of another tab come in, and go', async () => {
    const here = await history();
    const other = new History(await databaseStore(), KNOWN, () => 100);
    await other.load();
    await other.bringIn(JSON.stringify({ version: 1, runs: [P9] }));
    await vi.waitFor(() => expect(here.runs).toEqual([P9]));
    await here.rename(P9, 'mine');
    await vi.waitFor(() => expect(other.runs[0]?.name).toBe('mine'));
    await here.remove(here.runs[0]!);
    await vi.waitFor(() => expect(other.runs).toEqual([]));
  });

  test('last until the page ends where there is no database, which is told', async () => {
    const refused = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    try {
      const here = await openHistory(KNOWN);
      expect(here.fault).toBe('The operation is insecure.');
      await here.bringIn(JSON.stringify({ version: 1, runs: [P9] }));
      expect(here.runs).toEqual([P9]);
    } finally {
      refused.mockRestore();
    }
    expect((await history()).runs).toEqual([]);
  });

  test('stay in memory where the disk is full, which is told', async () => {
    const here = await history();
    const { put } = IDBObjectStore.prototype;
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      value: unknown,
    ) {
      const request = put.call(this, value);
      this.transaction.abort();
      return request;
    });
    try {
      await here.bringIn(JSON.stringify({ version: 1, runs: [P9] }));
      expect(here.runs).toEqual([P9]);
      expect(here.fault).toBeDefined();
    } finally {
      full.mockRestore();
    }
  });
});
