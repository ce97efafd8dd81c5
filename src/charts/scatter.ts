import type { Axis } from './curve';

/** One point of a scatter. */
export interface Dot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** On the front, dominated by a point of it, the network before, or what others are compared with. */
  readonly kind: 'front' | 'dominated' | 'before' | 'rival';
  /** What it is, with its figures and their units. */
  readonly name: string;
}

/** Room beyond the outermost points, as a share of their span. */
const MARGIN = 0.06;

/**
 * An axis that all values have room on, of which there may be none: never below 0 where no value is,
 * nor above `most`, beyond which there can be none, and with some length where all are the same.
 */
export function axisAround(title: string, values: readonly number[], most = Infinity): Axis {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (least > greatest) return { title, min: 0, max: 1 };
  const margin = MARGIN * (greatest - least || Math.abs(greatest) || 1);
  return {
    title,
    min: least < 0 ? least - margin : Math.max(0, least - margin),
    max: Math.min(most, greatest + margin),
  };
}

/** Dots from left to right, and from the bottom up where they stand above each other. */
export function leftToRight(dots: readonly Dot[]): Dot[] {
  return [...dots].sort((a, b) => a.x - b.x || a.y - b.y);
}

/** The dot nearest to a place, at most so far from it, in a picture of so many pixels; or undefined. */
export function nearestDot(
  dots: readonly Dot[],
  place: (dot: Dot) => readonly [left: number, top: number],
  [left, top]: readonly [left: number, top: number],
  most: number,
): Dot | undefined {
  let nearest: Dot | undefined;
  let least = most;
  for (const dot of dots) {
    const [x, y] = place(dot);
    const distance = Math.hypot(x - left, y - top);
    if (distance <= least) [nearest, least] = [dot, distance];
  }
  return nearest;
}
