import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from '../../../../src/recall/ways/hand/check';
import { exerciseOf, type Exercise } from '../../../../src/recall/ways/hand/exercise';
import { fieldsOf, sheetOf } from '../../../../src/recall/ways/hand/fields';
import { LEVELS, MARGIN, type LevelName } from '../../../../src/recall/ways/hand/levels';
import {
  readNumbers,
  toDecimals,
  toDigits,
  within,
} from '../../../../src/recall/ways/hand/numbers';

const NAMES = Object.keys(LEVELS) as LevelName[];
const seeds = fc.string({ maxLength: 6 });

/** Ties to even, in thousandths, so that everything is whole. */
function evenRound(numerator: number, denominator: number): number {
  const floor = Math.floor(numerator / denominator);
  const rest = 2 * (numerator - floor * denominator);
  return rest > denominator || (rest === denominator && floor % 2 !== 0) ? floor + 1 : floor;
}

/** The exercise worked out anew, in whole thousandths. */
function reference({ level, weights }: Exercise) {
  const { bits, scheme, pruned, limit } = LEVELS[level];
  let w = weights.map((weight) => Math.round(1000 * weight));
  const kept = new Set(
    w
      .map((_, i) => i)
      .sort((a, b) => Math.abs(w[a]!) - Math.abs(w[b]!))
      .slice(pruned ? 3 : 0),
  );
  w = w.map((weight, i) => (kept.has(i) ? weight : 0));
  const symmetric = scheme === 'symmetric';
  const most = limit ? 1000 * limit : Math.max(...w.map(Math.abs));
  const [low, high] = [Math.min(0, ...w), Math.max(0, ...w)];
  const steps = symmetric ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const scale = (symmetric ? most : high - low) / steps;
  const z = symmetric ? 0 : evenRound(-low, scale);
  const floor = symmetric ? -steps : 0;
  const codes = w.map((weight) => Math.min(Math.max(evenRound(weight, scale) + z, floor), steps));
  const decoded = codes.map((code) => scale * (code - z));
  const error = Math.max(...[...kept].map((i) => Math.abs(decoded[i]! - w[i]!)));
  return {
    scale: scale / 1000,
    z,
    codes,
    decoded: decoded.map((d) => d / 1000),
    error: error / 1000,
  };
}

describe.each(NAMES)('%s', (level) => {
  test('the same seed gives the same six weights, another one others', () => {
    expect(exerciseOf(level, 'class 3')).toEqual(exerciseOf(level, 'class 3'));
    expect(exerciseOf(level, 'class 3').weights).not.toEqual(exerciseOf(level, 'class 4').weights);
    expect(exerciseOf(level, 'class 3').weights).toHaveLength(6);
  });

  test('every number is that of a reference in whole thousandths', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const exercise = exerciseOf(level, seed);
        const { scale, z, codes, decoded, error } = reference(exercise);
        expect(exercise.scale).toBeCloseTo(scale, 9);
        expect(Number.isInteger(Math.round(scale * 1e9) / 1e6)).toBe(true);
        expect(exercise.zeroPoint).toBe(z);
        expect(exercise.coded).toEqual(codes.map((code) => code + 0));
        exercise.decoded.forEach((value, i) => expect(value).toBeCloseTo(decoded[i]!, 9));
        expect(exercise.error).toBeCloseTo(error, 9);
      }),
    );
  });

  test('no weight lies so near between two codes that a slip could decide, but for the tie', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { weights, scale, min } = exerciseOf(level, seed);
        const distances = weights.map((weight) => {
          const fraction = Math.abs(weight / scale) % 1;
          return Math.abs(fraction - 0.5);
        });
        const ties = distances.filter((distance) => distance < 1e-9);
        expect(ties).toHaveLength(level === 'int4' ? 1 : 0);
        for (const distance of distances.filter((one) => one > 1e-9)) {
          expect(distance).toBeGreaterThanOrEqual(MARGIN - 1e-9);
        }
        if (level === 'zero-point') {
          expect(Math.abs((Math.abs(min / scale) % 1) - 0.5)).toBeGreaterThan(MARGIN - 1e-9);
        }
      }),
    );
  });

  test('every right number is accepted, and every mistake is named', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const field of fieldsOf(sheetOf(exerciseOf(level, seed)))) {
          expect(check(field, String(field.answer)), field.id).toMatchObject({ right: true });
          for (const trap of field.traps) {
            const said = check(field, trap.value.toFixed(7));
            expect(said?.right, `${field.id}: ${trap.says}`).toBe(false);
            expect(said?.says).not.toMatch(/^Not right/);
          }
        }
      }),
    );
  });
});

test('mistakes are told apart', () => {
  const field = (level: LevelName, seed: string, id: string) =>
    fieldsOf(sheetOf(exerciseOf(level, seed))).find((one) => one.id === id)!;
  // −0.889 is the widest of seed 1: scale 0.007.
  expect(check(field('int8', '1', 'max'), '0.551')!.says).toContain('larger magnitude');
  expect(check(field('int8', '1', 'max'), '-0.889')!.says).toContain('no sign');
  expect(check(field('int8', '1', 'scale'), '0.00349')!.says).toContain(
    'all 255 steps on one side',
  );
  expect(check(field('int8', '1', 'scale'), '0.00695')!.says).toContain('128 steps');
  expect(check(field('int8', '1', 'code-0'), '0')!.says).toContain('casts before scaling');
  expect(check(field('int8', '1', 'code-0'), '34')!.says).toContain('fraction off');
  expect(check(field('int8', '1', 'code-0'), '31')!.says).toContain('forgets the range');
  expect(check(field('int8', '1', 'decoded-0'), '35')!.says).toContain('Multiply with the scale');
  expect(check(field('int8', '1', 'decoded-0'), '0.244')!.says).toContain('not undone');
  expect(check(field('int8', '1', 'error'), '0.0035')!.says).toContain('at most');
  // 1.125 ÷ 0.25 = 4.5.
  expect(check(field('int4', '1', 'code-4'), '5')!.says).toContain('even one');
  expect(check(field('zero-point', '1', 'code-1'), '6')!.says).toContain('zero-point is missing');
  expect(check(field('zero-point', '1', 'decoded-1'), '1.8')!.says).toContain('zero-point');
  const { weights, coded } = exerciseOf('clipped', '1');
  const beyond = weights.findIndex((weight) => Math.abs(weight) > 0.75);
  expect(coded[beyond]).toBe(7 * Math.sign(weights[beyond]!));
  const unclamped = String(Math.round(10 * weights[beyond]!));
  expect(check(field('clipped', '1', `code-${beyond}`), unclamped)!.says).toContain(
    'Clamping is missing',
  );
  expect(check(field('pruned', '1', 'code-1'), '-13')!.says).toContain('pruned');
  expect(check(field('pruned', '1', 'threshold'), '0.825')!.says).toContain('stays');
});

test.each<[string, number[]]>([
  [' −0,25 ', [-0.25]],
  ['.5', [0.5]],
  ['0,889', [0.889]],
  ['+3', [3]],
  ['1,066,440.5', [1_066_440.5]],
  ['266 200', [266_200]],
  ['1,034', [1034, 1.034]],
  ['1.034', [1.034, 1034]],
  ['1.066.440,5', [1_066_440.5]],
  ['1’066’440', [1_066_440]],
  ['–0.25', [-0.25]],
  ['‑0.25', [-0.25]],
  ['9'.repeat(400), []],
  ['1e3', []],
  ['1.2.3', []],
  ['--1', []],
  ['−', []],
  ['', []],
])('“%s” is read as people write numbers', (text, numbers) => {
  expect(readNumbers(text)).toEqual(numbers);
});

test('of two readings the right one counts', () => {
  const field = { tolerance: toDecimals(3), traps: [] };
  expect(check({ ...field, answer: 1.034 }, '1,034')).toMatchObject({ right: true, given: 1.034 });
  expect(check({ ...field, answer: 1034 }, '1,034')).toMatchObject({ right: true, given: 1034 });
  expect(check({ ...field, answer: 2 }, '1,034')).toMatchObject({ right: false });
});

test('tolerances take what they say', () => {
  expect(toDigits(3).accepts(0.00404, 0.00403)).toBe(false);
  expect(toDigits(3).accepts(0.004034, 0.00403)).toBe(true);
  expect(toDigits(3).accepts(0, 0)).toBe(true);
  expect(toDecimals(0).accepts(15.4, 15)).toBe(false);
  expect(toDecimals(3).accepts(0.2504, 0.25)).toBe(true);
  expect(within(0.01).accepts(101, 100)).toBe(true);
  expect(within(0.01).accepts(102, 100)).toBe(false);
});
