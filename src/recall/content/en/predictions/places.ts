import type { Trial } from '../../../../core/experiment';
import { pruned, TRAINED } from '../../../proof/trials';
import { plain } from '../../../../parts/format';
import type { CurvePrediction, CurvePlace } from '../../prediction';

/** Zeros in percent: few enough to draw by hand, and evenly enough to tell a shape by. */
const ZEROS = [20, 40, 60, 75, 90, 99];

/** The shares of weights that a curve over sparsity is drawn at. */
export const SPARSITIES: readonly CurvePlace[] = [0, ...ZEROS].map((at) => ({
  at,
  label: `${at}`,
  says: `${at}% zeros`,
}));

/** A trial for each of them. */
export function prunings(method: 'magnitude' | 'random' = 'magnitude'): Trial[] {
  const trials = ZEROS.map((at) => ({
    label: `${at}% zeros`,
    steps: [pruned(at / 100, 'global', method)],
  }));
  return [TRAINED, ...trials];
}

/** Accuracy in percent of the images, from what LeNet-300-100 gets right as trained. */
export const RIGHT: CurvePrediction['y'] = {
  title: 'digits read right, %',
  max: 100,
  start: 99.5,
  says: (value) => `${plain(value, 1)}% right`,
};

export const rightOf: CurvePrediction['measured'] = ({ accuracy }) => 100 * accuracy.after.accuracy;
