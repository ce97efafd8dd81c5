import { quick } from '../../../proof/trials';
import { given, pointsLost } from '../../../proof/facts';
import type { CurvePrediction } from '../../prediction';
import { prunings, RIGHT, rightOf, SPARSITIES } from './places';

export const randomPruning: CurvePrediction = {
  id: 'predict-random-pruning',
  kind: 'draw',
  title: 'Accuracy, as random weights go',
  question:
    'The same network, but the weights to go are drawn at random rather than the smallest. ' +
    'How many digits does it read right now?',
  x: { title: 'zeros, %', places: SPARSITIES },
  y: RIGHT,
  shape: 'early',
  measured: rightOf,
  explanation:
    'A draw takes weights that carry a decision as readily as idle ones, so the fall begins with ' +
    'the first of them, and soon the network only guesses. This is the control experiment of ' +
    'magnitude pruning: the distance between the curves is what the ranking is worth.',
  byHand: 'By hand: under “Whittle it”, move Sparsity and choose random weights below it.',
  experiment: quick(...prunings('random')),
  evidence: ['zeros', 'accuracy'],
  claim: 'At 40% zeros more than 10 points are lost already, at 75% more than 60.',
  otherwise: 'Another draw may spare a few useful paths. Far out all of them end near 10%.',
  holds: given(
    (_trained, _20, forty, _60, seventyFive) =>
      pointsLost(forty) > 10 && pointsLost(seventyFive) > 60,
  ),
};
