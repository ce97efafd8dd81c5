import { given, macsLeft, timing } from '../../../proof/facts';
import type { Item } from '../../item';
import { pruned, timed } from '../../../proof/trials';

export const maskedZeros: Item = {
  id: 'masked-zeros',
  number: 14,
  level: 'further',
  kind: 'choice',
  concept: 'What zeros do for speed',
  question:
    'Pruning sets 99% of the weights to zero and leaves every shape as it was. ' +
    'How much faster do dense kernels compute the network?',
  options: [
    {
      text: 'About 100 times',
      correct: false,
      feedback:
        'That would take kernels that skip zeros at no cost. Dense ones multiply by each weight, ' +
        'whatever its value.',
    },
    {
      text: 'About 10 times',
      correct: false,
      feedback:
        'Even this counts on zeros being left out. Sparse kernels can do that, and pay for ' +
        'finding the other weights. Dense ones leave out nothing.',
    },
    {
      text: 'About 2 times',
      correct: false,
      feedback:
        'A product with 0 takes as long as any other: the hardware does not look at the value ' +
        'first. No part of the work goes.',
    },
    {
      text: 'Not measurably',
      correct: true,
      feedback: 'The matrices have the same shapes, so the kernels do the same multiplications.',
    },
  ],
  explanation:
    'Time follows the work that the kernels do. Masked weights are still read and multiplied. ' +
    'Where whole neurons or filters go, the matrices themselves become smaller, so that any ' +
    'kernel has less to do. Whether that shows in the time depends on the device and the batch.',
  experiment: timed(
    { label: 'As trained, against itself', steps: [] },
    { label: '99% zeros', steps: [pruned(0.99)] },
    { label: 'Half of the neurons removed', steps: [pruned(0.5, 'global', 'structured')] },
  ),
  evidence: ['zerosLeft', 'macs', 'timeOfImage', 'timeOfBatch'],
  claim:
    'With 99% zeros the network does as many multiplications as before, in a time that cannot be ' +
    'told from before. With half of its neurons removed it does fewer than half as many.',
  otherwise:
    'Multiplications are counted, so look at the times: another tab or a warming chip can slow ' +
    'down one side. The first row, a network timed against itself, shows how much. Run it again.',
  holds: given((_control, zeros, smaller) => {
    const times = [timing(zeros, 'image'), timing(zeros, 'batch')];
    const alike = times.every((time) => time && !time.measurable);
    return alike && macsLeft(zeros) === 1 && macsLeft(smaller) < 0.5;
  }),
};
