import { roundHalfEven } from './rounding';

/** The code of weight w: clamp(round(w/s) + z), the quotient rounded to float32, ties to even. */
export function toCode(
  weight: number,
  scale: number,
  zeroPoint: number,
  [lowest, highest]: readonly [number, number],
): number {
  const code = roundHalfEven(Math.fround(weight / scale)) + zeroPoint;
  return Math.min(Math.max(code, lowest), highest);
}

/** The weight that a code stands for: s·(q − z), rounded to float32. */
export function fromCode(code: number, scale: number, zeroPoint: number): number {
  return Math.fround(scale * (code - zeroPoint));
}
