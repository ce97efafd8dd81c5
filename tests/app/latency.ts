import type { LatencyFigures } from '../../src/core/report';
import { STEADY } from '../recall/reports';

/** One image, measured at these medians in milliseconds. */
export function measured(before: number, after: number, measurable = true): LatencyFigures {
  const side = (median: number) => ({ median, low: median, high: median });
  const ratio = { median: after / before, low: after / before, high: after / before };
  return {
    batch: 1,
    pairs: 41,
    before: side(before),
    after: side(after),
    ratio,
    ...STEADY,
    measurable,
  };
}
