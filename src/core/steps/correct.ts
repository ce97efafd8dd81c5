import type { StepType } from './step';

/**
 * Bias correction: take from each bias the mean error that the changed weights cause at its output
 * (Nagel et al. 2019, "Data-free quantization through weight equalization and bias correction").
 */
export interface CorrectStep {
  readonly kind: 'correct';
}

export const correct: StepType<CorrectStep> = {
  kind: 'correct',
  parameters: [],
  describe: () => 'correct the biases by the mean error',
};
