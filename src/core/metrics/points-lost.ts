import type { Report } from '../report';

type Judged = Pick<Report, 'accuracy'>;

/** The images newly wrong less those newly right, as a share of all that both networks were asked. */
export function shareLost({ accuracy: { change, after } }: Judged): number {
  return (change.lost - change.gained) / after.images;
}

/** Accuracy lost, in percentage points; negative where the network got better. */
export function pointsLost({ accuracy: { change, after } }: Judged): number {
  return (100 * (change.lost - change.gained)) / after.images;
}
