import { given, withinHalfScale } from '../../../proof/facts';
import type { Item } from '../../item';
import { quantized, quick } from '../../../proof/trials';

export const scaleAndCode: Item = {
  id: 'scale-and-code',
  number: 1,
  level: 'beginner',
  kind: 'card',
  concept: 'What quantization does',
  question:
    'In one kernel the largest |w| is 2.54. Under symmetric int8 quantization, per tensor, ' +
    'which code does the weight 0.30 get?',
  options: [
    {
      text: '0',
      correct: false,
      feedback:
        'This casts before scaling: 0.30 as an integer is 0. Divide by the scale first, then round.',
    },
    {
      text: '15',
      correct: true,
      feedback: 'The scale is 2.54 ÷ 127 = 0.02, and 0.30 ÷ 0.02 = 15.',
    },
    {
      text: '30',
      correct: false,
      feedback:
        'This lays all 255 steps on one side of zero: 2.54 ÷ 255 ≈ 0.01. ' +
        'Symmetric int8 has 127 steps on each side.',
    },
    {
      text: '38',
      correct: false,
      feedback:
        'This is 0.30 × 127 ≈ 38, which forgets the range of the kernel. ' +
        'Only a weight of 2.54 may get the code 127.',
    },
  ],
  explanation:
    'Quantization keeps an integer code for each weight and one scale for many weights: ' +
    'scale = max|w| ÷ 127 and code = round(w ÷ scale). Decoding multiplies back, here ' +
    '15 × 0.02 = 0.30. Rounding moves a weight by half a scale at most.',
  experiment: quick(
    { label: '8 bits', steps: [quantized(8, 'tensor')] },
    { label: '4 bits', steps: [quantized(4, 'tensor')] },
  ),
  evidence: ['scale', 'errorInScales'],
  claim:
    'With fewer bits the scale grows, but no weight of this network moves by more than ' +
    'half a scale.',
  otherwise:
    'Float32 arithmetic may add its own last bits, far below a thousandth of a scale. ' +
    'Anything larger is a fault of this page, not of the rule.',
  holds: given((eight, four) => withinHalfScale(eight) && withinHalfScale(four)),
};
