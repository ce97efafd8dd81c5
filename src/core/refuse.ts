/**
 * Throws a RangeError that says what is wrong with a value from outside, and what was expected. The
 * value is shown in part: it may be of any kind and length.
 */
export function refuse(what: string, value: unknown, expected: string | number): never {
  const shown = `${JSON.stringify(value)}`.slice(0, 40);
  throw new RangeError(`${what} is ${shown}, expected ${expected}.`);
}

/** @throws RangeError for what is no object from JSON, or is a list. */
export function recordOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse(what, value, 'an object');
  }
  return value as Record<string, unknown>;
}

/** @throws RangeError for what is no list. */
export function listOf(value: unknown, what: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(what, value, 'a list');
}
