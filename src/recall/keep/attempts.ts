import type { Attempt } from './attempt';

/** What tells one attempt from another: no two at one item are of the same millisecond. */
export function keyOf({ item, time }: Attempt): string {
  return `${time} ${item}`;
}

/**
 * Two lists of attempts as one, each in the order it has, and by time where that leaves a choice. Of an
 * attempt that is in both, the added one stays.
 */
export function joined(present: readonly Attempt[], added: readonly Attempt[]): Attempt[] {
  const left = new Map(added.map((attempt) => [keyOf(attempt), attempt]));
  const merged = present.map((attempt) => {
    const key = keyOf(attempt);
    const replaced = left.get(key) ?? attempt;
    left.delete(key);
    return replaced;
  });
  const rest = [...left.values()];
  const result: Attempt[] = [];
  let next = 0;
  for (const attempt of merged) {
    while (next < rest.length && rest[next]!.time < attempt.time) result.push(rest[next++]!);
    result.push(attempt);
  }
  return [...result, ...rest.slice(next)];
}

/**
 * Two lists of attempts as one, by time. Of an attempt that is in both, the present one stays, with the
 * rating that it lacks.
 */
export function completed(present: readonly Attempt[], added: readonly Attempt[]): Attempt[] {
  const here = new Map(present.map((attempt) => [keyOf(attempt), attempt]));
  const filled = added.map((attempt) => ({ ...attempt, ...here.get(keyOf(attempt)) }));
  return joined(present, filled);
}

/** The attempts but for those very ones; another version of one of them stays. */
export function without(attempts: readonly Attempt[], those: readonly Attempt[]): Attempt[] {
  const gone = new Set(those);
  return attempts.filter((attempt) => !gone.has(attempt));
}

/** The attempts, one of them replaced by a version of it with other marks or another rating. */
export function amended(attempts: readonly Attempt[], by: Attempt): readonly Attempt[] {
  const key = keyOf(by);
  return attempts.map((attempt) => (keyOf(attempt) === key ? by : attempt));
}

/** The attempt, a millisecond or more later where another one at its item has its time. */
export function distinct(attempt: Attempt, others: readonly Attempt[]): Attempt {
  const taken = new Set(others.filter(({ item }) => item === attempt.item).map(({ time }) => time));
  let { time } = attempt;
  while (taken.has(time)) time++;
  return { ...attempt, time };
}

/** The texts that are not here yet, each once. */
export function newAmong(texts: readonly string[], here: readonly string[]): string[] {
  const known = new Set(here);
  return [...new Set(texts)].filter((text) => !known.has(text));
}
