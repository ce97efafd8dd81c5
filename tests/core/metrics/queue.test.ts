import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantile } from '../../../src/core/metrics/quantile';
import { responseQuantile, waitingProbability, type Load } from '../../../src/core/metrics/queue';
import { Random } from '../../../src/core/random';

const stable = fc
  .record({
    cores: fc.integer({ min: 1, max: 64 }),
    busy: fc.double({ min: 0.01, max: 0.98, noNaN: true }),
    service: fc.double({ min: 1e-4, max: 10, noNaN: true }),
  })
  .map(({ cores, busy, service }): Load => ({
    cores,
    service,
    arrivals: (busy * cores) / service,
  }));

/** Response times in order, of requests played through one by one: an independent reference. */
function simulate({ arrivals, service, cores }: Load, requests: number): number[] {
  const random = new Random('queue', cores);
  const exponential = (mean: number) => -Math.log(1 - random.next()) * mean;
  const free = new Array<number>(cores).fill(0);
  const responses: number[] = [];
  let now = 0;
  for (let i = 0; i < requests; i++) {
    now += exponential(1 / arrivals);
    const core = free.indexOf(Math.min(...free));
    const done = Math.max(now, free[core]!) + exponential(service);
    free[core] = done;
    responses.push(done - now);
  }
  return responses.toSorted((a, b) => a - b);
}

describe('Erlang’s C', () => {
  test.each([
    // By hand from the sum of the definition: a = 1.5 on 2 cores is 9/14, 2 on 3 is 4/9.
    { offered: 1.5, cores: 2, expected: 9 / 14 },
    { offered: 2, cores: 3, expected: 4 / 9 },
    // Tables of Erlang C.
    { offered: 4, cores: 5, expected: 0.5541 },
    { offered: 6, cores: 10, expected: 0.1013 },
  ])('is $expected for $offered erlangs on $cores cores', ({ offered, cores, expected }) => {
    expect(waitingProbability({ arrivals: offered, service: 1, cores })).toBeCloseTo(expected, 4);
  });

  test('is the utilization on one core', () => {
    fc.assert(
      fc.property(stable, ({ arrivals, service, cores }) => {
        const load = { arrivals: arrivals / cores, service, cores: 1 };
        expect(waitingProbability(load)).toBeCloseTo(load.arrivals * service, 10);
      }),
    );
  });

  test('is 0 where nobody comes and 1 where the cores can’t keep up', () => {
    expect(waitingProbability({ arrivals: 0, service: 1, cores: 3 })).toBe(0);
    expect(waitingProbability({ arrivals: 3, service: 1, cores: 3 })).toBe(1);
  });
});

describe('the response time', () => {
  test('has ln 20 / (μ − λ) as its 95% quantile on one core', () => {
    const p95 = responseQuantile({ arrivals: 60, service: 0.01, cores: 1 }, 0.95);
    expect(p95).toBeCloseTo(Math.log(20) / (100 - 60), 10);
  });

  test.each([
    { arrivals: 80, service: 0.01, cores: 1 },
    // λ/μ = c − 1, where the formula has its limit.
    { arrivals: 100, service: 0.01, cores: 2 },
    { arrivals: 350, service: 0.01, cores: 4 },
    { arrivals: 1300, service: 0.01, cores: 16 },
  ])('is what 300,000 simulated requests find within 4%: %o', (load) => {
    const responses = simulate(load, 300_000);
    for (const p of [0.5, 0.95]) {
      expect(responseQuantile(load, p) / quantile(responses, p)).toBeGreaterThan(0.96);
      expect(responseQuantile(load, p) / quantile(responses, p)).toBeLessThan(1.04);
    }
  });

  test('stays exact just below the load that the cores can’t keep up with', () => {
    const p95 = responseQuantile({ arrivals: 99.9999, service: 0.01, cores: 1 }, 0.95);
    expect(p95 / (Math.log(20) / 0.0001)).toBeCloseTo(1, 6);
    const pool = responseQuantile({ arrivals: 1599.9999, service: 0.01, cores: 16 }, 0.95);
    expect(pool / (Math.log(20) / 0.0001)).toBeCloseTo(1, 3);
  });

  test('is the service time alone where nobody else comes', () => {
    const alone = responseQuantile({ arrivals: 0, service: 2, cores: 4 }, 0.95);
    expect(alone).toBeCloseTo(2 * Math.log(20), 10);
  });

  test('grows with the load and shrinks with cores and faster answers', () => {
    fc.assert(
      fc.property(stable, (load) => {
        const p95 = responseQuantile(load, 0.95);
        const slack = p95 * 1e-9;
        const fewer = responseQuantile({ ...load, arrivals: load.arrivals * 0.9 }, 0.95);
        const faster = responseQuantile({ ...load, service: load.service * 0.9 }, 0.95);
        const wider = responseQuantile({ ...load, cores: load.cores + 1 }, 0.95);
        expect(fewer).toBeLessThanOrEqual(p95 + slack);
        expect(faster).toBeLessThan(p95);
        expect(wider).toBeLessThanOrEqual(p95 + slack);
      }),
    );
  });

  test('has no end where as many come as can be answered, or more', () => {
    expect(responseQuantile({ arrivals: 200, service: 0.01, cores: 2 }, 0.95)).toBe(Infinity);
    expect(responseQuantile({ arrivals: 201, service: 0.01, cores: 2 }, 0.95)).toBe(Infinity);
  });

  test('refuses loads and quantiles that are no such thing, with their values', () => {
    const load = { arrivals: 1, service: 0.1, cores: 1 };
    expect(() => responseQuantile({ ...load, service: 0 }, 0.95)).toThrow(
      'Requests must come at least 0 times a second and take above 0 s, got 1 and 0.',
    );
    expect(() => responseQuantile({ ...load, cores: 1.5 }, 0.95)).toThrow(
      'Cores must be a whole number from 1, got 1.5.',
    );
    expect(() => responseQuantile(load, 1)).toThrow('A quantile is from 0 to below 1, got 1.');
  });
});
