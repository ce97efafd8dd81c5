/** From a reader's own drawing to an image in the form of the digits, with the generator's pen. */

import { NATURAL } from './difficulty';
import { BOX, PIXELS, SIDE, centre, fit } from './frame';
import { Ink } from './ink';
import { trace } from './pen';

/** Width of the pen in pixels of the image: the mean of the digits that the networks are judged on. */
export const PEN = NATURAL.pen;

const EDGE = (NATURAL.edgeMin + NATURAL.edgeMax) / 2;
const FULL = 255;

/** Where the pen went while it was down: points in pixels from the top left of a 28×28 pad. */
export type PadStroke = readonly { readonly x: number; readonly y: number }[];

/** What is on the pad: strokes, over an image of 28×28 bytes where one was taken to start from. */
export interface Drawing {
  readonly base?: Uint8Array;
  readonly strokes: readonly PadStroke[];
}

/**
 * The drawing as 28×28 bytes in the frame of `frame.ts`. Strokes alone are scaled to fill the box and
 * traced then, with a pen as wide as ever; over an image they are traced where they are, and all of it
 * is scaled down if it has outgrown the box. Undefined where nothing is drawn.
 */
export function imageOf({ base, strokes }: Drawing): Uint8Array | undefined {
  const ink = inkOf(strokes);
  if (!base && ink.length === 0) return undefined;
  const pixels = Float64Array.from({ length: PIXELS }, (_, i) => (base?.[i] ?? 0) / FULL);
  if (!base) fillBox(ink);
  trace(ink, EDGE, SIDE, pixels);
  const image = new Uint8Array(PIXELS);
  centre(intoBox(pixels), image, 0);
  return image;
}

function inkOf(strokes: readonly PadStroke[]): Ink {
  const drawn = strokes.filter(({ length }) => length > 0);
  const points = drawn.reduce((sum, { length }) => sum + length + 1, 0);
  const ink = new Ink(points, drawn.length);
  for (const stroke of drawn) {
    // The first point twice: the pen leaves a dot where it does not move.
    for (const { x, y } of [stroke[0]!, ...stroke]) {
      ink.x[ink.length] = x;
      ink.y[ink.length] = y;
      ink.radius[ink.length] = PEN / 2;
      ink.length++;
    }
    ink.endStroke();
  }
  return ink;
}

/** Scales strokes to the box; a dot has no size to scale. */
function fillBox(ink: Ink): void {
  const { x, y, length } = ink;
  const isDot = x.every((value) => value === x[0]) && y.every((value) => value === y[0]);
  if (!isDot) return fit(ink, EDGE);
  for (let i = 0; i < length; i++) x[i] = y[i] = SIDE / 2;
}

/** Ink whose greatest width or height is that of the box, by averaging, if it is larger. */
function intoBox(pixels: Float64Array): Float64Array {
  const inked = Array.from(pixels.keys()).filter((i) => pixels[i]! > 0);
  const columns = inked.map((i) => i % SIDE);
  const rows = inked.map((i) => Math.floor(i / SIDE));
  const [left, top] = [Math.min(...columns), Math.min(...rows)];
  const size = Math.max(Math.max(...columns) - left, Math.max(...rows) - top) + 1;
  if (size <= BOX) return pixels;
  // Pixels of the source in one of the box, along one side.
  const step = size / BOX;
  const small = new Float64Array(PIXELS);
  for (const i of inked) {
    const x = (i % SIDE) - left;
    const y = Math.floor(i / SIDE) - top;
    for (const [row, height] of shares(y, step)) {
      for (const [column, width] of shares(x, step)) {
        small[row * SIDE + column]! += pixels[i]! * width * height;
      }
    }
  }
  return small;
}

/** The one or two pixels of `step` in which pixel `at` lies, and how much of them it fills. */
function shares(at: number, step: number): [pixel: number, share: number][] {
  const first = Math.floor(at / step);
  const border = (first + 1) * step;
  if (border >= at + 1) return [[first, 1 / step]];
  return [
    [first, (border - at) / step],
    [first + 1, (at + 1 - border) / step],
  ];
}
