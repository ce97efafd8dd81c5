import type { Run } from './run';

/** Runs by the ids of their recipes. */
export function byId(runs: readonly Run[]): ReadonlyMap<IDBValidKey, Run> {
  return new Map(runs.map((run) => [run.id, run]));
}

/** Runs without those of some ids. */
export function without(runs: readonly Run[], ids: readonly IDBValidKey[]): Run[] {
  const gone = new Set(ids);
  return runs.filter(({ id }) => !gone.has(id));
}

/** Runs with some put in the places of those of the same recipes; the newest first. */
export function replaced(runs: readonly Run[], by: readonly Run[]): Run[] {
  const all = new Map([...runs, ...by].map((run) => [run.id, run]));
  return [...all.values()].sort((a, b) => b.time - a.time);
}
