import { given, pointsLost } from '../../../proof/facts';
import type { Item } from '../../item';
import { pruned, quantized, quick } from '../../../proof/trials';

const BUDGET = 300_000;

export const underBudget: Item = {
  id: 'under-budget',
  number: 10,
  level: 'intermediate',
  kind: 'choice',
  concept: 'Deploying under a budget',
  question:
    'LeNet-300-100 must fit into 300 KB on a device that reads dense arrays and has no sparse ' +
    'kernels. At most half a point may be lost. What do you ship?',
  options: [
    {
      text: '2 bits, one scale a tensor',
      correct: false,
      feedback:
        'It fits with room to spare, but three values a kernel are too few without training ' +
        'for them: far more than half a point goes.',
    },
    {
      text: 'float16 for all parameters',
      correct: false,
      feedback: '266,610 parameters of two bytes are 533,220 bytes: half the size, over budget.',
    },
    {
      text: 'float32 with 70% zeros',
      correct: false,
      feedback:
        'In a dense array a zero takes four bytes too: 1,066,440 in all. Without sparse kernels ' +
        'the device has no use for another form.',
    },
    {
      text: 'int8, one scale a channel',
      correct: true,
      feedback: '266,200 codes of one byte, and 410 scales and 410 biases of four: 269,480 bytes.',
    },
  ],
  explanation:
    'Check a plan against every limit at once: bytes in the form that the device really reads, ' +
    'accuracy, and the kernels it has. One limit missed rules a plan out, however well it does on ' +
    'the others.',
  experiment: quick(
    { label: 'int8 per channel', steps: [quantized(8, 'channel')] },
    { label: '70% pruned, float32', steps: [pruned(0.7)] },
    { label: '2 bits per tensor', steps: [quantized(2, 'tensor')] },
  ),
  evidence: ['denseBytes', 'pointsLost', 'accuracy'],
  claim: 'Of the three, only int8 takes at most 300,000 bytes and loses half a point at most.',
  otherwise:
    'Bytes are counted, so look at the accuracy: half a point is few images, and another ' +
    'training may fall on either side.',
  holds: given(
    (int8, zeros, twoBits) =>
      int8.size.after.dense <= BUDGET &&
      pointsLost(int8) <= 0.5 &&
      zeros.size.after.dense > BUDGET &&
      pointsLost(twoBits) > 0.5,
  ),
};
