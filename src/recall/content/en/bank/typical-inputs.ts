import type { ActivationsStep } from '../../../../core/steps/activations';
import { given, pointsLost } from '../../../proof/facts';
import type { Item } from '../../item';
import { quick, TRAINED } from '../../../proof/trials';

function calibrated(images: ActivationsStep['images']): ActivationsStep {
  return { kind: 'activations', bits: 8, range: 'minmax', images };
}

export const typicalInputs: Item = {
  id: 'typical-inputs',
  number: 16,
  level: 'further',
  kind: 'choice',
  concept: 'What calibration must see',
  question:
    'What flows between the layers is quantized too, at ranges that are chosen beforehand. ' +
    'What does the network have to read while they are chosen?',
  options: [
    {
      text: 'Blank images of the right size',
      correct: false,
      feedback:
        'A blank image excites few units, and weakly. Ranges chosen by it clip whatever a digit ' +
        'brings about.',
    },
    {
      text: 'Typical images of those to come',
      correct: true,
      feedback:
        'They bring about the activations that will have to be coded, so the ranges hold these and ' +
        'little else.',
    },
    {
      text: 'No images, as weights say enough',
      correct: false,
      feedback:
        'Weights have ranges of their own. Those of activations depend on what is read as well, ' +
        'and bounds from weights alone are far too wide.',
    },
    {
      text: 'The single image with most ink',
      correct: false,
      feedback:
        'More ink is not more activation in every layer, and an extreme would stretch a range ' +
        'until the usual values share few codes.',
    },
  ],
  explanation:
    'A range that is too narrow clips, one that is too wide wastes codes. Both depend on the ' +
    'inputs, so calibrate on a few hundred that are typical, drawn from training and not from the ' +
    'images that the network is judged by. No labels are needed.',
  experiment: {
    ...quick(
      TRAINED,
      { label: 'Calibrated on digits', steps: [calibrated('digits')] },
      { label: 'Calibrated on blank images', steps: [calibrated('blank')] },
    ),
    model: 'lenet-5',
  },
  evidence: ['pointsLost', 'accuracy'],
  claim:
    'Activations of 8 bits lose 1 point at most where their ranges were chosen on digits, and more ' +
    'than 30 where they were chosen on blank images.',
  otherwise:
    'How much the wrong images cost depends on the network: where many units answer to a blank ' +
    'image too, its ranges are not so far off.',
  holds: given((_trained, digits, blank) => pointsLost(digits) <= 1 && pointsLost(blank) > 30),
};
