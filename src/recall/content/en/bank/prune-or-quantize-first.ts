import { given, pointsLost } from '../../../proof/facts';
import type { Item } from '../../item';
import { finetuned, pruned, quantized, quick } from '../../../proof/trials';

const PER_TENSOR = quantized(4, 'tensor');
const PER_CHANNEL = quantized(4, 'channel');

/** Prunes what was quantized before: the smallest codes, at scales that fit all weights. */
const codesPruned = (sparsity: number) => pruned(sparsity, 'global', 'codes');

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
      feedback:
        'With a scale a channel, or more bits, codes rank the weights nearly as finely, and either ' +
        'order can come out ahead.',
    },
    {
      text: 'Quantizing ends the need to fine-tune.',
      feedback:
        'Codes win nothing back that pruning has lost. Training does, before or through them.',
    },
  ],
  experiment: quick(
    { label: '80%, then 4\u00a0bits per tensor', steps: [pruned(0.8), PER_TENSOR] },
    { label: '4\u00a0bits per tensor, then 80%', steps: [codesPruned(0.8), PER_TENSOR] },
    { label: '90%, then 4\u00a0bits per channel', steps: [pruned(0.9), PER_CHANNEL] },
    { label: '4\u00a0bits per channel, then 90%', steps: [codesPruned(0.9), PER_CHANNEL] },
    {
      label: '90%, fine-tuned, then 4\u00a0bits per channel',
      steps: [pruned(0.9), finetuned(), PER_CHANNEL],
    },
  ),
  evidence: ['zerosLeft', 'accuracy'],
  claim:
    'Where a tensor has one scale, pruning first keeps at least 20 points that the other order ' +
    'loses. With one a channel quantizing first does no worse, at the same sparsity. Fine-tuned ' +
    'in between, the network loses less than half of what either of these loses.',
  otherwise: 'A training that was ended early wins back less.',
  holds: given((prunedFirst, codesFirst, prunedByChannel, codesByChannel, tuned) => {
    const usually = pointsLost(codesFirst) - pointsLost(prunedFirst) >= 20;
    const noLaw = pointsLost(codesByChannel) <= pointsLost(prunedByChannel);
    const alike = codesByChannel.sparsity.achieved === prunedByChannel.sparsity.achieved;
    return usually && noLaw && alike && pointsLost(tuned) < pointsLost(codesByChannel) / 2;
  }),
};
