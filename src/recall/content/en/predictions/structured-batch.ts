import type { Experiment } from '../../../../core/experiment';
import { pruned } from '../../../proof/trials';
import { given, timing } from '../../../proof/facts';
import type { OutcomePrediction } from '../../prediction';

const experiment: Experiment = {
  model: 'lenet-5',
  trials: [
    { label: 'Half the weights zero', steps: [pruned(0.5)] },
    { label: 'Half the filters gone', steps: [pruned(0.5, 'layer', 'structured')] },
  ],
  measure: 'full',
};

export const structuredBatch: OutcomePrediction = {
  id: 'predict-structured-batch',
  kind: 'choose',
  title: 'Time, with half of the filters gone',
  question:
    'In LeNet-5, half of the weights are set to zero. Or else half of the filters and neurons of ' +
    'each layer are removed. Which of the two reads a whole batch of images in less time?',
  options: [
    {
      text: 'The one with zeros',
      correct: false,
      feedback:
        'Its matrices have the same shapes as before, and a zero is multiplied like the rest.',
    },
    {
      text: 'The one with fewer filters',
      correct: true,
      feedback:
        'Its layers are really smaller: a layer with half of its filters and half of its inputs ' +
        'does about a quarter of the work.',
    },
    {
      text: 'Both, by about as much',
      correct: false,
      feedback: 'Equal shares removed are not equal work saved: dense kernels cannot skip a zero.',
    },
    {
      text: 'Neither takes less time',
      correct: false,
      feedback: 'That holds for zeros. Smaller layers save work that the device had to do.',
    },
  ],
  explanation:
    'Zeros are a chance for formats and kernels that skip them. Removing filters makes every ' +
    'device do less. It costs more accuracy at the same share, which fine-tuning wins back in ' +
    'part.',
  byHand:
    'By hand: open LeNet-5, choose to remove filters and neurons below Sparsity, and compare ' +
    'the latencies at several batch sizes.',
  experiment,
  evidence: ['shapes', 'timeOfBatch'],
  claim:
    'A batch takes measurably less time with half of the filters, and not with half the zeros.',
  otherwise:
    'On a fast GPU even a batch of a network so small may be over before the work shows: then ' +
    'launching its layers takes the time, and there are as many of them as before.',
  holds: given((zeros, fewer) => {
    const [masked, smaller] = [timing(zeros, 'batch'), timing(fewer, 'batch')];
    const gained = smaller !== undefined && smaller.measurable && smaller.ratio.median < 1;
    return gained && masked !== undefined && !(masked.measurable && masked.ratio.median < 1);
  }),
};
