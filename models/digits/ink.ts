/** The pen's path while it is being drawn: one polyline a stroke, with the pen's radius. */

const CAPACITY = 1024;
const MAX_STROKES = 8;

/** Buffers that are filled anew for each drawing, so that drawing allocates nothing. */
export class Ink {
  readonly x = new Float64Array(CAPACITY);
  readonly y = new Float64Array(CAPACITY);
  /** Half the pen's width at each point, in pixels. */
  readonly radius = new Float64Array(CAPACITY);
  /** Number of points in use. */
  length = 0;
  strokes = 0;
  /** Stroke i is made of the points `starts[i]` to `starts[i + 1] − 1`. */
  readonly starts = new Int32Array(MAX_STROKES + 1);

  clear(): void {
    this.length = 0;
    this.strokes = 0;
    this.starts[0] = 0;
  }

  /** Ends the stroke whose points were added since the last. */
  endStroke(): void {
    this.strokes++;
    this.starts[this.strokes] = this.length;
  }
}
