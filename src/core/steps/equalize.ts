import type { StepType } from './step';

/**
 * Cross-layer equalization: scale each channel up in one layer and down in the next, so that the
 * ranges of channels are alike and the network computes the same (Nagel et al. 2019, "Data-free
 * quantization through weight equalization and bias correction").
 */
export interface EqualizeStep {
  readonly kind: 'equalize';
}

export const equalize: StepType<EqualizeStep> = {
  kind: 'equalize',
  parameters: [],
  describe: () => 'equalize the ranges of channels across layers',
};
