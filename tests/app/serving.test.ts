import { describe, expect, test } from 'vitest';
import {
  FIELD_NAMES,
  fieldProblem,
  FIELDS,
  initialEntries,
  readService,
} from '../../src/app/service';
import { servingRows } from '../../src/app/serving';
import { measured } from './latency';

const service = { requests: 60, cores: 1, busy: 50, price: 0.036, replicas: 10 };
// A second of 3G, and a fifth of it.
const bytes = { before: 187_500, after: 37_500 };
const rows = (latency = measured(10, 5), given: typeof service | undefined = service) =>
  servingRows({ bytes, latency }, given);
const row = (label: string, ...rest: Parameters<typeof rows>) =>
  rows(...rest).find((candidate) => candidate.label === label)!;

describe('in serving', () => {
  test('downloads, cold starts and weights follow from the bytes', () => {
    expect(row('Download on 3G')).toMatchObject({
      before: { text: '1.04 s' },
      after: { text: '240 ms' },
      change: '4.33× faster',
    });
    expect(row('Cold start on 3G, at least').before.value).toBeCloseTo(1050, 6);
    expect(row('Bytes of 10 replicas').after.text).toBe('375 KB');
  });

  test('throughput, waiting and cost follow from the latency', () => {
    expect(row('Answers a second from a core').change).toBe('2.00× more');
    // ln 20 / (100 − 60) and ln 20 / (200 − 60) seconds.
    expect(row('95% of answers come within')).toMatchObject({
      before: { text: '74.9 ms' },
      after: { text: '21.4 ms' },
    });
    // A million answers of 10 ms are 2.78 core-hours, at half use 5.56.
    expect(row('Cost of a million answers').before.text).toBe('0.2');
  });

  test('an overload is said in words', () => {
    const overload = row('95% of answers come within', undefined, { ...service, requests: 150 });
    expect(overload.before.text).toBe('no limit: the cores can’t keep up');
    expect(overload.change).toBe('–');
  });

  test('latencies that can’t be told apart buy nothing', () => {
    const same = row('Cost of a million answers', measured(10, 9.9, false));
    expect(same.change).toBe('no measurable change');
    expect(same.after).toEqual(same.before);
  });

  test('what is not measured or not entered has no figures', () => {
    const label = '95% of answers come within';
    const unmeasured = servingRows({ bytes, latency: undefined }, service);
    expect(unmeasured.find((candidate) => candidate.label === label)!.before.text).toBe('–');
    const unentered = servingRows({ bytes, latency: measured(10, 5) }, undefined);
    expect(unentered.find((candidate) => candidate.label === label)!.before.text).toBe('–');
    expect(unentered[0]!.before.text).toBe('1.04 s');
  });

  test('every row says whether it is counted or simulated', () => {
    for (const { origin } of rows()) expect(origin).toMatch(/^(simulated|counted); /);
  });
});

describe('the fields', () => {
  test('start with a service that can be computed', () => {
    expect(readService(initialEntries())).toBeDefined();
  });

  test('say what is wrong, with the limit and the value', () => {
    expect(fieldProblem('cores', 1.5)).toBe(
      'Cores: a whole number from 1 to 1,024 is needed, not 1.5.',
    );
    expect(fieldProblem('price', null)).toBe(
      'Price of a core-hour: a number from 0 is needed, not nothing.',
    );
    expect(readService({ ...initialEntries(), busy: 0 })).toBeUndefined();
  });

  test('are named unlike the page’s own controls', () => {
    for (const name of FIELD_NAMES) {
      expect(FIELDS[name].label).not.toMatch(/model|sparsity|bits|granularity|scheme|scope/i);
    }
  });
});
