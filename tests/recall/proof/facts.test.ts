import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dominates, encodedBytes, macsLeft, timesByBatch } from '../../../src/recall/proof/facts';
import { TRAINED } from '../../../src/recall/proof/trials';
import { latency, reportOf } from '../reports';

const point = fc.record({
  correct: fc.integer({ min: 970, max: 980 }),
  deflate: fc.integer({ min: 1, max: 10 }),
});

test('of two points at most one dominates the other, and none itself', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      const [one, other] = [reportOf(TRAINED, a), reportOf(TRAINED, b)];
      expect(dominates(one, one)).toBe(false);
      expect(dominates(one, other) && dominates(other, one)).toBe(false);
    }),
  );
});

test('a point that is equal in one and better in the other dominates', () => {
  const of = (correct: number, deflate: number) => reportOf(TRAINED, { correct, deflate });
  expect(dominates(of(970, 5), of(970, 6))).toBe(true);
  expect(dominates(of(971, 5), of(970, 5))).toBe(true);
  expect(dominates(of(971, 6), of(970, 5))).toBe(false);
});

test('times are of one image, the smallest batch first', () => {
  const timed = { latency: [latency(100, 1, false), latency(1, 1, false)] };
  expect(timesByBatch(reportOf(TRAINED, timed), 'before')).toEqual([
    { batch: 1, ms: 1 },
    { batch: 100, ms: 0.01 },
  ]);
  expect(timesByBatch(reportOf(TRAINED), 'after')).toEqual([]);
});

test('bytes of an encoding are those of its row, and undefined where there is none', () => {
  const report = reportOf(TRAINED, { encoded: { csr: 12 } });
  expect(encodedBytes(report, 'csr')).toBe(12);
  expect(encodedBytes(report, 'huffman')).toBeUndefined();
  expect(encodedBytes(reportOf(TRAINED), 'csr')).toBeUndefined();
});

test('multiplications left are a share of those before', () => {
  expect(macsLeft(reportOf(TRAINED))).toBe(1);
  expect(macsLeft(reportOf(TRAINED, { macs: 66_550 }))).toBe(0.25);
});
