import type { StepType } from './step';

/** Quantize what flows between layers too, at ranges calibrated on images. */
export interface ActivationsStep {
  readonly kind: 'activations';
  /** Bits a code, 4 to 8. */
  readonly bits: number;
  /**
   * The range that the codes span: all activations seen, all but the outermost, or the one of least
   * squared error.
   */
  readonly range: 'minmax' | 'percentile' | 'mse';
  /** What the network reads while ranges are chosen: training digits, or as many images without ink. */
  readonly images: 'digits' | 'blank';
}

const RANGES: Readonly<Record<ActivationsStep['range'], string>> = {
  minmax: 'from least to greatest',
  percentile: 'between percentiles',
  mse: 'of least squared error',
};

export const activations: StepType<ActivationsStep> = {
  kind: 'activations',
  parameters: [
    { name: 'bits', min: 4, max: 8, integer: true, initial: 8 },
    { name: 'range', options: ['minmax', 'percentile', 'mse'], initial: 'minmax' },
    { name: 'images', options: ['digits', 'blank'], initial: 'digits' },
  ],
  required: 2,
  describe: ({ bits, range, images }) =>
    `quantize activations to ${bits} bits, range ${RANGES[range]}` +
    (images === 'blank' ? ', chosen on blank images' : ''),
};
