import { denseRatio, given, shapes } from '../../../proof/facts';
import type { Item } from '../../item';
import { pruned, quick, TRAINED } from '../../../proof/trials';

export const zerosSameShape: Item = {
  id: 'zeros-same-shape',
  number: 2,
  level: 'beginner',
  kind: 'card',
  concept: 'What pruning does',
  question: 'A network is pruned by magnitude to 50% sparsity. What is different afterwards?',
  options: [
    {
      text: 'Its matrices are half the size',
      correct: false,
      feedback:
        'That would be structured pruning, which takes out whole neurons or filters. ' +
        'Magnitude pruning works weight by weight and leaves every shape alone.',
    },
    {
      text: 'Half of its neurons are gone',
      correct: false,
      feedback:
        'Weights are chosen one by one, not neuron by neuron. ' +
        'Each neuron stays in its layer and loses some of its inputs.',
    },
    {
      text: 'Half of its weights are zero',
      correct: true,
      feedback:
        'The half of the kernel weights nearest to zero becomes exactly 0; the rest is untouched.',
    },
    {
      text: 'Its dense file is half as long',
      correct: false,
      feedback:
        'A dense file spends four bytes on a zero as on any other float32 weight. ' +
        'Bytes fall only in a format that skips or compresses zeros.',
    },
  ],
  explanation:
    'Pruning by magnitude ranks weights by |w| and sets the smallest to zero. Shapes, dense bytes ' +
    'and multiplications stay as they were. Zeros are a chance, not yet a saving: a sparse ' +
    'format, a compressor or a sparse kernel has to take it.',
  experiment: quick(TRAINED, { label: '50% pruned', steps: [pruned(0.5)] }),
  evidence: ['zeros', 'shapes', 'denseBytes', 'deflateBytes'],
  claim:
    'Half of the weights are zero, in the same shapes and the same number of dense bytes. ' +
    'Only the deflated size falls.',
  otherwise:
    'Sparsity is exact to one weight and a shape never changes, so a difference in either ' +
    'is a fault of this page.',
  holds: given(
    (trained, half) =>
      Math.abs(half.sparsity.achieved - 0.5) < 1e-4 &&
      shapes(half).join() === shapes(trained).join() &&
      denseRatio(half) === 1 &&
      half.size.after.deflate < trained.size.after.deflate,
  ),
};
