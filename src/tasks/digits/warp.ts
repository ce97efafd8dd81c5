/** What distorts a whole digit: the writer's proportions, slant and rotation, and an elastic field. */

import type { Random } from '../../core/random';
import type { Difficulty } from './difficulty';
import type { Ink } from './ink';

/** The elastic field's control points a side: a quadratic B-spline over the digit's square. */
const GRID = 5;
const SPANS = GRID - 2;

const fieldX = new Float64Array(GRID * GRID);
const fieldY = new Float64Array(GRID * GRID);

/** Moves all points of `ink`. */
export function warp(ink: Ink, difficulty: Difficulty, random: Random): void {
  const { x, y, length } = ink;
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (let i = 0; i < length; i++) {
    left = Math.min(left, x[i]!);
    right = Math.max(right, x[i]!);
    top = Math.min(top, y[i]!);
    bottom = Math.max(bottom, y[i]!);
  }
  const centreX = (left + right) / 2;
  const centreY = (top + bottom) / 2;

  for (let i = 0; i < fieldX.length; i++) {
    fieldX[i] = random.normal() * difficulty.elastic;
    fieldY[i] = random.normal() * difficulty.elastic;
  }
  const proportionX = random.normal() * difficulty.proportion;
  const proportionY = random.normal() * difficulty.proportion;
  const width = relative(random.normal() * difficulty.aspect);
  const slant = difficulty.slant + random.normal() * difficulty.slantSpread;
  // A rotation without sine and cosine, which engines may round differently: with t = tan(θ/2),
  // cos θ = (1 − t²)/(1 + t²) and sin θ = 2t/(1 + t²).
  const t = random.normal() * difficulty.rotation;
  const cos = (1 - t * t) / (1 + t * t);
  const sin = (2 * t) / (1 + t * t);
  const perspectiveX = random.normal() * difficulty.perspective;
  const perspectiveY = random.normal() * difficulty.perspective;

  for (let i = 0; i < length; i++) {
    // From −0.5 to 0.5 in a square around the digit.
    let u = x[i]! - centreX;
    let v = y[i]! - centreY;
    const gridX = Math.min(Math.max((u + 0.5) * SPANS, 0), SPANS);
    const gridY = Math.min(Math.max((v + 0.5) * SPANS, 0), SPANS);
    const column = Math.min(Math.floor(gridX), SPANS - 1);
    const row = Math.min(Math.floor(gridY), SPANS - 1);
    const fx = gridX - column;
    const fy = gridY - row;
    const wx0 = ((1 - fx) * (1 - fx)) / 2;
    const wx2 = (fx * fx) / 2;
    const wx1 = 1 - wx0 - wx2;
    const wy0 = ((1 - fy) * (1 - fy)) / 2;
    const wy2 = (fy * fy) / 2;
    const wy1 = 1 - wy0 - wy2;
    const k = row * GRID + column;
    u += blend(fieldX, k, wx0, wx1, wx2, wy0, wy1, wy2);
    v += blend(fieldY, k, wx0, wx1, wx2, wy0, wy1, wy2);

    u += proportionX * (0.25 - u * u);
    v += proportionY * (0.25 - v * v);
    u = u * width - slant * v;
    const rotatedX = cos * u - sin * v;
    const rotatedY = sin * u + cos * v;
    const depth = 1 + perspectiveX * rotatedX + perspectiveY * rotatedY;
    x[i] = rotatedX / depth;
    y[i] = rotatedY / depth;
  }
}

/** A factor around 1 that is as likely to be f as 1/f. */
function relative(a: number): number {
  return (2 + a) / (2 - a);
}

/** The weighted sum of the 3×3 control values whose first is at `k`. */
function blend(
  field: Float64Array,
  k: number,
  wx0: number,
  wx1: number,
  wx2: number,
  wy0: number,
  wy1: number,
  wy2: number,
): number {
  const row0 = wx0 * field[k]! + wx1 * field[k + 1]! + wx2 * field[k + 2]!;
  const row1 = wx0 * field[k + GRID]! + wx1 * field[k + GRID + 1]! + wx2 * field[k + GRID + 2]!;
  const k2 = k + 2 * GRID;
  const row2 = wx0 * field[k2]! + wx1 * field[k2 + 1]! + wx2 * field[k2 + 2]!;
  return wy0 * row0 + wy1 * row1 + wy2 * row2;
}
