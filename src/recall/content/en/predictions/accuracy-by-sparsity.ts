import { quick } from '../../../proof/trials';
import { given, pointsLost } from '../../../proof/facts';
import type { CurvePrediction } from '../../prediction';
import { prunings, RIGHT, rightOf, SPARSITIES } from './places';

export const accuracyBySparsity: CurvePrediction = {
  id: 'predict-accuracy-by-sparsity',
  kind: 'draw',
  title: 'Accuracy, as weights are pruned',
  question:
    'LeNet-300-100 is pruned by magnitude over the whole network, and not fine-tuned. ' +
    'How many digits does it read right as zeros go from 0% to 99%?',
  x: { title: 'zeros, %', places: SPARSITIES },
  y: RIGHT,
  shape: 'cliff',
  measured: rightOf,
  explanation:
    'The smallest weights hardly move any output, so more than half can go at almost no cost. ' +
    'Then the weights that do the work begin to go, and accuracy falls off a cliff, down to the ' +
    'one in ten that a blind guess gets right.',
  byHand: 'By hand: under “Whittle it”, move Sparsity and watch Accuracy in the table of results.',
  experiment: quick(...prunings()),
  evidence: ['zeros', 'accuracy'],
  claim: 'At 40% zeros less than 2 points are lost, at 90% more than 5, at 99% more than 40.',
  otherwise: 'Where the cliff stands depends on the training: look for where the fall begins.',
  holds: given(
    (_trained, _20, forty, _60, _75, ninety, last) =>
      pointsLost(forty) < 2 && pointsLost(ninety) > 5 && pointsLost(last) > 40,
  ),
};
