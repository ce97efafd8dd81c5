import type { Checkpoints } from '../src/engine/checkpoints';

/** Trainings kept in memory, copied as a database would. */
export function memoryStore() {
  const entries = new Map<string, unknown>();
  const store: Checkpoints = {
    load: (key) => Promise.resolve(structuredClone(entries.get(key)) as never),
    save: (key, state) => Promise.resolve(void entries.set(key, structuredClone(state))),
  };
  return { entries, store };
}
