import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { measureAlone, measureLatency } from '../../src/engine/stopwatch';
import { MACHINES, onMachine } from './machines';

/** A made-up clock, on which only work takes time: this machine's own load is of no interest. */
let now = 0;
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 0.005));
});
afterEach(() => vi.restoreAllMocks());

/** Work of a tenth of a millisecond. */
function work(): void {
  now += 0.1;
}

function contest(seen: () => Promise<number>) {
  const calls = { before: 0, after: 0, moves: 0 };
  return {
    calls,
    before: () => {
      calls.before++;
      work();
    },
    after: () => {
      calls.after++;
      work();
    },
    move: () => void calls.moves++,
    between: () => Promise.resolve(),
    seen,
  };
}

describe('measureLatency', () => {
  test('times as many controls as pairs, in at least nine places', async () => {
    const steady = contest(() => Promise.resolve(0));
    const { pairs, timings, discarded } = await measureLatency(1, steady);
    expect(pairs).toBeGreaterThanOrEqual(45);
    expect(pairs % 3).toBe(0);
    expect(Object.values(timings).map(({ length }) => length)).toEqual([pairs, pairs, pairs]);
    expect(timings.before.every((ms) => ms > 0)).toBe(true);
    expect(discarded).toBe(0);
    expect(steady.calls.moves).toBe(pairs / 5);
    // The control is the network before, timed once more in each pair.
    expect(steady.calls.before).toBeGreaterThan(1.8 * steady.calls.after);
  });

  test('throws away what was timed while the tab was hidden, and times it again', async () => {
    let asked = 0;
    // Hidden once, while the first block is timed: before it 0 times, after it once.
    const hidden = contest(() => Promise.resolve(asked++ === 0 ? 0 : 1));
    const { pairs, discarded } = await measureLatency(1, hidden);
    expect(discarded).toBe(5);
    expect(hidden.calls.moves).toBe(pairs / 5 + 1);
  });

  test('ends when it is cancelled', async () => {
    const cancelled = contest(() => Promise.reject(new Error('cancelled')));
    await expect(measureLatency(1, cancelled)).rejects.toThrow('cancelled');
  });

  test('times more calls at once where the machine paused while it counted how many it takes', async () => {
    // A clock of steps of 0.1 ms, and work of 0.02 ms, at first with a pause of 10 ms each time.
    let ms = 0;
    let pauses = 20;
    vi.spyOn(performance, 'now').mockImplementation(() => Math.floor((ms += 0.001) * 10) / 10);
    const paused = contest(() => Promise.resolve(0));
    const work = () => void (ms += pauses-- > 0 ? 10 : 0.02);
    const { timings } = await measureLatency(1, { ...paused, before: work, after: work });
    for (const timing of [...timings.before, ...timings.after, ...timings.control]) {
      expect(timing).toBeGreaterThan(0.018);
      expect(timing).toBeLessThan(0.022);
    }
    vi.restoreAllMocks();
  });
});

describe('measureAlone', () => {
  test('times one network alone, as often as pairs at least, and calls both the same', async () => {
    const solo = contest(() => Promise.resolve(0));
    const figures = await measureAlone(100, solo);
    const { batch, pairs, timings, identical, measurable, ratio } = figures;
    expect([batch, pairs, solo.calls.moves]).toEqual([100, 45, 9]);
    expect(timings.before).toHaveLength(45);
    expect([timings.after, timings.control]).toEqual([[], []]);
    expect(figures.after).toEqual(figures.before);
    expect(figures.before.median).toBeGreaterThan(0);
    expect([identical, measurable]).toEqual([true, false]);
    expect(ratio).toEqual({ median: 1, low: 1, high: 1 });
    expect(solo.calls.after).toBe(0);
  });

  test('throws away what was timed while the tab was hidden', async () => {
    let asked = 0;
    const hidden = contest(() => Promise.resolve(asked++ === 0 ? 0 : 1));
    expect((await measureAlone(1, hidden)).discarded).toBe(5);
  });
});

const SEEDS = 40;

/** How many of 40 measurements call the network after slower, and faster. */
async function verdicts(machine: string, factor: number) {
  const count = { slower: 0, faster: 0 };
  for (let seed = 0; seed < SEEDS; seed++) {
    const { measurable, ratio } = await measureLatency(1, onMachine(machine, seed, factor));
    vi.restoreAllMocks();
    if (measurable) count[ratio.median > 1 ? 'slower' : 'faster']++;
  }
  return count;
}

describe.each(Object.keys(MACHINES))('on a machine that %s, 40 times', (machine) => {
  test('two equal networks are told apart once at most', async () => {
    const { slower, faster } = await verdicts(machine, 1);
    expect(slower + faster).toBeLessThanOrEqual(1);
  });

  test('a network 1.5 times as slow, or as fast, is called so, and never the opposite', async () => {
    const [slow, fast] = [await verdicts(machine, 1.5), await verdicts(machine, 1 / 1.5)];
    expect(slow.slower).toBeGreaterThanOrEqual(38);
    expect(fast.faster).toBeGreaterThanOrEqual(38);
    expect([slow.faster, fast.slower]).toEqual([0, 0]);
  });
});

test('where it is calm, a network 1.2 times as slow or as fast is called so every time', async () => {
  expect(await verdicts('stays calm', 1.2)).toEqual({ slower: SEEDS, faster: 0 });
  expect(await verdicts('stays calm', 1 / 1.2)).toEqual({ slower: 0, faster: SEEDS });
});
