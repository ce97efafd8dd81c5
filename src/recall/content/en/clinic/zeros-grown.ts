import { finetuned, pruned, quick } from '../../../proof/trials';
import { given, pointsLost, zeroShare } from '../../../proof/facts';
import { ZEROS, type Case } from '../../case';

export const zerosGrown: Case = {
  id: 'clinic-zeros-grown',
  title: 'The zeros that went away',
  story:
    'A colleague prunes 90% of LeNet-300-100 and fine-tunes it. Accuracy comes back, but the file does not deflate any more. They show you the zeros.',
  experiment: quick(
    { label: '90% pruned', steps: [pruned(0.9)] },
    { label: 'Fine-tuned', steps: [pruned(0.9), finetuned('free')] },
  ),
  figure: ZEROS,
  question: 'What went wrong?',
  options: [
    {
      text: 'The mask was not kept in training',
      correct: true,
      feedback:
        'To a gradient a pruned weight is one like any other: it moved, and is zero no more.',
    },
    {
      text: 'The learning rate was too high',
      correct: false,
      feedback:
        'Any rate above zero moves pruned weights away from zero. Only how far depends on it.',
    },
    {
      text: 'Too large a share was pruned',
      correct: false,
      feedback:
        'Accuracy came back, so there was enough left. The same share with a mask stays zero.',
    },
    {
      text: 'It was not trained for long enough',
      correct: false,
      feedback: 'Training longer brings no zeros back: nothing draws those weights to zero.',
    },
  ],
  explanation:
    'The log says free: pruned weights were only where training started. With a mask they are held at zero, and what is left wins back most of the accuracy too.',
  remedy: {
    action: 'Run the remedy',
    experiment: quick({
      label: 'Fine-tuned, mask kept',
      steps: [pruned(0.9), finetuned('keep')],
    }),
    figure: ZEROS,
  },
  claim:
    'Without the mask fewer than half of the zeros are left, with it all of them, and accuracy is won back as well.',
  otherwise: 'A training that was ended early leaves more zeros and wins back less.',
  holds: given(
    (cut, free, kept) =>
      zeroShare(free) < zeroShare(cut) / 2 &&
      zeroShare(kept) >= zeroShare(cut) &&
      pointsLost(kept) < pointsLost(cut),
  ),
};
