import { describe, expect, test, vi } from 'vitest';
import { timeInTurns } from '../../src/engine/turns';

/** Work of about a tenth of a millisecond. */
function work(): number {
  let sum = 0;
  for (let i = 0; i < 20_000; i++) sum += Math.sqrt(i);
  return sum;
}

const between = () => Promise.resolve();

describe('timeInTurns', () => {
  test('gives every work a timing in every round', async () => {
    const seen = () => Promise.resolve(0);
    const timings = await timeInTurns([work, work, work], { between, seen });
    expect(timings.map(({ length }) => length)).toEqual([9, 9, 9]);
    expect(timings.flat().every((ms) => ms > 0)).toBe(true);
  });

  test('times a round again in which the tab was hidden', async () => {
    let asked = 0;
    let paused = 0;
    // Hidden once, within the first round.
    const [timings] = await timeInTurns([work], {
      between: () => Promise.resolve(void paused++),
      seen: () => Promise.resolve(asked++ === 0 ? 0 : 1),
    });
    expect(timings).toHaveLength(9);
    // Twice before it is timed, then in nine rounds and the one that was thrown away.
    expect(paused).toBe(2 + 10);
  });

  test('times more calls at once where the machine paused while it counted how many it takes', async () => {
    // A clock of steps of 0.1 ms, and work of 0.02 ms, at first with a pause of 10 ms each time.
    let ms = 0;
    let pauses = 6;
    vi.spyOn(performance, 'now').mockImplementation(() => Math.floor((ms += 0.001) * 10) / 10);
    const work = () => void (ms += pauses-- > 0 ? 10 : 0.02);
    const seen = () => Promise.resolve(0);
    const [timings] = await timeInTurns([work], { between, seen });
    for (const timing of timings!) {
      expect(timing).toBeGreaterThan(0.018);
      expect(timing).toBeLessThan(0.022);
    }
    vi.restoreAllMocks();
  });

  test('ends when it is cancelled', async () => {
    const between = () => Promise.reject(new Error('cancelled'));
    const run = timeInTurns([work], { between, seen: () => Promise.resolve(0) });
    await expect(run).rejects.toThrow('cancelled');
  });
});
