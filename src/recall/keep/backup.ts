import { list } from '../../core/words';
import { joined, keyOf } from './attempts';
import type { Attempt } from './attempt';
import type { Progress } from './progress.svelte';
import { cited, isRecord, readAttempt } from './read-attempt';
import { tried } from './tour';

const KIND = 'recall';
const VERSION = 1;

/** The largest backup that is read, in bytes: room for tens of thousands of attempts. */
export const MAX_BACKUP = 5_000_000;

/** What was read of a backup, each attempt once, and in words what could not be. */
interface Backup {
  readonly attempts: readonly Attempt[];
  /** Texts that could not be read where the backup was made. */
  readonly unread: readonly string[];
  readonly problems: readonly string[];
}

/** What came of bringing in a backup. */
export interface BroughtIn {
  /** Attempts that were added. The end of a tour is added too, and not counted. */
  readonly added: number;
  /** Attempts that were here already, counted likewise. */
  readonly present: number;
  readonly problems: readonly string[];
}

/** All progress as the text of a file, with what could not be read in it. */
export function formatBackup(progress: Progress): string {
  const { attempts } = progress;
  const unread = progress.unread();
  return JSON.stringify({ whittle: KIND, version: VERSION, attempts, unread }, undefined, 1);
}

/**
 * Brings in the text of a backup: adds the attempts that are not here yet, and deletes nothing. Never
 * throws: what can't be read is named, with what was found and what was expected.
 */
export function bringIn(progress: Progress, text: string): BroughtIn {
  const { attempts, unread, problems } = readBackup(text);
  const here = new Set(progress.attempts.map(keyOf));
  const counted = tried(attempts);
  const present = counted.filter((attempt) => here.has(keyOf(attempt))).length;
  if (attempts.length > 0) progress.add(attempts);
  const lost = progress.setAside(unread);
  return {
    added: counted.length - present,
    present,
    problems: lost > 0 ? [...problems, `No room to set ${lost} unreadable texts aside.`] : problems,
  };
}

function readBackup(text: string): Backup {
  const refuse = (problem: string) => ({ attempts: [], unread: [], problems: [problem] });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return refuse(`The file is not JSON: ${(error as Error).message}.`);
  }
  if (!isRecord(data)) return refuse(`The file holds ${cited(data)}, expected a backup.`);
  const { whittle, version, attempts, unread = [] } = data;
  if (whittle !== KIND) {
    return refuse(`The file says whittle is ${cited(whittle)}, expected ${cited(KIND)}.`);
  }
  if (version !== VERSION) {
    return refuse(`The backup is of version ${cited(version)}, this page reads ${VERSION}.`);
  }
  const missing = Object.entries({ attempts, unread }).filter(([, value]) => !Array.isArray(value));
  if (missing.length > 0) {
    const found = missing.map(([name, value]) => `${name} is ${cited(value)}`);
    return refuse(`In the backup ${list(found, 'and')}, expected a list.`);
  }
  return sorted(attempts as unknown[], unread as unknown[]);
}

function sorted(attempts: readonly unknown[], unread: readonly unknown[]): Backup {
  const problems: string[] = [];
  const good: Attempt[] = [];
  for (const [i, value] of attempts.entries()) {
    const read = readAttempt(value);
    if (typeof read !== 'string') good.push(read);
    else problems.push(`Attempt ${i + 1} of ${attempts.length}: ${read}.`);
  }
  for (const [i, value] of unread.entries()) {
    if (typeof value !== 'string') {
      problems.push(
        `Unreadable text ${i + 1} of ${unread.length}: it is ${cited(value)}, expected a text.`,
      );
    }
  }
  const texts = unread.filter((value) => typeof value === 'string');
  return { attempts: joined([], good), unread: texts, problems };
}
