import { given, pointsLost } from '../../../proof/facts';
import type { Item } from '../../item';
import { quantized, quick, THROUGH_CODES } from '../../../proof/trials';

export const veryFewBits: Item = {
  id: 'very-few-bits',
  number: 23,
  level: 'further',
  kind: 'choice',
  concept: 'What training through the codes rescues',
  question:
    'Training with fake quantization computes every step with the weights rounded to their codes. ' +
    'Which of these does it rescue?',
  options: [
    {
      text: 'Weights in int8, per channel',
      correct: false,
      feedback:
        'They need no rescue: 255 codes and a scale for each channel keep each weight so near ' +
        'that hardly an answer changes.',
    },
    {
      text: 'Time to classify an image',
      correct: false,
      feedback:
        'Training changes which codes the weights have, not how many there are or which kernels ' +
        'compute with them.',
    },
    {
      text: 'Weights of very few bits',
      correct: true,
      feedback:
        'With three values a channel, rounding moves weights so far that the network fails. ' +
        'Training finds weights that work at those values.',
    },
    {
      text: 'Pruning to 50% sparsity',
      correct: false,
      feedback:
        'There is little to rescue: half of the weights cost next to nothing. Further on it is ' +
        'fine-tuning under a mask that helps, and no codes are involved.',
    },
  ],
  explanation:
    'Rounding is an error that the network never met while it was trained. With 8 bits it is too ' +
    'small to matter, with 2 bits too large to bear. Training with fake quantization shows the ' +
    'error at every step and lets gradients pass straight through the rounding, so weights move ' +
    'to where their codes serve. It takes images and time, so first see whether anything is lost.',
  experiment: quick(
    { label: 'int8', steps: [quantized(8, 'channel')] },
    { label: 'int8, trained', steps: [quantized(8, 'channel'), THROUGH_CODES] },
    { label: '2 bits', steps: [quantized(2, 'channel')] },
    { label: '2 bits, trained', steps: [quantized(2, 'channel'), THROUGH_CODES] },
  ),
  evidence: ['denseBytes', 'pointsLost', 'accuracy'],
  claim:
    'int8 loses half a point at most, trained or not. 2 bits lose more than 50 points before ' +
    'training and fewer than 5 after it, in the same number of bytes.',
  otherwise:
    'Half a point is few images, and devices differ in the last bits of their arithmetic, so int8 ' +
    'may fall on either side. A training that was ended early wins back less.',
  holds: given((int8, int8Trained, two, twoTrained) => {
    const unharmed = [int8, int8Trained].every((report) => pointsLost(report) <= 0.5);
    const rescued = pointsLost(two) > 50 && pointsLost(twoTrained) < 5;
    return unharmed && rescued && two.size.after.dense === twoTrained.size.after.dense;
  }),
};
