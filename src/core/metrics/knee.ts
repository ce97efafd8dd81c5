/**
 * The index of a curve's knee, or undefined where it has none: of all points the one that lies
 * highest above the chord from the first to the last, after both axes are normalised to 0…1. This is
 * Kneedle for a curve that is known whole (Satopää, Albrecht, Irwin and Raghavan 2011, "Finding a
 * 'Kneedle' in a haystack: detecting knee points in system behavior", ICDCS Workshops, 166–171),
 * without smoothing and with sensitivity 1: a knee stands out by more than the mean step between
 * points, so a flat curve, a straight one and one that sags below its chord have none.
 *
 * @param points in ascending order of x; the curve may rise or fall.
 * @throws RangeError where x does not ascend or a number is not finite.
 */
export function knee(points: readonly (readonly [x: number, y: number])[]): number | undefined {
  points.forEach(([x, y], i) => {
    const before = i === 0 ? -Infinity : points[i - 1]![0];
    if (!(Number.isFinite(x) && Number.isFinite(y) && x > before)) {
      throw new RangeError(`A curve's x must ascend, its numbers be finite: (${x}, ${y}) at ${i}.`);
    }
  });
  if (points.length < 3) return undefined;
  const [[x0, y0], [x1, y1]] = [points[0]!, points.at(-1)!];
  const ys = points.map(([, y]) => y);
  const range = Math.max(...ys) - Math.min(...ys);
  if (range === 0) return undefined;
  const above = points.map(([x, y]) => (y - y0 - ((y1 - y0) * (x - x0)) / (x1 - x0)) / range);
  const most = Math.max(...above);
  return most > 1 / (points.length - 1) ? above.indexOf(most) : undefined;
}
