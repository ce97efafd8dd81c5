import type { Report } from '../../core/report';
import { breathe } from '../../wire/breathe';
import { databaseStore } from './database-store';
import { byId, replaced, without } from './list';
import { MAX_NAME, readRun, type Models } from './read-run';
import { merged, renewed, runOf, type Run } from './run';
import { parseRuns, rawJson } from './run-file';
import { memoryStore, type RecordChange, type Found, type RunStore } from './store';

/** Unpinned runs that are kept, the newest. */
export const MAX_UNPINNED = 200;
/** Records that are read in one go: a slider must not wait for a thousand. */
const READ_AT_ONCE = 50;

/** What came of bringing in a file. */
export interface Imported {
  readonly added: number;
  /** Of recipes that had a run here already. */
  readonly present: number;
  /** Whether the runs added were pinned, for else there was no room for all. */
  readonly pinned: boolean;
  /** In words, what could not be read. */
  readonly problems: readonly string[];
}

/** Records by what can be made of them. */
interface Sorted {
  readonly runs: Run[];
  /** Those whose recipe an earlier version wrote in another way. */
  readonly others: { readonly run: Run; readonly key: IDBValidKey }[];
  readonly unreadable: IDBValidKey[];
}

/** The runs of every model that are kept, on the device where it lets them. */
export class History {
  /** The newest first. */
  runs: readonly Run[] = $state.raw([]);
  /** How many records could not be read; they are put aside. */
  aside = $state(0);
  /** Why what is done here may end with the page, or undefined. */
  fault: string | undefined = $state();
  /** The run that was removed last, for a change of mind. */
  removed: Run | undefined = $state.raw();

  /** `now` returns milliseconds since 1970. */
  constructor(
    private readonly store: RunStore,
    private readonly models: Models,
    private readonly now: () => number,
  ) {
    store.watch((keys) => void this.reload(keys));
  }

  /** Reads what is kept. What can't be read is put aside, everything else stays. */
  async load(): Promise<void> {
    await this.attempt(async () => {
      await this.take(await this.store.load());
      await this.countAside();
    });
  }

  /**
   * Keeps a full report; one of the same recipe gives way, but for its name and pin, even one brought in
   * from a device whose clock is ahead.
   */
  async add(report: Report): Promise<void> {
    await this.keep([runOf(report, this.now())], renewed);
    await this.attempt(async () => {
      this.runs = without(this.runs, await this.store.trim(MAX_UNPINNED));
    });
  }

  async pin(run: Run, pinned: boolean): Promise<void> {
    await this.edit(run, { pinned });
  }

  /** Calls a run by a name, cut to what fits; empty takes it back. */
  async rename(run: Run, name: string): Promise<void> {
    await this.edit(run, { name: name.trim().slice(0, MAX_NAME) });
  }

  async remove(run: Run): Promise<void> {
    this.removed = run;
    this.runs = without(this.runs, [run.id]);
    await this.attempt(() => this.store.update([run.id], () => ({})));
  }

  /** Takes the last removal back. */
  async bringBack(): Promise<void> {
    const { removed } = this;
    this.removed = undefined;
    if (removed) await this.keep([removed]);
  }

  /**
   * Brings in runs from the text of a file: none that is here is lost, and of two of one recipe the
   * newer stays. All are pinned where they are more than would be kept unpinned.
   */
  async bringIn(text: string): Promise<Imported> {
    const { runs, problems } = parseRuns(text, this.models);
    const present = byId(this.runs);
    const added = runs.filter(({ id }) => !present.has(id));
    const unpinned = [...this.runs, ...added].filter(({ pinned }) => !pinned).length;
    const pinned = added.some((run) => !run.pinned) && unpinned > MAX_UNPINNED;
    await this.keep(runs.map((run) => (pinned && !present.has(run.id) ? { ...run, pinned } : run)));
    return { added: added.length, present: runs.length - added.length, pinned, problems };
  }

  /** What was put aside, as the text of a file. */
  async asideText(): Promise<string> {
    return rawJson(await this.store.aside());
  }

  /** Deletes what was put aside. */
  async clearAside(): Promise<void> {
    await this.attempt(async () => {
      await this.store.clearAside();
      this.aside = 0;
    });
  }

  private async edit(run: Run, change: Partial<Run>): Promise<void> {
    this.runs = replaced(this.runs, [{ ...run, ...change }]);
    await this.attempt(() =>
      this.overwrite([run.id], (present = run) => ({ ...present, ...change })),
    );
  }

  /** Puts runs beside those that are here; of two of one recipe it keeps what `join` makes of them. */
  private async keep(runs: readonly Run[], join = merged): Promise<void> {
    const here = byId(this.runs);
    const kept = runs.map((run) => {
      const present = here.get(run.id);
      return present ? join(present, run) : run;
    });
    this.runs = replaced(this.runs, kept);
    await this.attempt(() => this.write(runs, join));
  }

  /** The same in the store, with what is there at that moment. */
  private async write(runs: readonly Run[], join = merged): Promise<void> {
    const all = byId(runs);
    await this.overwrite([...all.keys()], (present, key) => {
      const run = all.get(key)!;
      return present ? join(present, run) : run;
    });
  }

  /** Writes runs from what is in their places; what can't be read there is put aside. */
  private async overwrite(
    keys: readonly IDBValidKey[],
    next: (present: Run | undefined, key: IDBValidKey) => Run,
  ): Promise<void> {
    let isAside = false;
    await this.store.update(keys, (value, key) => {
      const present = this.readable(value);
      const keep = next(present, key);
      if (value === undefined || present) return { keep };
      isAside = true;
      return { keep, aside: value };
    });
    if (isAside) await this.countAside();
  }

  private async countAside(): Promise<void> {
    this.aside = (await this.store.aside()).length;
  }

  /**
   * Takes over what another tab has changed. What can't be read stays where it is: the other tab may be
   * of a newer version.
   */
  private async reload(keys: readonly IDBValidKey[]): Promise<void> {
    await this.attempt(async () => {
      const found = await this.store.load(keys);
      this.runs = without(this.runs, keys);
      const { runs, others } = await this.sorted(found);
      this.runs = replaced(this.runs, [...others.map(({ run }) => run), ...runs]);
    });
  }

  /** Takes the records that are runs; the others are put aside in the store. */
  private async take(records: readonly Found[]): Promise<void> {
    const { runs, others, unreadable } = await this.sorted(records);
    this.runs = replaced(this.runs, [...others.map(({ run }) => run), ...runs]);
    if (others.length > 0) {
      await this.write(others.map(({ run }) => run));
      await this.store.update(
        others.map(({ key }) => key),
        () => ({}),
      );
    }
    if (unreadable.length > 0) await this.store.update(unreadable, (value) => this.sift(value));
  }

  private async sorted(records: readonly Found[]): Promise<Sorted> {
    const sorted: Sorted = { runs: [], others: [], unreadable: [] };
    for (const [i, { key, value }] of records.entries()) {
      if (i % READ_AT_ONCE === READ_AT_ONCE - 1) await breathe();
      const run = this.readable(value);
      if (!run) sorted.unreadable.push(key);
      else if (run.id === key) sorted.runs.push(run);
      else sorted.others.push({ run, key });
    }
    return sorted;
  }

  /** What becomes of a record that could not be read; another tab may have changed it already. */
  private sift(value: unknown): RecordChange {
    const run = this.readable(value);
    return run ? { keep: run } : { aside: value };
  }

  private readable(value: unknown): Run | undefined {
    return readRun(value, this.models).run;
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.fault = (error as Error).message;
    }
  }
}

/** The runs that the device keeps; where it lets none be kept, they last until the page ends. */
export async function openHistory(models: Models): Promise<History> {
  let fault: string | undefined;
  const store = await databaseStore().catch((error: Error) => {
    fault = error.message;
    return memoryStore();
  });
  const history = new History(store, models, () => Date.now());
  history.fault = fault;
  await history.load();
  return history;
}
