import { quantized, TRAINED } from '../../../proof/trials';
import { given, pointsLost } from '../../../proof/facts';
import { ACCURACY, type Case } from '../../case';

const INT8_TENSOR = quantized(8, 'tensor');

export const oneScale: Case = {
  id: 'clinic-one-scale',
  title: 'Eight bits are too few?',
  story:
    'A colleague quantizes DS-CNN, a tiny MobileNet, to 8 bits and shows you this. “Small networks cannot be quantized,” they say.',
  experiment: {
    model: 'ds-cnn',
    trials: [TRAINED, { label: '8 bits', steps: [INT8_TENSOR] }],
    measure: 'accuracy',
  },
  figure: ACCURACY,
  question: 'What went wrong?',
  options: [
    {
      text: 'Eight bits are too few for it',
      correct: false,
      feedback:
        'The remedy keeps all eight bits and wins the accuracy back. It is how they are spent.',
    },
    {
      text: 'Nobody trained it on afterwards',
      correct: false,
      feedback: 'Training on might help, but the loss has a cause that goes away without any data.',
    },
    {
      text: 'One scale serves all channels',
      correct: true,
      feedback:
        'Folding batch norm gave its channels very different ranges. The widest one sets the scale, and the narrow ones round to little but zero.',
    },
  ],
  explanation:
    'The log says tensor: one scale a kernel. In a depthwise kernel the channels’ ranges differ so widely that many a channel gets a handful of codes. A scale for each channel, or equalization of the ranges first, mends it.',
  remedy: {
    action: 'Run the remedy',
    experiment: {
      model: 'ds-cnn',
      trials: [
        { label: '8 bits per channel', steps: [quantized(8, 'channel')] },
        { label: 'Equalized, 8 bits', steps: [{ kind: 'equalize' }, INT8_TENSOR] },
      ],
      measure: 'accuracy',
    },
    figure: ACCURACY,
  },
  claim: 'With one scale a tensor more than 50 points are lost, with either remedy 1 at most.',
  otherwise: 'Another training has other ranges. Nothing else differs between these runs.',
  holds: given(
    (_trained, tensor, channel, equalized) =>
      pointsLost(tensor) > 50 && pointsLost(channel) <= 1 && pointsLost(equalized) <= 1,
  ),
};
