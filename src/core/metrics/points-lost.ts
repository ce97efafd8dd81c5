import type { Report } from '../report';

/**
 * Accuracy lost, in percentage points: the images newly wrong less those newly right, of all that both
 * networks were asked. Negative where the network got better.
 */
export function pointsLost({ accuracy: { change, after } }: Pick<Report, 'accuracy'>): number {
  return (100 * (change.lost - change.gained)) / after.images;
}
