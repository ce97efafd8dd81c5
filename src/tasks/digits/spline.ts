/** A smooth curve through control points, as a polyline. */

/** Guards the parameter step of two control points that coincide. */
const MIN_STEP = 1e-6;

/** A polyline under construction; the first `length` entries of `x` and `y` are valid. */
export interface Polyline {
  x: Float64Array;
  y: Float64Array;
  length: number;
}

/**
 * Appends the centripetal Catmull–Rom curve through points `from` to `to` of `points` (x, y pairs)
 * to `out`. The centripetal form neither overshoots nor loops between uneven points
 * (Yuksel, Schaefer and Keyser, 2011, doi:10.1016/j.cad.2010.08.008).
 *
 * @param spacing distance between neighbouring polyline points, in units of the points.
 * @throws RangeError when `out` has no room left.
 */
export function appendSpline(
  points: Float64Array,
  from: number,
  to: number,
  spacing: number,
  out: Polyline,
): void {
  for (let i = from; i < to; i++) {
    const x1 = points[2 * i]!;
    const y1 = points[2 * i + 1]!;
    const x2 = points[2 * i + 2]!;
    const y2 = points[2 * i + 3]!;
    // Before the first and after the last point the curve continues as it began or ended.
    const x0 = i > from ? points[2 * i - 2]! : 2 * x1 - x2;
    const y0 = i > from ? points[2 * i - 1]! : 2 * y1 - y2;
    const x3 = i + 1 < to ? points[2 * i + 4]! : 2 * x2 - x1;
    const y3 = i + 1 < to ? points[2 * i + 5]! : 2 * y2 - y1;

    const chord = Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
    const t1 = Math.sqrt(Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0))) + MIN_STEP;
    const t2 = Math.sqrt(chord) + MIN_STEP;
    const t3 = Math.sqrt(Math.sqrt((x3 - x2) * (x3 - x2) + (y3 - y2) * (y3 - y2))) + MIN_STEP;
    // Tangents of the curve with knots t1, t2, t3 apart, scaled to the middle interval.
    const ax = t2 * ((x1 - x0) / t1 - (x2 - x0) / (t1 + t2)) + (x2 - x1);
    const ay = t2 * ((y1 - y0) / t1 - (y2 - y0) / (t1 + t2)) + (y2 - y1);
    const bx = t2 * ((x3 - x2) / t3 - (x3 - x1) / (t2 + t3)) + (x2 - x1);
    const by = t2 * ((y3 - y2) / t3 - (y3 - y1) / (t2 + t3)) + (y2 - y1);

    const pieces = Math.floor(chord / spacing) + 1;
    if (out.length + pieces + 1 > out.x.length) {
      throw new RangeError(
        `A stroke needs ${out.length + pieces + 1} points; there is room for ${out.x.length}`,
      );
    }
    for (let piece = i === from ? 0 : 1; piece <= pieces; piece++) {
      const u = piece / pieces;
      const v = 1 - u;
      // Hermite basis.
      const h1 = v * v * (1 + 2 * u);
      const ha = v * v * u;
      const h2 = u * u * (1 + 2 * v);
      const hb = -u * u * v;
      out.x[out.length] = h1 * x1 + ha * ax + h2 * x2 + hb * bx;
      out.y[out.length] = h1 * y1 + ha * ay + h2 * y2 + hb * by;
      out.length++;
    }
  }
}
