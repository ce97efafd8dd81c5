/**
 * Draws handwritten digits, from the strokes to the pixels.
 *
 * Everything below uses only + − × ÷, square roots and rounding down, which IEEE 754 defines to the
 * last bit. Sine, exponential and power may differ between browsers, and with them the images.
 */

import type { Random } from '../../core/random';
import type { Difficulty } from './difficulty';
import { PIXELS, SIDE, breadth, centre, fit } from './frame';
import { Ink } from './ink';
import { addStroke } from './path';
import { press, trace } from './pen';
import { SKELETONS, type Skeleton } from './skeletons';
import { warp } from './warp';

/** Digits with a loop, which a pen too wide for it would fill. */
const LOOPED: readonly number[] = [0, 6, 8, 9];

const ink = new Ink();
const pixels = new Float64Array(PIXELS);

/**
 * Draws `digit` as 28×28 bytes, row by row, into `out` from `offset`: 0 is paper, 255 is ink.
 *
 * @throws RangeError unless `digit` is an integer from 0 to 9.
 */
export function drawDigit(
  digit: number,
  difficulty: Difficulty,
  random: Random,
  out: Uint8Array,
  offset: number,
): void {
  const skeleton = choose(digit, difficulty, random);
  ink.clear();
  for (const stroke of skeleton.strokes) {
    addStroke(ink, stroke, skeleton.strokes.length === 1, difficulty, random);
  }
  warp(ink, difficulty, random);
  const widest = LOOPED.includes(digit) ? difficulty.penToLoop * breadth(ink) : Infinity;
  press(ink, widest, difficulty, random);
  const edge = random.uniform(difficulty.edgeMin, difficulty.edgeMax);
  fit(ink, edge);
  if (random.next() < difficulty.stray) addStray(random);
  pixels.fill(0);
  trace(ink, edge, SIDE, pixels);
  addGrain(difficulty.grain, random);
  centre(pixels, out, offset);
}

function choose(digit: number, difficulty: Difficulty, random: Random): Skeleton {
  const skeletons = SKELETONS[digit];
  if (skeletons === undefined) {
    throw new RangeError(`A digit is an integer from 0 to 9; got ${digit}`);
  }
  let total = 0;
  for (const skeleton of skeletons) {
    if (difficulty.ambiguous || !skeleton.ambiguous) total += skeleton.weight;
  }
  let left = random.next() * total;
  for (const skeleton of skeletons) {
    if (!difficulty.ambiguous && skeleton.ambiguous) continue;
    left -= skeleton.weight;
    if (left < 0) return skeleton;
  }
  return skeletons[0]!;
}

/** A short mark somewhere in the image, in pixels: a slip of the pen, or part of a neighbour. */
function addStray(random: Random): void {
  const x = random.uniform(4, SIDE - 4);
  const y = random.uniform(4, SIDE - 4);
  for (let i = 0; i < 2; i++) {
    ink.x[ink.length] = x + i * random.uniform(-3, 3);
    ink.y[ink.length] = y + i * random.uniform(-3, 3);
    ink.radius[ink.length] = random.uniform(0.5, 1.2);
    ink.length++;
  }
  ink.endStroke();
}

/** Makes the edges of the ink uneven, as a scan in black and white leaves them. */
function addGrain(amount: number, random: Random): void {
  for (let i = 0; i < PIXELS; i++) {
    const value = pixels[i]!;
    if (value === 0 || value === 1) continue;
    const change = 4 * value * (1 - value) * random.uniform(-amount, amount);
    pixels[i] = Math.min(Math.max(value + change, 0), 1);
  }
}
