import type { Attempt } from './attempt';
import { amended, completed, distinct, joined, newAmong, without } from './attempts';
import { isRecord, readAttempt } from './read-attempt';

/** The part of `localStorage` that is used. */
export interface StorageLike {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const VERSION = 1;

/**
 * Every attempt, kept in a storage of the device as versioned JSON, which other tabs write to as well:
 * it is read again before each change. Where there is no storage, or it throws, attempts are kept in
 * memory. What cannot be read is copied to `<key>.unread-<n>`.
 */
export class Progress {
  #attempts: readonly Attempt[] = $state.raw([]);
  #kept = $state(false);
  readonly #storage: StorageLike | undefined;
  readonly #key: string;
  /** What the storage is known to hold, as text and as the very attempts; all others are unsaved. */
  #text: string | null = null;
  #saved: readonly Attempt[] = [];

  /** `open` returns the storage; it may throw, as `localStorage` does where it is blocked. */
  constructor(open: () => StorageLike | undefined, key = 'whittle.recall') {
    this.#key = key;
    try {
      this.#storage = open();
    } catch {
      // As if there were none.
    }
    this.#kept = this.#storage !== undefined && this.#take();
  }

  /** All attempts, oldest first. */
  get attempts(): readonly Attempt[] {
    return this.#attempts;
  }

  /** Whether the attempts outlive the page. */
  get kept(): boolean {
    return this.#kept;
  }

  record(attempt: Attempt): void {
    this.#save((attempts) => [...attempts, distinct(attempt, attempts)]);
  }

  /** Replaces the attempt at the same item and time, while its marks and rating are still being set. */
  amend(attempt: Attempt): void {
    this.#save((attempts) => amended(attempts, attempt));
  }

  /** Adds attempts from elsewhere; of one that is here too, only a missing rating is taken. */
  add(added: readonly Attempt[]): void {
    this.#save((attempts) => completed(attempts, added));
  }

  /** Takes over what another tab has written. */
  refresh(): void {
    if (!this.#take()) this.#kept = false;
  }

  /** The texts that could not be read and were set aside. */
  unread(): string[] {
    try {
      return [...this.#unreadKeys()].map((key) => this.#storage?.getItem(key) ?? '');
    } catch {
      return [];
    }
  }

  /** Keeps texts that cannot be read, each once. Returns for how many there was no room. */
  setAside(texts: readonly string[]): number {
    const storage = this.#storage;
    if (!storage) return texts.length;
    let lost = 0;
    try {
      const kept = [...this.#unreadKeys()].map((key) => storage.getItem(key) ?? '');
      let taken = kept.length;
      for (const text of newAmong(texts, kept)) {
        try {
          storage.setItem(this.#unreadKey(taken + 1), text);
          taken++;
        } catch {
          lost++;
        }
      }
      return lost;
    } catch {
      return texts.length;
    }
  }

  /** Forgets every attempt and what was set aside. Returns whether the storage has forgotten them too. */
  clear(): boolean {
    this.#attempts = [];
    try {
      // An empty list rather than nothing: so that another tab does not take it for lost.
      this.#put();
      for (const key of [...this.#unreadKeys()]) this.#storage?.removeItem(key);
      return true;
    } catch {
      this.#kept = false;
      return false;
    }
  }

  /** Applies a change to what the storage holds by now, or at least to what is in memory. */
  #save(change: (attempts: readonly Attempt[]) => readonly Attempt[]): void {
    const readable = this.#take();
    this.#attempts = change(this.#attempts);
    this.#kept = false;
    // Nothing is written over what could be neither read nor copied.
    if (!this.#storage || !readable) return;
    try {
      this.#put();
      this.#kept = true;
    } catch {
      // Full or forbidden by now: memory has them, and the next change tries again.
    }
  }

  /** Reads what the storage holds, beside what is unsaved. Returns whether it may be written over. */
  #take(): boolean {
    try {
      const text = this.#storage?.getItem(this.#key) ?? null;
      if (text === this.#text) return true;
      const { attempts, complete } = parse(text);
      // What is missing from a damaged text, or from none, is lost rather than deleted: unsaved again.
      const saved = text === null || !complete ? [] : this.#saved;
      this.#attempts = joined(attempts, without(this.#attempts, saved));
      this.#saved = attempts;
      if (text !== null && !complete && this.setAside([text]) > 0) return false;
      this.#text = text;
      return true;
    } catch {
      return false;
    }
  }

  #put(): void {
    const text = JSON.stringify({ version: VERSION, attempts: this.#attempts });
    this.#storage?.setItem(this.#key, text);
    this.#text = text;
    this.#saved = this.#attempts;
  }

  #unreadKey(n: number): string {
    return `${this.#key}.unread-${n}`;
  }

  *#unreadKeys(): Generator<string> {
    for (let n = 1; (this.#storage?.getItem(this.#unreadKey(n)) ?? null) !== null; n++) {
      yield this.#unreadKey(n);
    }
  }
}

/** The attempts that can be read, and whether that is all there is in the text. */
function parse(text: string | null): { attempts: readonly Attempt[]; complete: boolean } {
  if (text === null) return { attempts: [], complete: true };
  try {
    const data: unknown = JSON.parse(text);
    if (isRecord(data) && data.version === VERSION && Array.isArray(data.attempts)) {
      const read = data.attempts.map(readAttempt);
      const attempts = joined(
        [],
        read.filter((each) => typeof each !== 'string'),
      );
      return { attempts, complete: attempts.length === data.attempts.length };
    }
  } catch {
    // Not JSON: nothing of it can be read.
  }
  return { attempts: [], complete: false };
}
