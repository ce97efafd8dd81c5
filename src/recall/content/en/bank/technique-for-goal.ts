import { denseRatio, given, pointsLost } from '../../../proof/facts';
import type { Item } from '../../item';
import { pruned, quantized, quick, TRAINED } from '../../../proof/trials';

export const techniqueForGoal: Item = {
  id: 'technique-for-goal',
  number: 5,
  level: 'beginner',
  kind: 'card',
  concept: 'Choosing a technique',
  question:
    'A dense file should shrink to about a quarter, at most half a point of accuracy may go, ' +
    'and there is no data for fine-tuning. What do you try first?',
  options: [
    {
      text: 'Prune 75% of the weights',
      correct: false,
      feedback:
        'Three weights in four become zero, but a dense file still spends four bytes on each of ' +
        'them, so it stays as long as it was.',
    },
    {
      text: 'Quantize weights to int8',
      correct: true,
      feedback:
        'One byte replaces four, and the scales are read off the weights, so no data is needed.',
    },
    {
      text: 'Store weights as float16',
      correct: false,
      feedback: 'Safe, but two bytes in place of four make a half, not a quarter.',
    },
    {
      text: 'Quantize weights to 2 bits',
      correct: false,
      feedback:
        'Small enough by far, but symmetric 2-bit codes are only −1, 0 and 1. Without training ' +
        'for it, that costs much more than half a point.',
    },
  ],
  explanation:
    'Start from the goal. A quarter of the bytes in a dense file means 8 bits a weight; ' +
    'int8 gets there from the weights alone. Zeros pay once the format can use them, and very ' +
    'few bits pay once the network is trained for them.',
  experiment: quick(
    TRAINED,
    { label: 'int8', steps: [quantized(8, 'channel')] },
    { label: '75% pruned', steps: [pruned(0.75)] },
    { label: '2 bits', steps: [quantized(2, 'channel')] },
  ),
  evidence: ['denseBytes', 'pointsLost', 'accuracy'],
  claim:
    'Of the three, only int8 takes about a quarter of the bytes and loses half a point at most.',
  otherwise:
    'Half a point is few images, so a network near the limit can fall on either side. ' +
    'Compare the intervals too.',
  holds: given(
    (_trained, int8, zeros, twoBits) =>
      denseRatio(int8) > 3.8 &&
      pointsLost(int8) <= 0.5 &&
      denseRatio(zeros) === 1 &&
      pointsLost(twoBits) > 0.5,
  ),
};
