import { quantized, quick, TRAINED } from '../../../proof/trials';
import { given, pointsLost } from '../../../proof/facts';
import type { CurvePrediction } from '../../prediction';
import { RIGHT, rightOf } from './places';

const BITS = [8, 7, 6, 5, 4, 3, 2];

export const accuracyByBits: CurvePrediction = {
  id: 'predict-accuracy-by-bits',
  kind: 'draw',
  title: 'Accuracy, as codes get shorter',
  question:
    'The weights of LeNet-300-100 are stored as codes of 8 bits, then 7, down to 2, with one ' +
    'scale a tensor and no training. How many digits does it read right?',
  x: {
    title: 'bits a weight',
    // As if each were one step further than the one before.
    places: [
      { at: 0, label: 'float32', says: 'float32' },
      ...BITS.map((bits, i) => ({ at: i + 1, label: `${bits}`, says: `${bits}\u00a0bits` })),
    ],
  },
  y: RIGHT,
  shape: 'cliff',
  measured: rightOf,
  explanation:
    'Each bit less about doubles the distance between codes, and with it the largest rounding error. ' +
    'Down to about 5 bits that is small beside the weights and hardly an answer changes. With 2 ' +
    'bits and a common scale only −1, 0 and 1 are left, and nearly every weight rounds to 0.',
  byHand: 'By hand: under “Whittle it”, move Bits and set one scale a tensor.',
  experiment: quick(
    TRAINED,
    ...BITS.map((bits) => ({
      label: `${bits}\u00a0bits`,
      steps: [quantized(bits, 'tensor')],
    })),
  ),
  evidence: ['denseBytes', 'accuracy'],
  claim: 'From 8 to 5 bits no more than 2 points are lost; 2 bits lose more than 40.',
  otherwise:
    'How few bits a network bears depends on its weights: where channels differ much in range, ' +
    'one scale a tensor fails earlier.',
  holds: given(
    (_trained, eight, seven, six, five, _4, _3, two) =>
      [eight, seven, six, five].every((report) => pointsLost(report) <= 2) && pointsLost(two) > 40,
  ),
};
