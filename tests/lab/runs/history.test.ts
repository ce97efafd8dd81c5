import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/core/report';
import { History, MAX_UNPINNED } from '../../../src/lab/runs/history.svelte';
import { recipeOf } from '../../../src/lab/runs/tree';
import { formatRuns } from '../../../src/lab/runs/run-file';
import { memoryStore, type RunStore } from '../../../src/lab/runs/store';
import type { Run } from '../../../src/lab/runs/run';
import { anyRun, KNOWN, runWith } from './runs';

const P9 = 'prune(magnitude,global,0.9)';
const pruned = (i: number) => runWith(`prune(magnitude,global,${i / 1000})`, { time: i });

/** A history whose clock the test sets, over a store that may be another one's too. */
function newHistory(store: RunStore = memoryStore()) {
  const clock = { time: 10_000 };
  return { store, clock, history: new History(store, KNOWN, () => clock.time) };
}

/** Puts records in a store as they stand. */
const fill = (store: RunStore, records: readonly (readonly [key: string, value: unknown])[]) =>
  store.update(
    records.map(([key]) => key),
    (_, key) => ({ keep: records.find(([other]) => other === key)![1] as Run }),
  );

const keptIds = async (store: RunStore) => (await store.load()).map(({ key }) => key);

/** A full report of a run's recipe. */
function reportOf(run: Run, dense = 5): Report {
  return {
    recipe: recipeOf(run),
    predictions: Array.from(run.labels, (label, index) => ({
      index,
      label: Number(label),
      before: Number(label),
      after: Number(run.answers[index]),
    })),
    accuracy: { change: { changed: 1 } },
    size: { after: { dense, deflate: 4 } },
    ledger: { rows: [{ encoding: 'dense', bytes: dense }] },
    macs: { after: 100 },
    sparsity: { pruned: 0, achieved: 0 },
    latency: [],
  } as unknown as Report;
}

describe('the history', () => {
  test('keeps one run a recipe: a new one brings figures, and leaves name and pin', async () => {
    const { history, store, clock } = newHistory();
    await history.add(reportOf(runWith(P9), 5));
    await history.pin(history.runs[0]!, true);
    await history.rename(history.runs[0]!, '  the best  ');
    clock.time++;
    await history.add(reportOf(runWith(P9), 7));
    expect(history.runs).toHaveLength(1);
    expect(history.runs[0]).toMatchObject({
      dense: 7,
      pinned: true,
      name: 'the best',
      time: 10_001,
    });
    expect((await store.load()).map(({ value }) => value)).toEqual(history.runs);
  });

  test('drops the oldest unpinned runs beyond its limit, pinned ones never', async () => {
    const { history, store } = newHistory();
    const runs = Array.from({ length: MAX_UNPINNED + 50 }, (_, i) => pruned(i));
    await fill(
      store,
      runs.map((run, i) => [run.id, { ...run, pinned: i < 20 }]),
    );
    await history.load();
    await history.add(reportOf(runWith(P9)));
    const times = history.runs.map(({ time }) => time).sort((a, b) => a - b);
    const expected = runs.map(({ time }) => time).filter((time) => time < 20 || time > 50);
    expect(times).toEqual([...expected, 10_000]);
    expect((await keptIds(store)).length).toBe(times.length);
  });

  test('loses nothing readable of a damaged store, and puts the rest aside as it was', async () => {
    const readable = fc.uniqueArray(anyRun, { selector: ({ id }) => id, maxLength: 5 });
    const damaged = fc.uniqueArray(fc.tuple(fc.string(), fc.anything()), {
      selector: ([key]) => key,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(readable, damaged, async (runs, damaged) => {
        const junk = damaged.filter(([, value]) => value);
        const { history, store } = newHistory();
        await fill(store, [...runs.map((run) => [run.id, run] as const), ...junk]);
        await history.load();
        const sorted = (runs: readonly Run[]) => [...runs].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(sorted(history.runs)).toEqual(sorted(runs));
        expect(history.aside).toBe(junk.length);
        expect(await store.aside()).toEqual(junk.map(([, value]) => value));
        expect((await keptIds(store)).length).toBe(runs.length);
        // Once more, nothing is left to be put aside.
        await history.load();
        expect(history.aside).toBe(junk.length);
      }),
      { numRuns: 40 },
    );
  });

  test('of two tabs keeps what both have done', async () => {
    const { history: one, store } = newHistory();
    const { history: other } = newHistory(store);
    await Promise.all([one.load(), other.load()]);
    await one.add(reportOf(runWith(P9), 5));
    await one.pin(one.runs[0]!, true);
    // The other tab knows nothing of it yet.
    await other.add(reportOf(runWith(P9), 6));
    await other.add(reportOf(runWith('')));
    await one.add(reportOf(pruned(1)));
    const { history } = newHistory(store);
    await history.load();
    expect(history.runs).toHaveLength(3);
    expect(history.runs.find(({ id }) => id === runWith(P9).id)).toMatchObject({
      dense: 6,
      pinned: true,
    });
  });

  test('writes over no record that it can’t read, but puts it aside', async () => {
    const { history, store } = newHistory();
    await fill(store, [[runWith(P9).id, { broken: true }]]);
    await history.add(reportOf(runWith(P9)));
    expect(await store.aside()).toEqual([{ broken: true }]);
    expect(history.aside).toBe(1);
    expect(await keptIds(store)).toEqual([runWith(P9).id]);
    await fill(store, [[runWith(P9).id, { newer: true }]]);
    await history.pin(history.runs[0]!, true);
    expect(await store.aside()).toEqual([{ broken: true }, { newer: true }]);
    expect(history.aside).toBe(2);
    expect(history.runs).toMatchObject([{ pinned: true }]);
  });

  test('leaves what another tab wrote and it can’t read where it is', async () => {
    const store = memoryStore();
    let hear: (keys: readonly string[]) => void = () => undefined;
    const { history } = newHistory({ ...store, watch: (heard) => (hear = heard) });
    await history.add(reportOf(runWith(P9)));
    const newer = { ...runWith(P9), dense: { bytes: 7 } };
    await fill(store, [
      [runWith(P9).id, newer],
      [runWith('').id, runWith('')],
    ]);
    hear([runWith(P9).id, runWith('').id]);
    await expect.poll(() => history.runs).toEqual([runWith('')]);
    expect(await store.load([runWith(P9).id])).toEqual([{ key: runWith(P9).id, value: newer }]);
    expect(await store.aside()).toEqual([]);
    expect(history.aside).toBe(0);
  });

  test('puts fresh figures in the place of those from a clock ahead, name and pin left', async () => {
    const { history, store } = newHistory();
    const ahead = runWith(P9, { time: 99_999, dense: 1, name: 'theirs', pinned: true });
    await history.bringIn(formatRuns([ahead]));
    await history.add(reportOf(runWith(P9), 7));
    expect(history.runs).toMatchObject([{ dense: 7, time: 10_000, name: 'theirs', pinned: true }]);
    expect((await store.load()).map(({ value }) => value)).toEqual(history.runs);
  });

  test('keeps a run whose recipe was written in another way, under the way of today', async () => {
    const { history, store } = newHistory();
    const run = runWith(P9);
    const key = run.id.replace('magnitude', 'MAGNITUDE');
    await fill(store, [[key, { ...run, id: key }]]);
    await history.load();
    expect(history.runs).toEqual([run]);
    expect(await keptIds(store)).toEqual([run.id]);
  });

  test('brings back what was removed', async () => {
    const { history, store } = newHistory();
    await history.add(reportOf(runWith(P9)));
    const before = history.runs;
    await history.remove(before[0]!);
    expect(history.runs).toEqual([]);
    expect(await keptIds(store)).toEqual([]);
    await history.bringBack();
    expect(history.runs).toEqual(before);
    expect(await keptIds(store)).toEqual([before[0]!.id]);
    await history.bringBack();
    expect(history.runs).toHaveLength(1);
  });

  test('goes on in memory where nothing can be kept, and says why', async () => {
    const broken = (): Promise<never> => Promise.reject(new Error('The disk is full.'));
    const { history } = newHistory({
      load: broken,
      update: broken,
      trim: broken,
      aside: broken,
      clearAside: broken,
      watch: () => undefined,
    });
    await history.load();
    await history.add(reportOf(runWith(P9)));
    await history.pin(history.runs[0]!, true);
    expect(history.runs).toMatchObject([{ pinned: true }]);
    expect(history.fault).toBe('The disk is full.');
  });

  test('keeps what it could read where what it couldn’t can’t be put aside', async () => {
    const store = memoryStore();
    await fill(store, [
      [runWith(P9).id, runWith(P9)],
      ['x', { broken: true }],
    ]);
    const { history } = newHistory({
      ...store,
      update: () => Promise.reject(new Error('The disk is full.')),
    });
    await history.load();
    expect(history.runs).toEqual([runWith(P9)]);
    expect(await keptIds(store)).toContain('x');
  });
});

describe('a file brought in', () => {
  test('adds runs, renews older ones, and takes no name, pin or newer figures away', async () => {
    const { history, store } = newHistory();
    const present = [
      runWith('', { time: 5, dense: 1, name: 'mine', pinned: true }),
      runWith(P9, { time: 5, dense: 1 }),
    ];
    await fill(
      store,
      present.map((run) => [run.id, run]),
    );
    await history.load();
    const text = formatRuns([
      runWith('', { time: 9, dense: 2, name: 'theirs' }),
      runWith(P9, { time: 1, dense: 3 }),
      runWith('float16()'),
    ]);
    expect(await history.bringIn(text)).toEqual({
      added: 1,
      present: 2,
      pinned: false,
      problems: [],
    });
    const dense = Object.fromEntries(history.runs.map(({ id, dense }) => [id, dense]));
    expect(dense[runWith('').id]).toBe(2);
    expect(dense[runWith(P9).id]).toBe(1);
    expect(history.runs.find(({ id }) => id === runWith('').id)).toMatchObject({
      name: 'mine',
      pinned: true,
    });
    expect(history.runs).toHaveLength(3);
  });

  test('of more runs than are kept unpinned is pinned, and nothing that was here goes', async () => {
    const { history } = newHistory();
    await history.add(reportOf(runWith('')));
    const runs = Array.from({ length: MAX_UNPINNED }, (_, i) => pruned(i + 1));
    expect(await history.bringIn(formatRuns(runs))).toMatchObject({ added: 200, pinned: true });
    await history.add(reportOf(runWith('float16()')));
    expect(history.runs).toHaveLength(MAX_UNPINNED + 2);
  });

  test('that is no file of runs changes nothing and says why', async () => {
    const { history } = newHistory();
    await history.add(reportOf(runWith('')));
    const { problems } = await history.bringIn('{"runs": 7}');
    expect(problems).toEqual([
      'The file has no list called runs, as a file that was saved here has.',
    ]);
    expect(history.runs).toHaveLength(1);
  });
});
