/** Which values of a measure are better. */
export type Better = 'smaller' | 'larger';

export type Point = readonly [x: number, y: number];

/** Which values are better across and up. */
export interface Aims {
  readonly x: Better;
  readonly y: Better;
}

/**
 * For each point the index of one on the Pareto front that dominates it: no worse either way, and
 * better one way at least. Of several, the best up, and then the best across; undefined for a point of
 * the front. Equal points do not dominate each other.
 *
 * @throws RangeError where a coordinate is not a number.
 */
export function dominators(points: readonly Point[], aims: Aims): (number | undefined)[] {
  const costs = points.map(([x, y]) => {
    if (Number.isNaN(x) || Number.isNaN(y)) throw new RangeError(`Not a point: (${x}, ${y}).`);
    return { x: aims.x === 'smaller' ? x : -x, y: aims.y === 'smaller' ? y : -y };
  });
  const order = [...costs.keys()].sort(
    (a, b) => compare(costs[a]!.x, costs[b]!.x) || compare(costs[a]!.y, costs[b]!.y) || a - b,
  );
  const found: (number | undefined)[] = points.map(() => undefined);
  /** Of the points so far the best up, the first of its equals. */
  let best: number | undefined;
  for (const index of order) {
    const point = costs[index]!;
    const rival = best === undefined ? undefined : costs[best]!;
    if (rival === undefined || point.y < rival.y) best = index;
    else if (point.y > rival.y || point.x > rival.x) found[index] = best;
  }
  return found;
}

/**
 * The line along a front: what is attained up by points that are at least as good across. Its
 * corners from left to right, those between two points included; equal points are one.
 */
export function frontLine(front: readonly Point[], aims: Aims): Point[] {
  const line: Point[] = [];
  for (const [x, y] of [...front].sort((a, b) => a[0] - b[0])) {
    const last = line.at(-1);
    if (last && last[0] === x && last[1] === y) continue;
    if (last) line.push(aims.x === 'smaller' ? [x, last[1]] : [last[0], y]);
    line.push([x, y]);
  }
  return line;
}

/** Of infinities too, whose difference is no number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
