import type { Report } from '../../../../core/report';
import { given, zeroMiss, zeroShare } from '../../../proof/facts';
import type { Item } from '../../item';
import { pruned, quantized, quick } from '../../../proof/trials';

export const exactZero: Item = {
  id: 'exact-zero',
  number: 15,
  level: 'further',
  kind: 'choice',
  concept: 'Why the zero-point is an integer',
  question:
    'Asymmetric codes stand for s·(q − z). The zero-point z is rounded to an integer, ' +
    'though the range would be met better without. What for?',
  options: [
    {
      text: 'So that 0 has a code of its own',
      correct: true,
      feedback: 'Where q = z the weight is exactly 0, so pruned weights and padding stay zero.',
    },
    {
      text: 'So that a code takes fewer bytes',
      correct: false,
      feedback:
        'A code takes the same bits either way. There is one zero-point a tensor or a channel, so ' +
        'its own bytes hardly count.',
    },
    {
      text: 'So that the range is symmetric',
      correct: false,
      feedback:
        'It stays asymmetric: rounding z moves both ends by half a scale at most. Symmetric codes ' +
        'have no zero-point at all.',
    },
    {
      text: 'So that rounding takes less time',
      correct: false,
      feedback:
        'Rounding a weight is the same work for any z, and it is done once, before the network runs.',
    },
  ],
  explanation:
    'Zero is the one number that must not move. If it fell between two codes, all pruned weights ' +
    'would become the same small number: no longer zeros, and together a shift of every output. ' +
    'Padding and ReLU write zeros too. So z is rounded, and the range gives way by half a scale ' +
    'at most.',
  source:
    'Jacob et al.: Quantization and training of neural networks for efficient ' +
    'integer-arithmetic-only inference, 2018, section 2.1',
  experiment: quick(
    { label: '90% pruned, float32', steps: [pruned(0.9)] },
    { label: '8 bits, asymmetric', steps: [pruned(0.9), quantized(8, 'tensor', 'asymmetric')] },
    { label: '5 bits, asymmetric', steps: [pruned(0.9), quantized(5, 'tensor', 'asymmetric')] },
  ),
  evidence: ['zerosLeft', 'zeroMiss', 'accuracy'],
  claim:
    'All zeros are left at 8 and at 5 bits. With zero-points as they come out before rounding, 0 ' +
    'would miss every code of some kernel by more than a quarter of a scale.',
  otherwise:
    'Zeros under exact codes cannot get fewer, so that would be a fault of this page. By how much ' +
    'an unrounded zero-point misses is up to the least and the greatest weight.',
  holds: given((float32, eight, five) =>
    [eight, five].every((coded) => zeroShare(coded) >= zeroShare(float32) && misses(coded)),
  ),
};

function misses(report: Report): boolean {
  return (zeroMiss(report) ?? 0) > 0.25;
}
