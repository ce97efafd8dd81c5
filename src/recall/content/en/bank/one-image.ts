import { given, macsLeft, timesByBatch, timing } from '../../../proof/facts';
import type { Item } from '../../item';
import { pruned, timed } from '../../../proof/trials';

export const oneImage: Item = {
  id: 'one-image',
  number: 19,
  level: 'further',
  kind: 'choice',
  concept: 'One image at a time',
  question:
    'Half of the neurons are removed, and an image takes a third of the multiplications. ' +
    'Why may a single image be classified hardly any sooner?',
  options: [
    {
      text: 'Too few weights are left to gain',
      correct: false,
      feedback:
        'Fewer weights are fewer bytes to read and fewer products. They cannot be what keeps the ' +
        'time up.',
    },
    {
      text: 'Launches or memory set the time',
      correct: true,
      feedback:
        'Each layer costs a launch, and its weights are read once, even for one image. Where that ' +
        'takes longest, arithmetic is not what one waits for.',
    },
    {
      text: 'Rounding errors slow it down',
      correct: false,
      feedback: 'An error changes what is computed, not how long it takes. And these are float32.',
    },
    {
      text: 'The cache still has old weights',
      correct: false,
      feedback:
        'What is not used drops out of a cache by itself. It makes the first run slower at most, ' +
        'and those before the timing are not counted.',
    },
  ],
  explanation:
    'A layer takes as long as the slowest of its parts: its launch, its traffic to memory, its ' +
    'arithmetic. In a batch one launch and one reading of the weights serve many images, so an ' +
    'image takes less time than alone, and arithmetic counts for more. So say for which batch a ' +
    'time holds, and measure the one that you will serve.',
  source:
    'Williams, Waterman, Patterson: Roofline: an insightful visual performance model for multicore ' +
    'architectures, 2009',
  experiment: {
    ...timed(
      { label: 'As trained, against itself', steps: [] },
      { label: 'Half of the neurons removed', steps: [pruned(0.5, 'global', 'structured')] },
    ),
    measure: 'curve',
  },
  evidence: ['macs', 'timeOfImage', 'timeByBatch', 'timeBounds'],
  claim:
    'Multiplications fall to about a third, the time of a single image by less. In the batch that ' +
    'suits it best, the smaller network takes less than half as long for an image as alone.',
  otherwise:
    'Multiplications are counted, so look at the times. On a slow device with little cost a ' +
    'launch, arithmetic can be what counts even for one image; the last column says what does.',
  holds: given((_trained, smaller) => {
    const times = timesByBatch(smaller, 'after').map(({ ms }) => ms);
    const one = timing(smaller, 'image');
    if (!one) return false;
    const work = macsLeft(smaller);
    return work < 0.4 && one.ratio.median > work && Math.min(...times) < times[0]! / 2;
  }),
};
