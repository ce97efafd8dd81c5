export const CONFIDENCES = ['guess', 'unsure', 'sure'] as const;

/** How sure the reader was before seeing the answer. */
export type Confidence = (typeof CONFIDENCES)[number];

/**
 * An option chosen, an answer shown without choosing, a free answer with its marks, a curve drawn or
 * numbers worked out, or something done that asks for no answer.
 */
export type Answer =
  | { readonly kind: 'option'; readonly option: number }
  | { readonly kind: 'shown' }
  | { readonly kind: 'marks'; readonly marks: readonly boolean[]; readonly text: string }
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] }
  | { readonly kind: 'done' };

/** One attempt at one item. */
export interface Attempt {
  readonly item: string;
  readonly answer: Answer;
  /** Null where the answer was shown without being asked for. */
  readonly confidence: Confidence | null;
  readonly correct: boolean;
  /** Milliseconds since 1970, as passed in. */
  readonly time: number;
}

/** The part of `localStorage` that is used. */
export interface StorageLike {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const VERSION = 1;

/**
 * Every attempt, kept in a storage of the device as versioned JSON. Where there is no storage, or
 * it throws, attempts are kept in memory. What cannot be read is copied to `<key>.unread-<n>`.
 */
export class Progress {
  #attempts: readonly Attempt[] = $state.raw([]);
  #storage: StorageLike | undefined = $state.raw();
  readonly #key: string;

  /** `open` returns the storage; it may throw, as `localStorage` does where it is blocked. */
  constructor(open: () => StorageLike | undefined, key = 'whittle.recall') {
    this.#key = key;
    try {
      this.#storage = open();
      this.#load();
    } catch {
      this.#storage = undefined;
    }
  }

  /** All attempts, oldest first. */
  get attempts(): readonly Attempt[] {
    return this.#attempts;
  }

  /** Whether the attempts outlive the page. */
  get kept(): boolean {
    return this.#storage !== undefined;
  }

  record(attempt: Attempt): void {
    this.#save([...this.#attempts, attempt]);
  }

  /** Replaces the last attempt at the same item, while its marks are still being set. */
  amend(attempt: Attempt): void {
    const last = this.#attempts.findLastIndex(({ item }) => item === attempt.item);
    this.#save(this.#attempts.map((other, index) => (index === last ? attempt : other)));
  }

  #load(): void {
    const text = this.#storage?.getItem(this.#key) ?? null;
    if (text === null) return;
    const { attempts, complete } = parse(text);
    this.#attempts = attempts;
    if (!complete) this.#setAside(text);
  }

  /** Throws where the copy cannot be written: then nothing may be written over the original. */
  #setAside(text: string): void {
    for (let n = 1; ; n++) {
      const key = `${this.#key}.unread-${n}`;
      const taken = this.#storage?.getItem(key) ?? null;
      if (taken === text) return;
      if (taken === null) return this.#storage?.setItem(key, text);
    }
  }

  #save(attempts: readonly Attempt[]): void {
    this.#attempts = attempts;
    try {
      this.#storage?.setItem(this.#key, JSON.stringify({ version: VERSION, attempts }));
    } catch {
      this.#storage = undefined;
    }
  }
}

/** The attempts that can be read, and whether that is all there is in the text. */
function parse(text: string): { attempts: readonly Attempt[]; complete: boolean } {
  try {
    const data: unknown = JSON.parse(text);
    if (isRecord(data) && data.version === VERSION && Array.isArray(data.attempts)) {
      const attempts = data.attempts.filter(isAttempt);
      return { attempts, complete: attempts.length === data.attempts.length };
    }
  } catch {
    // Not JSON: nothing of it can be read.
  }
  return { attempts: [], complete: false };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isAttempt(value: unknown): value is Attempt {
  return (
    isRecord(value) &&
    typeof value.item === 'string' &&
    isAnswer(value.answer) &&
    (value.confidence === null || CONFIDENCES.some((known) => known === value.confidence)) &&
    typeof value.correct === 'boolean' &&
    typeof value.time === 'number'
  );
}

function isAnswer(value: unknown): value is Answer {
  if (!isRecord(value)) return false;
  if (value.kind === 'option') return Number.isInteger(value.option);
  if (value.kind === 'shown' || value.kind === 'done') return true;
  if (value.kind === 'numbers') {
    return Array.isArray(value.numbers) && value.numbers.every((number) => Number.isFinite(number));
  }
  return (
    value.kind === 'marks' &&
    typeof value.text === 'string' &&
    Array.isArray(value.marks) &&
    value.marks.every((mark) => typeof mark === 'boolean')
  );
}
