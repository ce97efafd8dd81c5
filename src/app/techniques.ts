import type { TechniqueFigures } from '../core/report';
import { list } from '../core/words';

const BATCH_NORM: Readonly<Record<Exclude<TechniqueFigures['batchNorm'], 'none'>, string>> = {
  folded: 'Batch norm is folded into the kernels, before and after.',
  partly:
    'Batch norm is folded into the kernels where it can be; the rest is kept, before and after.',
  kept: 'Batch norm is kept as layers of its own, before and after.',
};

/** What came of the techniques, in a few sentences. */
export function techniqueWords(techniques: TechniqueFigures): string {
  const { batchNorm, equalized, corrected, activations, silent } = techniques;
  const sentences = [
    batchNorm !== 'none' && BATCH_NORM[batchNorm],
    equalized.length > 0 && `${equalized.length} kernels equalized.`,
    corrected.length > 0 && `Biases of ${corrected.length} layers corrected.`,
    activations.length > 0 &&
      `${activations.length} tensors of activations quantized: simulated in float32, so not timed.`,
    silent.length > 0 &&
      `On the calibration images ${list(silent, 'and')} ${silent.length === 1 ? 'is' : 'are'} 0 throughout: with no range to choose by, the scale is 1.`,
  ];
  return sentences.filter((sentence) => sentence !== false).join(' ');
}
