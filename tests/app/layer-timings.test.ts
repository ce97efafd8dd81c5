import { expect, test } from 'vitest';
import { boundWords, layerChart } from '../../src/app/layer-timings';
import type { LayerTime, LayerTimes } from '../../src/core/report';
import { measured } from './latency';

const layer = (name: string, median: number, bound: LayerTime['bound'], share: number) => ({
  ...{ name, median, low: 0.9 * median, high: 1.25 * median },
  ...{ bound, share },
});

const times: LayerTimes = {
  batch: 100,
  rounds: 9,
  launch: 0.005,
  read: 0,
  peaks: {
    macsPerSecond: 12.34e9,
    moving: [
      { bytes: 1e6, bytesPerSecond: 50e9 },
      { bytes: 8e6, bytesPerSecond: 20e9 },
    ],
  },
  before: [layer('conv', 80, 'arithmetic', 0.5), layer('flatten', 0.02, 'launch', 1)],
  after: [layer('conv', 20, 'memory', 0.345), layer('flatten', 0, 'launch', 1)],
};

test('a layer’s bars are shares of the longest quartile, its figures are an image’s', () => {
  const { title, end, rows } = layerChart(times, []);
  expect(title).toBe('Each layer alone, 100 images');
  expect(end).toBe('1.00 ms');
  const [before, after] = rows[0]!.sides;
  expect(before).toMatchObject({ median: 0.8, low: 0.72, high: 1 });
  expect(before).toMatchObject({ time: '0.800 ms', quartiles: '0.720 ms to 1.00 ms' });
  expect(after).toMatchObject({ side: 'after', median: 0.2, bound: 'memory', share: '35%' });
});

test('each has its part of its own network’s sum, and little is not told as nothing', () => {
  const [conv, flatten] = layerChart(times, []).rows;
  expect(conv!.sides.map(({ part }) => part)).toEqual(['100%', '100%']);
  expect(flatten!.sides.map(({ part }) => part)).toEqual(['<1%', '0%']);
});

test('the sum stands beside the whole network, where that was timed at the same batch size', () => {
  const whole = { ...measured(90, 30), batch: 100 };
  const { sum, words } = layerChart(times, [measured(2, 1), whole]);
  expect(sum).toEqual({ before: '0.800 ms', after: '0.200 ms' });
  expect(words).toBe(
    'An image takes all layers together 0.800 ms before and 0.200 ms after, ' +
      'and the whole network 0.900 ms and 0.300 ms.',
  );
  expect(layerChart(times, [measured(2, 1)]).whole.before).toBe('not timed');
});

test('the peaks are told with their units, from least to greatest', () => {
  const words = boundWords([times, { ...times, launch: 0.006 }]);
  expect(words).toContain('(0.005 to 0.006 ms)');
  expect(words).toContain('(12.3 billion multiplications a second)');
  expect(words).toContain('(20 to 50 GB a second)');
  expect(words).toContain('less than 10%');
});
