import fc from 'fast-check';
import { expect, test } from 'vitest';
import { INITIAL_CODES } from '../../../src/core/quantize/initial-codes';
import { Random } from '../../../src/core/random';

const random = () => new Random('initial codes');

test('linear: equally spaced from the least to the greatest', () => {
  const sorted = Float32Array.of(-1, 0.1, 0.2, 3);
  expect([...INITIAL_CODES.linear(sorted, 5, random())]).toEqual([-1, 0, 1, 2, 3]);
  expect([...INITIAL_CODES.linear(sorted, 1, random())]).toEqual([-1]);
});

test('density: the middle of equal parts of the numbers, wherever they lie', () => {
  const sorted = Float32Array.of(1, 2, 3, 4, 5, 600);
  expect([...INITIAL_CODES.density(sorted, 3, random())]).toEqual([2, 4, 600]);
  expect([...INITIAL_CODES.density(sorted, 2, random())]).toEqual([2, 5]);
});

test('random: as many numbers as asked for, no place twice, every place as often', () => {
  const sorted = Float32Array.of(1, 2, 3, 4, 5);
  const drawn = new Map<number, number>();
  const seeded = random();
  for (let i = 0; i < 5000; i++) {
    const codes = INITIAL_CODES.random(sorted, 3, seeded);
    expect(new Set(codes).size).toBe(3);
    for (const code of codes) drawn.set(code, (drawn.get(code) ?? 0) + 1);
  }
  // 3,000 each on average; the standard deviation is 35.
  for (const number of sorted) expect(Math.abs(drawn.get(number)! - 3000)).toBeLessThan(150);
});

test('random: the same seed draws the same', () => {
  const sorted = Float32Array.from({ length: 1000 }, (_, i) => i);
  const draw = (seed: number) => [...INITIAL_CODES.random(sorted, 10, new Random(seed))];
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

test('all of them are ascending and between the least and the greatest', () => {
  const values = fc.array(fc.float({ min: -9, max: 9, noNaN: true }), { minLength: 20 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 20 }), fc.integer(), (values, count, seed) => {
      const sorted = Float32Array.from(values).sort();
      for (const place of Object.values(INITIAL_CODES)) {
        const codes = place(sorted, count, new Random(seed));
        expect(codes).toHaveLength(count);
        expect(codes[0]).toBeGreaterThanOrEqual(sorted[0]!);
        expect(codes.at(-1)).toBeLessThanOrEqual(sorted.at(-1)!);
        expect([...codes]).toEqual([...codes].sort((a, b) => a - b));
      }
    }),
    { numRuns: 1000 },
  );
});
