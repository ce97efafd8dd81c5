import type { Training } from '../run/train/tune';
import { done, openDatabase } from '../wire/database';
import { fetchShippedTraining } from '../shelf/shipped-trainings';
import type { TunedWeights } from '../core/train/tuned-weights';

/** Where trainings are kept, so that they survive a reload: each under a key of its own. */
export interface Checkpoints {
  load(key: string): Promise<Training | TunedWeights | undefined>;
  save(key: string, state: Training | TunedWeights): Promise<void>;
}

const DATABASE = 'whittle-trainings';
const STORE = 'trainings';
const BY_TIME = 'time';
/** Trainings that are kept, the latest: those of LeNet-5 take 10 MB each. */
const KEPT = 6;

interface Entry {
  readonly key: string;
  readonly time: number;
  readonly state: Training | TunedWeights;
}

/**
 * Trainings in the browser's own database. Where it can't be had (in a private window, a sandboxed
 * frame, a full disk) they are kept as long as this worker lives.
 */
export function openCheckpoints(): Checkpoints {
  const database = openDatabase(DATABASE, (created) => {
    created.createObjectStore(STORE, { keyPath: 'key' }).createIndex(BY_TIME, 'time');
  });
  database.catch(() => undefined);
  const memory = new Map<string, Entry['state']>();

  return {
    async load(key) {
      // Only what the database has refused is in it, and is newer.
      if (memory.has(key)) return structuredClone(memory.get(key));
      try {
        const store = (await database).transaction(STORE).objectStore(STORE);
        return ((await done(store.get(key))) as Entry | undefined)?.state;
      } catch {
        return undefined;
      }
    },
    async save(key, state) {
      try {
        const store = (await database).transaction(STORE, 'readwrite').objectStore(STORE);
        await done(store.put({ key, time: Date.now(), state } satisfies Entry));
        const keys = await done(store.index(BY_TIME).getAllKeys());
        for (const old of keys.slice(0, -KEPT)) store.delete(old);
        memory.delete(key);
      } catch {
        memory.delete(key);
        memory.set(key, structuredClone(state));
        for (const old of [...memory.keys()].slice(0, -KEPT)) memory.delete(old);
      }
    },
  };
}

/** Trainings that come with the page as well as those that the reader has made. */
export function withShipped(own: Checkpoints): Checkpoints {
  return {
    load: async (key) => (await own.load(key)) ?? fetchShippedTraining(key),
    save: (key, state) => own.save(key, state),
  };
}
