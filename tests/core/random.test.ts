import { describe, expect, test } from 'vitest';
import { Random } from '../../src/core/random';

describe('Random', () => {
  test('is xoshiro128**: the vectors of the Rust crate rand_xoshiro', () => {
    const random = Random.fromState(1, 2, 3, 4);
    expect(Array.from({ length: 10 }, () => random.uint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  test('refuses the state that never changes', () => {
    expect(() => Random.fromState(0, 0, 0, 0)).toThrow(/0,0,0,0/);
  });

  test('repeats itself for the same seeds and differs for any other', () => {
    const first = (...seeds: (string | number)[]) => {
      const random = new Random(...seeds);
      return [random.uint32(), random.uint32(), random.uint32()].join();
    };
    expect(first('a', 1)).toBe(first('a', 1));
    const others = [first('a', 2), first('b', 1), first(1, 'a'), first('a'), first(), first('a1')];
    expect(new Set([first('a', 1), ...others]).size).toBe(others.length + 1);
  });

  test('starts again when seeded, whatever it drew before', () => {
    const used = new Random('x');
    for (let i = 0; i < 5; i++) used.normal();
    expect(used.seed('y', 7).uint32()).toBe(new Random('y', 7).uint32());
  });

  test('gives a hundred thousand neighbouring seeds as many first numbers as chance would', () => {
    const first = new Set<number>();
    const seeds = 100_000;
    for (let i = 0; i < seeds; i++) first.add(new Random('image', i).uint32());
    // About seeds² / 2³³ ≈ 1.2 pairs are expected to agree.
    expect(first.size).toBeGreaterThan(seeds - 12);
  });

  test('next is uniform in [0, 1)', () => {
    const random = new Random('uniform');
    const bins = new Array<number>(20).fill(0);
    const draws = 100_000;
    for (let i = 0; i < draws; i++) bins[Math.floor(random.next() * bins.length)]!++;
    const expected = draws / bins.length;
    const chiSquare = bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // The 99.9th percentile of chi-square with 19 degrees of freedom.
    expect(chiSquare).toBeLessThan(43.8);
  });

  test('uniform stays between its limits and integer below n', () => {
    const random = new Random('limits');
    const seen = new Set<number>();
    for (let i = 0; i < 10_000; i++) {
      const x = random.uniform(-2, 3);
      expect(x >= -2 && x < 3).toBe(true);
      seen.add(random.integer(7));
    }
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('normal has mean 0, variance 1, no skew and the normal share within one deviation', () => {
    const random = new Random('normal');
    const draws = 100_000;
    let sum = 0;
    let squares = 0;
    let cubes = 0;
    let within = 0;
    for (let i = 0; i < draws; i++) {
      const x = random.normal();
      sum += x;
      squares += x * x;
      cubes += x * x * x;
      if (Math.abs(x) < 1) within++;
    }
    expect(Math.abs(sum / draws)).toBeLessThan(0.015);
    expect(Math.abs(squares / draws - 1)).toBeLessThan(0.02);
    expect(Math.abs(cubes / draws)).toBeLessThan(0.04);
    expect(Math.abs(within / draws - 0.6827)).toBeLessThan(0.02);
  });

  test('permutation holds every integer once, each place equally often', () => {
    const random = new Random('permutation');
    const counts = new Uint32Array(5);
    const draws = 10_000;
    for (let i = 0; i < draws; i++) {
      const order = random.permutation(5);
      expect([...order].sort()).toEqual([0, 1, 2, 3, 4]);
      counts[order.indexOf(3)]!++;
    }
    for (const n of counts) expect(Math.abs(n / draws - 0.2)).toBeLessThan(0.02);
  });
});
