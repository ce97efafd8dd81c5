import type { TechniqueFigures } from '../core/report';

/** What came of the techniques, in a few sentences. */
export function techniqueWords(techniques: TechniqueFigures): string {
  const { batchNorm, equalized, corrected, activations } = techniques;
  const sentences = [
    batchNorm === 'folded' && 'Batch norm is folded into the kernels, before and after.',
    equalized.length > 0 && `${equalized.length} kernels equalized.`,
    corrected.length > 0 && `Biases of ${corrected.length} layers corrected.`,
    activations.length > 0 &&
      `${activations.length} tensors of activations quantized: simulated in float32, so not timed.`,
  ];
  return sentences.filter((sentence) => sentence !== false).join(' ');
}
