/** The pen's path while it is being drawn: one polyline a stroke, with the pen's radius. */

const CAPACITY = 1024;
const MAX_STROKES = 8;

/** Buffers that are filled anew for each drawing, so that drawing allocates nothing. */
export class Ink {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Half the pen's width at each point, in pixels. */
  readonly radius: Float64Array;
  /** Number of points in use. */
  length = 0;
  strokes = 0;
  /** Stroke i is made of the points `starts[i]` to `starts[i + 1] − 1`. */
  readonly starts: Int32Array;

  /** With room for so many points and strokes. */
  constructor(points = CAPACITY, strokes = MAX_STROKES) {
    this.x = new Float64Array(points);
    this.y = new Float64Array(points);
    this.radius = new Float64Array(points);
    this.starts = new Int32Array(strokes + 1);
  }

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
