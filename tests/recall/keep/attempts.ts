import fc from 'fast-check';
import { CONFIDENCES, RATINGS, type Answer, type Attempt } from '../../../src/recall/keep/attempt';
import type { StorageLike } from '../../../src/recall/keep/progress.svelte';

/** A storage that several can share, as tabs do. */
export class MemoryStorage implements StorageLike {
  readonly entries = new Map<string, string>();
  getItem = (key: string) => this.entries.get(key) ?? null;
  setItem = (key: string, value: string) => void this.entries.set(key, value);
  removeItem = (key: string) => void this.entries.delete(key);
}

const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ kind: fc.constant('option' as const), option: fc.nat(3) }),
  fc.record({ kind: fc.constant('shown' as const) }),
  fc.record({ kind: fc.constant('done' as const) }),
  fc.record({
    kind: fc.constant('numbers' as const),
    // JSON has no −0.
    numbers: fc.array(fc.double({ noDefaultInfinity: true, noNaN: true }).map((x) => x + 0)),
  }),
  fc.record({
    kind: fc.constant('marks' as const),
    marks: fc.array(fc.boolean(), { minLength: 3, maxLength: 4 }),
    text: fc.string({ unit: 'grapheme' }),
  }),
);

/** Any attempt at one of the items, at any of the times. */
export function anyAttempt(
  item: fc.Arbitrary<string>,
  time: fc.Arbitrary<number>,
): fc.Arbitrary<Attempt> {
  return fc.record(
    {
      item,
      answer: anyAnswer,
      confidence: fc.constantFrom(null, ...CONFIDENCES),
      correct: fc.boolean(),
      time,
      rating: fc.constantFrom(...RATINGS),
    },
    { requiredKeys: ['item', 'answer', 'confidence', 'correct', 'time'], noNullPrototype: true },
  );
}

/** Whatever may have been recorded: ids of any kind, times in any order, none twice at one item. */
export const anyAttempts: fc.Arbitrary<Attempt[]> = fc.uniqueArray(
  anyAttempt(
    fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'scale-and-code')),
    fc.nat({ max: 4e12 }),
  ),
  { selector: ({ item, time }) => `${time} ${item}` },
);
