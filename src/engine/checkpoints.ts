import type { Training } from '../model/train/tune';
import { done, openDatabase } from './database';
import type { Checkpoints, TunedWeights } from './tuner';

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
 * frame, a full disk) nothing is kept, and nothing fails.
 */
export function openCheckpoints(): Checkpoints {
  const database = openDatabase(DATABASE, (created) => {
    created.createObjectStore(STORE, { keyPath: 'key' }).createIndex(BY_TIME, 'time');
  });
  return {
    async load(key) {
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
      } catch {
        // As if there were no database.
      }
    },
  };
}
