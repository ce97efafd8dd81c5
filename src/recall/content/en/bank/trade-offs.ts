import { deflateRatio, given, pointsLost } from '../../../proof/facts';
import type { Item } from '../../item';
import { finetuned, pruned, quantized, quick } from '../../../proof/trials';

export const tradeOffs: Item = {
  id: 'trade-offs',
  number: 12,
  level: 'intermediate',
  kind: 'explain',
  concept: 'The trade-offs',
  question:
    'You can prune further, take fewer bits, or both. Explain how you would decide how far to ' +
    'go, and what going further costs. Cite one figure of your own.',
  hint:
    'Picture accuracy against size, one point for each setting. Where does the front bend? What ' +
    'would bring a point beyond the bend back up? And who has to be able to run it?',
  checklist: [
    'Savings are nearly free up to the knee of the front of accuracy and size; beyond it each ' +
      'byte costs much accuracy.',
    'Accuracy can be won back by fine-tuning, which costs data and time.',
    'The choice must fit the hardware and its kernels, and calibration must see typical inputs.',
  ],
  modelAnswer:
    'I would plot accuracy against size for many settings and stop at the knee of the front: up ' +
    'to there bytes are nearly free, beyond it accuracy falls fast. If I need to go further I ' +
    'must fine-tune with the mask kept, which takes training data and time. And the setting ' +
    'has to suit the target: the formats and kernels its hardware has, and, once activations ' +
    'are quantized, ranges calibrated on typical inputs.',
  pitfalls: [
    {
      text: 'Each step costs the same accuracy.',
      feedback: 'Loss is not linear: almost nothing for long, then a collapse.',
    },
    {
      text: 'The savings of both add up.',
      feedback:
        'The second technique works on what the first has left, in size and in accuracy. ' +
        'Measure the pair.',
    },
    {
      text: 'Fine-tuning keeps the zeros by itself.',
      feedback: 'Gradients move pruned weights too, unless a mask holds them at zero.',
    },
  ],
  experiment: quick(
    { label: '50%, 8\u00a0bits', steps: [pruned(0.5), quantized(8, 'channel')] },
    { label: '80%, 4\u00a0bits', steps: [pruned(0.8), quantized(4, 'channel')] },
    { label: '90%, 4\u00a0bits', steps: [pruned(0.9), quantized(4, 'channel')] },
    {
      label: '90%, fine-tuned, 4\u00a0bits',
      steps: [pruned(0.9), finetuned(), quantized(4, 'channel')],
    },
    { label: '90%, 2\u00a0bits', steps: [pruned(0.9), quantized(2, 'channel')] },
  ),
  evidence: ['deflateBytes', 'deflateRatio', 'accuracy'],
  claim:
    'The mildest setting is at least twice as small, deflated, as the trained network and loses ' +
    '2 points at most; the harshest is smaller still and loses more than 20. At 90% and 4 bits, ' +
    'fine-tuning wins back more than half of what was lost.',
  otherwise:
    'The knee stands elsewhere for another network or another training. Look for the row after ' +
    'which accuracy falls fastest. A fine-tuning that was ended early wins back less.',
  holds: given((mildest, _middle, harsh, tuned, harshest) => {
    const knee = pointsLost(mildest) <= 2 && pointsLost(harshest) > 20;
    const smaller = deflateRatio(mildest) >= 2 && deflateRatio(harshest) > deflateRatio(mildest);
    return knee && smaller && pointsLost(tuned) < pointsLost(harsh) / 2;
  }),
};
