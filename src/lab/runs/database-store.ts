import { done, openDatabase } from '../../wire/database';
import type { RecordChange, Found, RunStore } from './store';

const DATABASE = 'whittle-runs';
const RUNS = 'runs';
const ASIDE = 'aside';
/** An index of unpinned runs by their time: a record that lacks its field is not in it. */
const UNPINNED = 'unpinned';

/** Runs in the browser's own database. Rejects where it can't be had. */
export async function databaseStore(): Promise<RunStore> {
  const database = await openDatabase(DATABASE, (created) => {
    created.createObjectStore(RUNS, { keyPath: 'id' }).createIndex(UNPINNED, UNPINNED);
    created.createObjectStore(ASIDE, { autoIncrement: true });
  });
  const tabs = new BroadcastChannel(DATABASE);
  return {
    async load(keys) {
      if (keys) return loadEach(database, keys);
      const store = database.transaction(RUNS).objectStore(RUNS);
      const [all, values] = await Promise.all([
        done(store.getAllKeys()),
        // Fails where the browser itself can't read one of them: each alone, then.
        done(store.getAll() as IDBRequest<unknown[]>).catch(() => undefined),
      ]);
      return values ? all.map((key, i) => ({ key, value: values[i] })) : loadEach(database, all);
    },
    async update(keys, change) {
      const transaction = database.transaction([RUNS, ASIDE], 'readwrite');
      const ended = completed(transaction);
      const runs = transaction.objectStore(RUNS);
      for (const key of keys) {
        const request = runs.get(key) as IDBRequest<unknown>;
        request.onsuccess = () => {
          apply(transaction, key, change(request.result, key));
        };
      }
      await ended;
      tabs.postMessage(keys);
    },
    async trim(most) {
      const transaction = database.transaction(RUNS, 'readwrite');
      const ended = completed(transaction);
      const runs = transaction.objectStore(RUNS);
      // In a damaged record something else may stand for the time: numbers come before it.
      const keys = await done(runs.index(UNPINNED).getAllKeys(IDBKeyRange.upperBound(Infinity)));
      const old = keys.slice(0, Math.max(0, keys.length - most));
      for (const key of old) runs.delete(key);
      await ended;
      if (old.length > 0) tabs.postMessage(old);
      return old;
    },
    aside: () => done(database.transaction(ASIDE).objectStore(ASIDE).getAll()),
    async clearAside() {
      const transaction = database.transaction(ASIDE, 'readwrite');
      transaction.objectStore(ASIDE).clear();
      await completed(transaction);
    },
    watch(hear) {
      tabs.onmessage = ({ data }: MessageEvent<IDBValidKey[]>) => hear(data);
    },
  };
}

function apply(transaction: IDBTransaction, key: IDBValidKey, { keep, aside }: RecordChange): void {
  const runs = transaction.objectStore(RUNS);
  if (aside !== undefined) transaction.objectStore(ASIDE).add(aside);
  if (keep) runs.put(keep.pinned ? keep : { ...keep, [UNPINNED]: keep.time });
  else runs.delete(key);
}

/** Records one by one, without those that can't be read. */
async function loadEach(database: IDBDatabase, keys: readonly IDBValidKey[]): Promise<Found[]> {
  const found = keys.map(async (key): Promise<Found[]> => {
    try {
      const store = database.transaction(RUNS).objectStore(RUNS);
      const value: unknown = await done(store.get(key));
      return value === undefined ? [] : [{ key, value }];
    } catch {
      return [];
    }
  });
  return (await Promise.all(found)).flat();
}

/** Until everything in a transaction is on the device. */
function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('It was broken off.'));
  });
}
