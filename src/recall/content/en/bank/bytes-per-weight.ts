import { bytesPerWeight, denseRatio, given } from '../../../proof/facts';
import type { Item } from '../../item';
import { quantized, quick, TRAINED } from '../../../proof/trials';

export const bytesPerKernelWeight: Item = {
  id: 'bytes-per-weight',
  number: 6,
  level: 'beginner',
  kind: 'choice',
  concept: 'What shrinks four times',
  question:
    'A float32 network is quantized to int8, symmetric, per channel. ' +
    'What becomes exactly four times smaller?',
  options: [
    {
      text: 'The number of parameters',
      correct: false,
      feedback:
        'Each weight keeps a code of its own, so there are as many as before. ' +
        'Only smaller layers have fewer.',
    },
    {
      text: 'The bytes of the whole file',
      correct: false,
      feedback:
        'Nearly, not exactly: biases stay float32, and the scales, which were not there before, ' +
        'are added.',
    },
    {
      text: 'The number of distinct values',
      correct: false,
      feedback:
        'That number does fall, but to at most 255 for each scale, however many there were ' +
        'before. It has no fixed ratio.',
    },
    {
      text: 'The bytes of a kernel weight',
      correct: true,
      feedback: '32 bits become 8. Everything else in the file keeps its size or is new.',
    },
  ],
  explanation:
    'LeNet-300-100 has 266,200 kernel weights and 410 biases, 1,066,440 bytes in float32. In ' +
    'int8 they are 266,200 bytes of codes, 1,640 of scales and 1,640 of biases: 269,480 in all, ' +
    'just short of 4×. Fewer scales, one per tensor, come a little closer.',
  experiment: quick(
    TRAINED,
    { label: 'int8 per tensor', steps: [quantized(8, 'tensor')] },
    { label: 'int8 per channel', steps: [quantized(8, 'channel')] },
  ),
  evidence: ['bytesPerWeight', 'denseBytes', 'denseRatio', 'distinct'],
  claim:
    'A kernel weight takes 1 byte in place of 4, and the whole dense file shrinks a little less ' +
    'than 4×.',
  otherwise: 'These bytes are counted, not measured. A difference is a fault of this page.',
  holds: given((trained, tensor, channel) => {
    const four = (ratio: number) => Math.abs(ratio - 4) < 0.01;
    const nearlyFour = (ratio: number) => ratio > 3.9 && ratio < 4;
    return [tensor, channel].every(
      (int8) =>
        four(bytesPerWeight(trained) / bytesPerWeight(int8)) && nearlyFour(denseRatio(int8)),
    );
  }),
};
