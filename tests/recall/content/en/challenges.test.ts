import '../../../gradients';
import { describe, expect, test } from 'vitest';
import { CHALLENGES } from '../../../../src/recall/content/en/challenges';
import { meets, standings } from '../../../../src/recall/proof/goals';
import { latency, reportOf } from '../../reports';
import { measure } from '../../shipped';

describe.each(CHALLENGES)('$title', ({ model, limits, hints, way }) => {
  // A test asserts no time.
  const counted = { ...limits, time: undefined };

  test('is met by the way that is shown, on the shipped model', async () => {
    const report = await measure({ model, steps: way.steps });
    expect(
      standings(counted, report).map(({ name, figure, missing }) => [name, figure, missing]),
    ).toSatisfy((all: string[][]) => all.every(([, , missing]) => missing === ''));
  });

  test('is not met by the network as trained, nor by what its hints rule out', async () => {
    for (const steps of [[], ...hints.map((hint) => hint.steps)]) {
      expect(meets(counted, await measure({ model, steps })), JSON.stringify(steps)).toBe(false);
    }
  });
});

describe('standings', () => {
  const limits = { bytes: { of: 'dense', most: 300_000 }, points: 0.5 } as const;
  const report = (dense: number, correct: number) =>
    reportOf({ label: '', steps: [] }, { dense, correct });

  test('a limit is met when it is just reached, and missed by a byte or an image more', () => {
    expect(meets(limits, report(300_000, 975))).toBe(true);
    expect(meets(limits, report(300_001, 975))).toBe(false);
    expect(meets(limits, report(300_000, 974))).toBe(false);
  });

  test('say what is missing, and nothing before there is a report', () => {
    expect(standings(limits, report(320_000, 960)).map(({ missing }) => missing)).toEqual([
      '20 KB too much',
      '1.5 points too much',
    ]);
    const [by1, by49] = [300_001, 300_049].map((dense) => standings(limits, report(dense, 975))[0]);
    expect(by1!.missing).toBe('1 byte too much');
    expect(by49!.missing).toBe('49 bytes too much');
    expect(standings(limits, undefined)).toMatchObject([
      { figure: undefined, met: false },
      { figure: undefined, met: false },
    ]);
  });

  test('a time is met only where the change can be told from none', () => {
    const time = { time: { of: 'batch', share: 0.9 } } as const;
    const timed = (ratio: number, measurable: boolean) =>
      reportOf({ label: '', steps: [] }, { latency: [latency(100, ratio, measurable)] });
    expect(meets(time, timed(0.8, true))).toBe(true);
    expect(meets(time, timed(0.8, false))).toBe(false);
    expect(meets(time, timed(0.95, true))).toBe(false);
    expect(standings(time, timed(0.8, false))[0]!.missing).toBe('no measurable change');
    expect(standings(time, timed(0.95, true))[0]!).toMatchObject({
      limit: 'at most 0.900 ms, 90% of the time as trained',
      missing: '0.0500 ms too much',
    });
  });
});
