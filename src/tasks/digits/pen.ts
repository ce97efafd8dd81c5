/** The pen: how wide its line is at each point, and the ink it leaves on the pixels. */

import type { Random } from '../../core/random';
import type { Difficulty } from './difficulty';
import type { Ink } from './ink';

/** Pressure is set at this many points of a stroke and runs smoothly between them. */
const PRESSURE_KNOTS = 4;
/** No stroke gets thinner than this fraction of the pen's width, except where the pen runs dry. */
const MIN_PRESSURE = 0.45;
/** A gap's length, as a fraction of the points of its stroke: least and greatest. */
const GAP_MIN = 0.03;
const GAP_MAX = 0.1;
/** The part of the pen's width that a gap leaves, at most. */
const GAP_WIDTH = 0.5;

const pressure = new Float64Array(PRESSURE_KNOTS);

/**
 * Sets the radius of every point of `ink`, in pixels.
 *
 * @param greatest the pen's greatest width, in pixels, if less than `difficulty` allows.
 */
export function press(ink: Ink, greatest: number, difficulty: Difficulty, random: Random): void {
  const width = difficulty.pen + random.normal() * difficulty.penSpread;
  const widest = Math.min(difficulty.penMax, greatest);
  const radius = Math.max(Math.min(width, widest), difficulty.penMin) / 2;
  // A nib writes widest at right angles to its own direction (nibX, nibY).
  const nib = random.next() * difficulty.nib;
  const slope = random.uniform(-1, 1);
  const norm = 1 / (1 + slope * slope);
  const nibX = (1 - slope * slope) * norm;
  const nibY = 2 * slope * norm;
  const dry = random.next() < difficulty.gap ? random.integer(ink.strokes) : -1;

  for (let stroke = 0; stroke < ink.strokes; stroke++) {
    const start = ink.starts[stroke]!;
    const end = ink.starts[stroke + 1]!;
    for (let i = 0; i < PRESSURE_KNOTS; i++) pressure[i] = random.normal() * difficulty.pressure;
    const step = (PRESSURE_KNOTS - 1) / Math.max(end - start - 1, 1);
    for (let i = start; i < end; i++) {
      const at = (i - start) * step;
      const knot = Math.min(Math.floor(at), PRESSURE_KNOTS - 2);
      const f = at - knot;
      const smooth = f * f * (3 - 2 * f);
      const here = pressure[knot]! + (pressure[knot + 1]! - pressure[knot]!) * smooth;

      const before = Math.max(i - 1, start);
      const after = Math.min(i + 1, end - 1);
      const dx = ink.x[after]! - ink.x[before]!;
      const dy = ink.y[after]! - ink.y[before]!;
      const along = dx * nibX + dy * nibY;
      const squared = dx * dx + dy * dy;
      const across = squared > 0 ? 1 - (along * along) / squared : 0.5;
      const factor = 1 + here + nib * (across - 0.5);
      ink.radius[i] = radius * Math.max(factor, MIN_PRESSURE);
    }
    if (stroke === dry) {
      const points = end - start;
      const gap = Math.floor(points * random.uniform(GAP_MIN, GAP_MAX)) + 1;
      const first = start + random.integer(Math.max(points - gap, 1));
      const left = random.uniform(0, GAP_WIDTH);
      for (let i = first; i < Math.min(first + gap, end); i++) ink.radius[i]! *= left;
    }
  }
}

/**
 * Leaves the ink on `pixels`, a square of `side` pixels, as fractions from 0 to 1. An edge is a
 * ramp `edge` pixels wide, as if the ink had been scanned finely and averaged.
 */
export function trace(ink: Ink, edge: number, side: number, pixels: Float64Array): void {
  const { x, y, radius } = ink;
  const sharpness = 1 / edge;
  for (let stroke = 0; stroke < ink.strokes; stroke++) {
    const end = ink.starts[stroke + 1]! - 1;
    for (let i = ink.starts[stroke]!; i < end; i++) {
      const x1 = x[i]!;
      const y1 = y[i]!;
      const dx = x[i + 1]! - x1;
      const dy = y[i + 1]! - y1;
      const r1 = radius[i]!;
      const dr = radius[i + 1]! - r1;
      const reach = Math.max(r1, r1 + dr) + edge / 2;
      const squared = dx * dx + dy * dy;
      const inverse = squared > 0 ? 1 / squared : 0;
      const left = Math.max(Math.floor(Math.min(x1, x1 + dx) - reach), 0);
      const right = Math.min(Math.floor(Math.max(x1, x1 + dx) + reach), side - 1);
      const top = Math.max(Math.floor(Math.min(y1, y1 + dy) - reach), 0);
      const bottom = Math.min(Math.floor(Math.max(y1, y1 + dy) + reach), side - 1);
      for (let row = top; row <= bottom; row++) {
        const py = row + 0.5 - y1;
        for (let column = left; column <= right; column++) {
          const px = column + 0.5 - x1;
          const t = Math.min(Math.max((px * dx + py * dy) * inverse, 0), 1);
          const ex = px - t * dx;
          const ey = py - t * dy;
          const distance = Math.sqrt(ex * ex + ey * ey);
          const r = r1 + t * dr;
          // The part of the ramp before the line's near edge, less that behind its far edge.
          const near = Math.min((r - distance) * sharpness + 0.5, 1);
          const far = Math.max((-r - distance) * sharpness + 0.5, 0);
          const value = near - far;
          const at = row * side + column;
          if (value > pixels[at]!) pixels[at] = value;
        }
      }
    }
  }
}
