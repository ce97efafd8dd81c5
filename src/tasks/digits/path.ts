/** From a skeleton to the path of the pen: unsteady points, rounded corners, ends too short or long. */

import type { Random } from '../../core/random';
import type { Difficulty } from './difficulty';
import type { Ink } from './ink';
import type { Stroke } from './skeletons';
import { appendSpline } from './spline';

/** Distance between points of the polyline, in digit heights: about 1.2 pixels. */
const SPACING = 0.06;
const MAX_POINTS = 64;
/** How much of a control point's displacement the next one keeps; without it curves get angular. */
const STEADINESS = 0.6;
/** Keeps the displacements' standard deviation what it is without STEADINESS: √(1 − 0.6²). */
const UNSTEADINESS = 0.8;

const moved = new Float64Array(2 * MAX_POINTS);

/** Adds `stroke` to `ink`, varied by `difficulty`; `alone` when the digit has no other stroke. */
export function addStroke(
  ink: Ink,
  stroke: Stroke,
  alone: boolean,
  difficulty: Difficulty,
  random: Random,
): void {
  const { points, corners } = stroke;
  const n = corners.length;
  const first = ink.length;

  const shiftX = alone ? 0 : random.normal() * difficulty.strokeShift;
  const shiftY = alone ? 0 : random.normal() * difficulty.strokeShift;
  const scale = alone ? 1 : 1 + random.normal() * difficulty.strokeScale;
  const originX = points[0]!;
  const originY = points[1]!;
  let dx = random.normal() * difficulty.jitter;
  let dy = random.normal() * difficulty.jitter;
  for (let i = 0; i < n; i++) {
    moved[2 * i] = originX + (points[2 * i]! - originX) * scale + shiftX + dx;
    moved[2 * i + 1] = originY + (points[2 * i + 1]! - originY) * scale + shiftY + dy;
    dx = STEADINESS * dx + UNSTEADINESS * random.normal() * difficulty.jitter;
    dy = STEADINESS * dy + UNSTEADINESS * random.normal() * difficulty.jitter;
  }

  let from = 0;
  for (let i = 1; i < n; i++) {
    const turns = corners[i] === 1 && random.next() >= difficulty.cornerRounding;
    if (turns || i === n - 1) {
      appendSpline(moved, from, i, SPACING, ink);
      from = i;
    }
  }

  const total = pathLength(ink, first, ink.length - 1);
  moveEnd(ink, ink.length - 1, -1, first, random.normal() * difficulty.ends * total);
  moveEnd(ink, first, 1, ink.length - 1, random.normal() * difficulty.ends * total);
  ink.endStroke();
}

function pathLength(ink: Ink, from: number, to: number): number {
  let length = 0;
  for (let i = from; i < to; i++) {
    const dx = ink.x[i + 1]! - ink.x[i]!;
    const dy = ink.y[i + 1]! - ink.y[i]!;
    length += Math.sqrt(dx * dx + dy * dy);
  }
  return length;
}

/**
 * Lengthens the path at point `end` by `amount` along its direction, or, where that is negative,
 * draws in its last points. `step` leads from `end` towards the point `last`.
 */
function moveEnd(ink: Ink, end: number, step: number, last: number, amount: number): void {
  const { x, y } = ink;
  let i = end;
  let dx = x[i]! - x[i + step]!;
  let dy = y[i]! - y[i + step]!;
  let piece = Math.sqrt(dx * dx + dy * dy);
  let left = -amount;
  while (left > piece && i + 2 * step !== last) {
    left -= piece;
    i += step;
    dx = x[i]! - x[i + step]!;
    dy = y[i]! - y[i + step]!;
    piece = Math.sqrt(dx * dx + dy * dy);
  }
  const fraction = piece === 0 ? 0 : Math.max(-left / piece, -1);
  const endX = x[i]! + dx * fraction;
  const endY = y[i]! + dy * fraction;
  for (let j = end; j !== i + step; j += step) {
    x[j] = endX;
    y[j] = endY;
  }
}
