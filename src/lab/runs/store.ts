import type { Run } from './run';

/** A record as it is found, whatever it holds. */
export interface Found {
  readonly key: IDBValidKey;
  readonly value: unknown;
}

/** What becomes of a record: the run that takes its place, if any, and what is put aside of it. */
export interface RecordChange {
  readonly keep?: Run;
  readonly aside?: unknown;
}

/**
 * Where runs are kept, one record a run, and beside them what could not be read. Every promise rejects
 * where the browser does not let it be done.
 */
export interface RunStore {
  /** All records, or those of some keys, as far as there are any. */
  load(keys?: readonly IDBValidKey[]): Promise<Found[]>;
  /**
   * Changes records from what they are at that moment (undefined where there is none), all at once or
   * not at all: what other tabs do in between is not lost.
   */
  update(
    keys: readonly IDBValidKey[],
    change: (present: unknown, key: IDBValidKey) => RecordChange,
  ): Promise<void>;
  /** Deletes unpinned runs but the newest, so many of them; returns the keys of those that went. */
  trim(most: number): Promise<IDBValidKey[]>;
  /** All that was put aside. */
  aside(): Promise<unknown[]>;
  /** Deletes all that was put aside. */
  clearAside(): Promise<void>;
  /** Hears which records another tab has changed. */
  watch(hear: (keys: readonly IDBValidKey[]) => void): void;
}

/** Runs in memory, which end with the page. */
export function memoryStore(): RunStore {
  const records = new Map<IDBValidKey, unknown>();
  let aside: unknown[] = [];
  return {
    load: (keys = [...records.keys()]) =>
      Promise.resolve(
        keys.filter((key) => records.has(key)).map((key) => ({ key, value: records.get(key) })),
      ),
    update: (keys, change) => {
      for (const key of keys) {
        const { keep, aside: put } = change(records.get(key), key);
        if (keep) records.set(key, keep);
        else records.delete(key);
        if (put !== undefined) aside = [...aside, put];
      }
      return Promise.resolve();
    },
    trim: (most) => {
      const unpinned = ([...records.values()] as Run[]).filter(({ pinned }) => !pinned);
      const old = unpinned.sort((a, b) => b.time - a.time).slice(most);
      for (const { id } of old) records.delete(id);
      return Promise.resolve(old.map(({ id }) => id));
    },
    aside: () => Promise.resolve(aside),
    clearAside: () => {
      aside = [];
      return Promise.resolve();
    },
    watch: () => undefined,
  };
}
