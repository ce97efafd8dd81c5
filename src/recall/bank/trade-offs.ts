import type { Trial } from '../../core/experiment';
import { percent } from '../../core/words';
import { deflateRatio, given, pointsLost } from '../facts';
import type { Item } from '../item';
import { pruned, quantized, quick } from './trials';

const grid = [0.5, 0.8, 0.9].flatMap((sparsity) =>
  [8, 4, 2].map((bits): Trial => ({
    label: `${percent(sparsity)}, ${bits}\u00a0bits`,
    steps: [pruned(sparsity), quantized(bits, 'channel')],
  })),
);

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
      feedback: 'Gradients move every weight, pruned ones too, unless a mask holds them at zero.',
    },
  ],
  experiment: quick(...grid),
  evidence: ['deflateBytes', 'deflateRatio', 'accuracy'],
  claim:
    'The mildest setting is at least twice as small, deflated, as the trained network and loses ' +
    '2 points at most; the harshest is smaller still and loses more than 20.',
  otherwise:
    'The knee stands elsewhere for another network or another training. Look for the row after ' +
    'which accuracy falls fastest.',
  holds: given((mildest, _b, _c, _d, _e, _f, _g, _h, harshest) => {
    const knee = pointsLost(mildest) <= 2 && pointsLost(harshest) > 20;
    return knee && deflateRatio(mildest) >= 2 && deflateRatio(harshest) > deflateRatio(mildest);
  }),
};
