import { drawInk } from './ink';

const SIDE = 28;

/** Draws image `index` of a set of 28 × 28 images, ink in the canvas's text colour. */
export function drawDigit(canvas: HTMLCanvasElement, pixels: Uint8Array, index: number): void {
  const start = index * SIDE * SIDE;
  drawInk(canvas, SIDE, SIDE, pixels.subarray(start, start + SIDE * SIDE));
}
