/**
 * The frame of the classic census sets: the ink fits a box of 20 pixels, its proportions kept, and
 * its centre of mass lies in the centre of a 28×28 image (LeCun et al. 1998,
 * doi:10.1109/5.726791, section III.A).
 */

import type { Ink } from './ink';

/** Width and height of an image, in pixels. */
export const SIDE = 28;
/** Pixels of an image. */
export const PIXELS = SIDE * SIDE;
/** The ink's greatest width and height, in pixels. */
export const BOX = 20;

const MARGIN = (SIDE - BOX) / 2;
/** The scale that fills the box depends on the radii, so it is found in steps; two are enough. */
const FIT_STEPS = 3;

/**
 * The breadth of the digit across its long axis, slanted or not, in pixels once it fills the box:
 * that of an ellipse with the same spread, √8 standard deviations.
 */
export function breadth(ink: Ink): number {
  const { x, y, length } = ink;
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  let sumX = 0;
  let sumY = 0;
  let sumXX = 0;
  let sumXY = 0;
  let sumYY = 0;
  for (let i = 0; i < length; i++) {
    const px = x[i]!;
    const py = y[i]!;
    left = Math.min(left, px);
    right = Math.max(right, px);
    top = Math.min(top, py);
    bottom = Math.max(bottom, py);
    sumX += px;
    sumY += py;
    sumXX += px * px;
    sumXY += px * py;
    sumYY += py * py;
  }
  const xx = sumXX / length - (sumX / length) * (sumX / length);
  const xy = sumXY / length - (sumX / length) * (sumY / length);
  const yy = sumYY / length - (sumY / length) * (sumY / length);
  // The smaller eigenvalue of the covariance matrix.
  const half = (xx - yy) / 2;
  const variance = Math.max((xx + yy) / 2 - Math.sqrt(half * half + xy * xy), 0);
  return (Math.sqrt(8 * variance) / Math.max(right - left, bottom - top)) * BOX;
}

/**
 * Scales and moves `ink` so that its line, with an edge of `edge` pixels, touches the left, the top
 * and the farther side of the box in the middle of the image.
 */
export function fit(ink: Ink, edge: number): void {
  const { x, y, radius, length } = ink;
  let scale = 0;
  let left = 0;
  let top = 0;
  for (let step = 0; step < FIT_STEPS; step++) {
    left = Infinity;
    top = Infinity;
    let right = -Infinity;
    let bottom = -Infinity;
    let minX = Infinity;
    let maxX = -Infinity;
    let minY = Infinity;
    let maxY = -Infinity;
    for (let i = 0; i < length; i++) {
      const px = x[i]!;
      const py = y[i]!;
      const reach = radius[i]! + edge / 2;
      left = Math.min(left, px * scale - reach);
      right = Math.max(right, px * scale + reach);
      top = Math.min(top, py * scale - reach);
      bottom = Math.max(bottom, py * scale + reach);
      minX = Math.min(minX, px);
      maxX = Math.max(maxX, px);
      minY = Math.min(minY, py);
      maxY = Math.max(maxY, py);
    }
    if (step === FIT_STEPS - 1) break;
    const growX = (BOX - (right - left)) / (maxX - minX);
    const growY = (BOX - (bottom - top)) / (maxY - minY);
    scale += Math.min(growX, growY);
  }
  for (let i = 0; i < length; i++) {
    x[i] = x[i]! * scale - left + MARGIN;
    y[i] = y[i]! * scale - top + MARGIN;
  }
}

/**
 * Copies `ink`, fractions from 0 to 1, to `out` from `offset` as bytes from 0 to 255, moved by whole
 * pixels so that the centre of mass is within half a pixel of the image's centre. No ink is cut
 * off: where it would be, the move stops at the image's border.
 */
export function centre(ink: Float64Array, out: Uint8Array, offset: number): void {
  let mass = 0;
  let massX = 0;
  let massY = 0;
  let left = SIDE;
  let right = 0;
  let top = SIDE;
  let bottom = 0;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const value = ink[y * SIDE + x]!;
      if (value === 0) continue;
      mass += value;
      massX += value * (x + 0.5);
      massY += value * (y + 0.5);
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  const dx = shift(massX / mass, left, right);
  const dy = shift(massY / mass, top, bottom);
  out.fill(0, offset, offset + PIXELS);
  for (let y = top; y <= bottom; y++) {
    const row = offset + (y + dy) * SIDE + dx;
    for (let x = left; x <= right; x++) out[row + x] = Math.floor(ink[y * SIDE + x]! * 255 + 0.5);
  }
}

/** Whole pixels from `centre` to the image's centre, with `first` to `last` kept inside. */
function shift(centre: number, first: number, last: number): number {
  const wanted = Math.floor(SIDE / 2 - centre + 0.5);
  return Math.min(Math.max(wanted, -first), SIDE - 1 - last);
}
