import { given, pointsLost } from '../facts';
import type { Item } from '../item';
import { finetuned, pruned, quantized, quick } from './trials';

export const pruneOrQuantizeFirst: Item = {
  id: 'prune-or-quantize-first',
  number: 22,
  level: 'further',
  kind: 'explain',
  concept: 'Which of the two comes first',
  question:
    'You mean to prune a network and to quantize it. Which do you do first, and why? ' +
    'Say what would change your mind.',
  hint:
    'Which of the two needs fine weights to rank, and which reads its scales off the weights that ' +
    'are left? Where does training fit in?',
  checklist: [
    'Usually prune first: float32 weights have a fine order, few bits make many of them equal.',
    'After pruning, fine-tune with the mask kept; then fit scales to the weights that are left.',
    'It is a rule of thumb, not a law: measure both for your network, your bits and your training.',
  ],
  modelAnswer:
    'I would prune first. In float32 every weight has its own magnitude to be ranked by, and ' +
    'fine-tuning under the mask wins back accuracy in small steps. Then I would quantize what is ' +
    'left, at scales of its own, and train through the codes where bits are few. But it is no law: ' +
    'if a device fixes the codes, or training does both at once, the other way can do as well, so ' +
    'I would measure both.',
  pitfalls: [
    {
      text: 'The order makes no difference.',
      feedback:
        'Each works on what the other has left: codes tie weights that had an order, and pruning ' +
        'can change the range that a scale is fitted to.',
    },
    {
      text: 'Quantizing first is always wrong.',
      feedback: 'With 8 bits the order of the weights is nearly kept, and little may be lost.',
    },
    {
      text: 'Quantizing ends the need to fine-tune.',
      feedback:
        'Codes win nothing back that pruning has lost. Training does, before or through them.',
    },
  ],
  experiment: quick(
    { label: '90%, 4\u00a0bits', steps: [pruned(0.9), quantized(4, 'channel')] },
    { label: '90%, fine-tuned', steps: [pruned(0.9), finetuned()] },
    {
      label: '90%, fine-tuned, 4\u00a0bits',
      steps: [pruned(0.9), finetuned(), quantized(4, 'channel')],
    },
  ),
  evidence: ['deflateBytes', 'zerosLeft', 'accuracy'],
  claim:
    'Pruned, fine-tuned and then quantized, the network keeps its zeros, loses less than half of ' +
    'what it loses without training, and at most 2 points more than before it was quantized.',
  otherwise:
    'A training that was ended early wins back less. And this bears out one order only: recipes ' +
    'of this page quantize last, so the other one is not run here.',
  holds: given((untrained, tuned, coded) => {
    const rescued = pointsLost(coded) < pointsLost(untrained) / 2;
    const cheap = pointsLost(coded) - pointsLost(tuned) <= 2;
    return rescued && cheap && coded.sparsity.achieved >= tuned.sparsity.achieved;
  }),
};
