import { describe, expect, test, vi } from 'vitest';
import { measureLatency } from '../../src/engine/stopwatch';

/** Work of about a tenth of a millisecond. */
function work(): number {
  let sum = 0;
  for (let i = 0; i < 20_000; i++) sum += Math.sqrt(i);
  return sum;
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
  test('times as many controls as pairs, in three places each', async () => {
    const steady = contest(() => Promise.resolve(0));
    const { pairs, timings, discarded } = await measureLatency(1, steady);
    expect(pairs).toBeGreaterThanOrEqual(42);
    expect(pairs % 3).toBe(0);
    expect(Object.values(timings).map(({ length }) => length)).toEqual([pairs, pairs, pairs]);
    expect(timings.before.every((ms) => ms > 0)).toBe(true);
    expect(discarded).toBe(0);
    expect(steady.calls.moves).toBe(pairs / 14);
    // The control is the network before, timed once more in each pair.
    expect(steady.calls.before).toBeGreaterThan(1.8 * steady.calls.after);
  });

  test('throws away what was timed while the tab was hidden, and times it again', async () => {
    let asked = 0;
    // Hidden once, while the first block is timed: before it 0 times, after it once.
    const hidden = contest(() => Promise.resolve(asked++ === 0 ? 0 : 1));
    const { pairs, discarded } = await measureLatency(1, hidden);
    expect(discarded).toBe(14);
    expect(hidden.calls.moves).toBe(pairs / 14 + 1);
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
