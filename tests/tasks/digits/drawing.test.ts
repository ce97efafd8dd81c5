import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imageOf, PEN, type PadStroke } from '../../../src/tasks/digits/drawing';
import { NATURAL } from '../../../src/tasks/digits/difficulty';
import { BOX, PIXELS, SIDE } from '../../../src/tasks/digits/frame';
import { drawTestSet } from '../../../src/tasks/digits/splits';

const stroke = (...points: [number, number][]): PadStroke => points.map(([x, y]) => ({ x, y }));
const { pixels, labels } = drawTestSet();
const digit = (index: number) => pixels.slice(index * PIXELS, (index + 1) * PIXELS);

/** Rows and columns that hold ink: least and greatest. */
function bounds(image: Uint8Array) {
  const inked = [...image.keys()].filter((i) => image[i]! > 0);
  const columns = inked.map((i) => i % SIDE);
  const rows = inked.map((i) => Math.floor(i / SIDE));
  const [left, right] = [Math.min(...columns), Math.max(...columns)];
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** How far the centre of mass is from the middle, in pixels. */
function offset(image: Uint8Array, of: (i: number) => number): number {
  const mass = image.reduce((sum, value) => sum + value, 0);
  return image.reduce((sum, value, i) => sum + value * (of(i) + 0.5), 0) / mass - SIDE / 2;
}

/** The image moved by whole pixels, ink that leaves it lost. */
function moved(image: Uint8Array, dx: number, dy: number): Uint8Array {
  const out = new Uint8Array(PIXELS);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [toX, toY] = [x + dx, y + dy];
      if (toX >= 0 && toX < SIDE && toY >= 0 && toY < SIDE) {
        out[toY * SIDE + toX] = image[y * SIDE + x]!;
      }
    }
  }
  return out;
}

const point = fc.record({
  x: fc.double({ min: 0, max: SIDE, noNaN: true }),
  y: fc.double({ min: 0, max: SIDE, noNaN: true }),
});
const strokes = fc.array(fc.array(point, { minLength: 1, maxLength: 12 }), {
  minLength: 1,
  maxLength: 12,
});

describe('a test digit on the pad', () => {
  test('is brought into its own form: all that may differ is a step of one pixel', () => {
    let changed = 0;
    labels.forEach((_, index) => {
      const base = digit(index);
      const image = imageOf({ base, strokes: [] })!;
      if (Buffer.compare(image, base) === 0) return;
      changed++;
      const { left, top } = bounds(base);
      const now = bounds(image);
      expect(Math.max(Math.abs(now.left - left), Math.abs(now.top - top))).toBe(1);
      expect(image).toEqual(moved(base, now.left - left, now.top - top));
    });
    // Where the centre of mass lay half a pixel off.
    expect(changed).toBeLessThanOrEqual(10);
  });

  test('stays in the box when a stroke makes it larger', () => {
    const image = imageOf({ base: digit(0), strokes: [stroke([1, 1], [27, 27])] })!;
    const { width, height } = bounds(image);
    expect(Math.max(width, height)).toBe(BOX);
  });

  test('scaled down, has as much ink for its size', () => {
    // A solid square of 28 becomes one of 20.
    const image = imageOf({ base: new Uint8Array(PIXELS).fill(200), strokes: [] })!;
    expect(bounds(image)).toMatchObject({ width: BOX, height: BOX });
    expect(image.filter((value) => value > 0).every((value) => value === 200)).toBe(true);
  });
});

describe('a drawing', () => {
  test('fits the box of 20 pixels, its mass in the middle or its ink at the border, whatever it is', () => {
    fc.assert(
      fc.property(strokes, (drawn) => {
        const image = imageOf({ strokes: drawn })!;
        const { left, top, width, height } = bounds(image);
        expect(Math.max(width, height)).toBeLessThanOrEqual(BOX);
        const atSide = left === 0 || left + width === SIDE;
        const atEnd = top === 0 || top + height === SIDE;
        expect(atSide || Math.abs(offset(image, (i) => i % SIDE)) < 1).toBe(true);
        expect(atEnd || Math.abs(offset(image, (i) => Math.floor(i / SIDE))) < 1).toBe(true);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  test('is the same image wherever on the pad it is, and however large', () => {
    const large = [stroke([2, 2], [20, 4], [8, 26]), stroke([4, 14], [18, 14])];
    const small = large.map((points) => points.map(({ x, y }) => ({ x: 3 + x / 4, y: 9 + y / 4 })));
    const [a, b] = [imageOf({ strokes: large })!, imageOf({ strokes: small })!];
    a.forEach((value, i) => expect(Math.abs(value - b[i]!)).toBeLessThanOrEqual(1));
  });

  test('has a line as wide as the pen, of the generator’s range', () => {
    expect(PEN).toBeGreaterThanOrEqual(NATURAL.penMin);
    expect(PEN).toBeLessThanOrEqual(NATURAL.penMax);
    // Its ink across, of a vertical line, in full pixels.
    const image = imageOf({ strokes: [stroke([5, 3], [5, 25])] })!;
    const across = image.subarray((SIDE / 2) * SIDE, (SIDE / 2 + 1) * SIDE);
    expect(across.reduce((sum, value) => sum + value, 0) / 255).toBeCloseTo(PEN, 1);
  });

  test('of a dot is a dot in the middle; of nothing is nothing', () => {
    const dot = imageOf({ strokes: [stroke([3, 20])] })!;
    // A disc whose edge is a ramp: its ink is π(r² + e²/12).
    const edge = (NATURAL.edgeMin + NATURAL.edgeMax) / 2;
    const area = Math.PI * ((PEN / 2) ** 2 + edge ** 2 / 12);
    expect(dot.reduce((sum, value) => sum + value, 0) / 255).toBeCloseTo(area, 0);
    expect(imageOf({ strokes: [] })).toBeUndefined();
    expect(imageOf({ strokes: [[]] })).toBeUndefined();
  });

  test('has room for more strokes and points than the generator’s own', () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      stroke(...Array.from({ length: 100 }, (_, j): [number, number] => [i / 2, j / 5])),
    );
    const { width, height } = bounds(imageOf({ strokes: many })!);
    expect(Math.max(width, height)).toBeLessThanOrEqual(BOX);
    expect(Math.max(width, height)).toBeGreaterThanOrEqual(BOX - 2);
  });
});
