import { given, pointsLost } from '../../../proof/facts';
import type { Item } from '../../item';
import { quantized, quick } from '../../../proof/trials';

export const channelRanges: Item = {
  id: 'channel-ranges',
  number: 13,
  level: 'further',
  kind: 'choice',
  concept: 'Channels of unequal range',
  question:
    'In some kernels the largest weight of one channel is thousands of times that of another. ' +
    'With which int8 weights does the network survive?',
  options: [
    {
      text: 'Symmetric codes, per tensor',
      correct: false,
      feedback:
        'The scale follows the largest channel. Measured by it, all weights of a small channel ' +
        'round to 0, and the channel goes silent.',
    },
    {
      text: 'An asymmetric range, per tensor',
      correct: false,
      feedback:
        'A zero-point moves the range, so that no code is wasted on one side. It is still one ' +
        'range for all channels, and the small ones are lost in it.',
    },
    {
      text: 'Symmetric codes, per channel',
      correct: true,
      feedback:
        'Each channel has a scale of its own, so a small one has as many codes as a large one.',
    },
    {
      text: 'A scale fitted on more images',
      correct: false,
      feedback:
        'Images choose the ranges of activations. The ranges of weights are read off the weights, ' +
        'and no image changes those.',
    },
  ],
  explanation:
    'Batch norm, folded into a kernel, multiplies each channel by a factor of its own. Where the ' +
    'factors are far apart, one scale a tensor leaves some channels no code but 0. MobileNetV1 ' +
    'with its weights in int8 fell to 0.1% with one asymmetric range a tensor; one symmetric scale ' +
    'a channel kept 59.1% of its 70.9%. The network in this experiment was made to show it.',
  source: 'Krishnamoorthi: Quantizing deep convolutional networks for efficient inference, 2018',
  experiment: {
    ...quick(
      { label: 'Symmetric, per tensor', steps: [quantized(8, 'tensor')] },
      { label: 'Asymmetric, per tensor', steps: [quantized(8, 'tensor', 'asymmetric')] },
      { label: 'Symmetric, per channel', steps: [quantized(8, 'channel')] },
    ),
    model: 'ds-cnn',
  },
  evidence: ['scale', 'pointsLost', 'accuracy'],
  claim:
    'With one range a tensor, symmetric or not, the network loses more than 50 points. With one ' +
    'scale a channel it loses 1 point at most.',
  otherwise:
    'Other weights have other ranges: DS-CNN (AdamW), the same layers trained as usual, bears one ' +
    'scale a tensor.',
  holds: given((symmetric, asymmetric, channel) => {
    const ruined = [symmetric, asymmetric].every((report) => pointsLost(report) > 50);
    return ruined && pointsLost(channel) <= 1;
  }),
};
