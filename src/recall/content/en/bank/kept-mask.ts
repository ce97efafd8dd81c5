import { given, pointsLost, zeroShare } from '../../../proof/facts';
import type { Item } from '../../item';
import { finetuned, pruned, quick } from '../../../proof/trials';

export const keptMask: Item = {
  id: 'kept-mask',
  number: 17,
  level: 'further',
  kind: 'choice',
  concept: 'What fine-tuning must keep',
  question:
    'A network is pruned to 90% and then fine-tuned. ' +
    'What does training have to keep so that the pruning is not undone?',
  options: [
    {
      text: 'The mask of pruned weights',
      correct: true,
      feedback: 'It says which weights are pruned, and holds those at zero while the others learn.',
    },
    {
      text: 'The learning rate of before',
      correct: false,
      feedback:
        'A rate says how far a step goes, not which weights take it. Whatever it is, pruned ' +
        'weights move too.',
    },
    {
      text: 'The order of the batches',
      correct: false,
      feedback: 'Images may come in any order, and new ones too. No order keeps a weight at zero.',
    },
    {
      text: 'The scale of each kernel',
      correct: false,
      feedback:
        'A scale belongs to quantization, where it turns codes into weights. These weights are ' +
        'float32 and have none.',
    },
  ],
  explanation:
    'Fine-tuning wins accuracy back with the weights that are left. To a gradient a pruned weight ' +
    'is a number like any other, and training moves it too. Without a mask most zeros ' +
    'grow again; those stay that no image reaches, such as weights of pixels that are always ' +
    'blank. What comes out is accurate, but hardly pruned.',
  experiment: quick(
    { label: '90% pruned', steps: [pruned(0.9)] },
    { label: 'Fine-tuned, mask kept', steps: [pruned(0.9), finetuned('keep')] },
    { label: 'Fine-tuned, no mask', steps: [pruned(0.9), finetuned('free')] },
  ),
  evidence: ['zerosLeft', 'accuracy'],
  claim:
    'Fine-tuning raises accuracy with the mask and without it. With the mask all zeros are left, ' +
    'without it fewer than half of them.',
  otherwise:
    'Zeros under a mask cannot get fewer, so that would be a fault of this page. A training that ' +
    'was ended early wins back less, and leaves more zeros where no mask holds them.',
  holds: given((cut, kept, free) => {
    const raised = [kept, free].every((tuned) => pointsLost(tuned) < pointsLost(cut));
    return raised && zeroShare(kept) >= zeroShare(cut) && zeroShare(free) < zeroShare(cut) / 2;
  }),
};
