import { expect, test } from 'vitest';
import { curveOf, int8Words, stripsOf, usualOf } from '../../src/app/timings';
import { identicalFigures, latencyFigures } from '../../src/core/metrics/latency';

const rounds = Array.from({ length: 50 }, (_, i) => [
  { before: 200, after: 100, control: i === 7 ? 2000 : 200 },
]);

test('a strip plot holds every timing, a pause of the machine at its end', () => {
  const { end, rows, beyond, title, words } = stripsOf(latencyFigures(100, rounds));
  expect(title).toBe('100 images at a time');
  // 98% of the timings are 200 ms a batch at most; the axis has a twentieth more.
  expect(end).toBeCloseTo(2.1, 10);
  expect(beyond).toBe(1);
  expect(rows.map(({ points }) => points.length)).toEqual([50, 50, 50]);
  expect(rows[2]!.points[7]).toBe(1);
  expect(rows[1]!.median).toBeCloseTo(100 / 210, 10);
  expect(words).toBe(
    '50 pairs, medians an image: before 2.00 ms, after 1.00 ms, before again 2.00 ms.',
  );
});

test('the curve goes by batch size, and is drawn only where more than the usual two were timed', () => {
  const figures = [1, 100, 4].map((batch) => latencyFigures(batch, rounds));
  expect(curveOf(figures.slice(0, 2))).toBeUndefined();
  expect(curveOf(figures)).toEqual([
    { batch: 1, before: 200, after: 100 },
    { batch: 4, before: 50, after: 25 },
    { batch: 100, before: 2, after: 1 },
  ]);
  expect(usualOf(figures).map(({ batch }) => batch)).toEqual([1, 100]);
});

test('codes on the GPU are told by their bytes, and as another program', () => {
  const latency = latencyFigures(1, rounds);
  expect(
    int8Words({ layers: ['fc1', 'fc2'], weightBytes: { float32: 4_000, int8: 1_000 }, latency }),
  ).toBe(
    'The weights of fc1 and fc2, kept on the GPU as int8 codes and decoded where they are used, ' +
      'take 1 KB there instead of 4 KB: 2.00× faster. The program is another one than ' +
      "TensorFlow.js's, so a difference is not int8’s alone.",
  );
});

test('a network that is the same before and after has one row of timings, and no control', () => {
  const { rows, words } = stripsOf(identicalFigures(1, [2, 3, 4]));
  expect(rows.map(({ side, name }) => [side, name])).toEqual([['before', 'both']]);
  expect(words).toBe('3 timings of the one network, median an image: both 3.00 ms.');
});
