/** A point of the plot, in the units of its axes. */
export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

/** A height set at one of the places of a curve. */
export interface SetHeight {
  readonly place: number;
  readonly y: number;
}

/**
 * What a pencil that moves from one point to another sets: the places between them, at the height
 * at which it passes, and the one nearest to where it is now. `places` ascend.
 */
export function strokesOf(
  places: readonly number[],
  from: PlotPoint | undefined,
  to: PlotPoint,
): SetHeight[] {
  const nearest = places.reduce(
    (best, x, at) => (Math.abs(x - to.x) < Math.abs(places[best]! - to.x) ? at : best),
    0,
  );
  const passed = places.flatMap((x, place): SetHeight[] => {
    if (!from || place === nearest || from.x === to.x) return [];
    const share = (x - from.x) / (to.x - from.x);
    return share > 0 && share < 1 ? [{ place, y: from.y + share * (to.y - from.y) }] : [];
  });
  return [...passed, { place: nearest, y: to.y }];
}
