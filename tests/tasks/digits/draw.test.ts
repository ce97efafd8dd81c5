import { describe, expect, test } from 'vitest';
import { Random } from '../../../src/core/random';
import { HARD, NATURAL } from '../../../src/tasks/digits/difficulty';
import { drawDigit } from '../../../src/tasks/digits/draw';
import { BOX, PIXELS, SIDE } from '../../../src/tasks/digits/frame';
import { CLASSES } from '../../../src/tasks/digits/splits';

const IMAGES = 3000;

function draw(difficulty: typeof NATURAL): Uint8Array[] {
  const random = new Random('drawing test');
  return Array.from({ length: IMAGES }, (_, i) => {
    const image = new Uint8Array(PIXELS);
    drawDigit(i % CLASSES, difficulty, random, image, 0);
    return image;
  });
}

/** Width, height and centre of mass of the ink, in pixels. */
function measure(image: Uint8Array) {
  let mass = 0;
  let massX = 0;
  let massY = 0;
  let left = SIDE;
  let right = -1;
  let top = SIDE;
  let bottom = -1;
  image.forEach((value, i) => {
    if (value === 0) return;
    const x = i % SIDE;
    const y = Math.floor(i / SIDE);
    mass += value;
    massX += value * (x + 0.5);
    massY += value * (y + 0.5);
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  });
  return {
    width: right - left + 1,
    height: bottom - top + 1,
    x: massX / mass,
    y: massY / mass,
  };
}

describe.each([
  ['natural', NATURAL],
  ['hard, without stray marks', { ...HARD, stray: 0 }],
])('%s drawings', (_, difficulty) => {
  const images = draw(difficulty);

  test('fit the box of 20 pixels and fill it in one direction', () => {
    for (const image of images) {
      const { width, height } = measure(image);
      expect(Math.max(width, height)).toBeLessThanOrEqual(BOX);
      // The outermost pixels may hold too little ink to show.
      expect(Math.max(width, height)).toBeGreaterThanOrEqual(BOX - 2);
    }
  });

  test('have their centre of mass within one pixel of the middle', () => {
    for (const image of images) {
      const { x, y } = measure(image);
      expect(Math.abs(x - SIDE / 2)).toBeLessThan(1);
      expect(Math.abs(y - SIDE / 2)).toBeLessThan(1);
    }
  });

  test('are nearly all saturated somewhere', () => {
    const saturated = images.filter((image) => Math.max(...image) >= 250).length;
    expect(saturated / images.length).toBeGreaterThan(0.97);
  });
});

describe('drawing', () => {
  test('natural images have the mean and deviation published for the census digits', () => {
    // 0.1307 and 0.3081, as in the examples of PyTorch.
    let sum = 0;
    let squares = 0;
    const images = draw(NATURAL);
    for (const image of images) {
      for (const value of image) {
        sum += value / 255;
        squares += (value / 255) ** 2;
      }
    }
    const mean = sum / (images.length * PIXELS);
    const deviation = Math.sqrt(squares / (images.length * PIXELS) - mean ** 2);
    expect(Math.abs(mean - 0.1307)).toBeLessThan(0.003);
    expect(Math.abs(deviation - 0.3081)).toBeLessThan(0.004);
  });

  test('writes where it is told and nowhere else', () => {
    const alone = new Uint8Array(PIXELS);
    drawDigit(5, HARD, new Random('place'), alone, 0);
    const among = new Uint8Array(3 * PIXELS).fill(7);
    drawDigit(5, HARD, new Random('place'), among, PIXELS);
    expect(among.subarray(PIXELS, 2 * PIXELS)).toEqual(alone);
    expect(among.subarray(0, PIXELS).every((value) => value === 7)).toBe(true);
    expect(among.subarray(2 * PIXELS).every((value) => value === 7)).toBe(true);
  });

  test.each([10, -1, 1.5])('refuses the digit %s', (digit) => {
    const image = new Uint8Array(PIXELS);
    expect(() => drawDigit(digit, NATURAL, new Random(), image, 0)).toThrow(`got ${digit}`);
  });
});
