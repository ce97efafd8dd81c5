import type { StepType } from './step';

/** What becomes of batch norm before anything else. Without this step it is folded. */
export interface BatchNormStep {
  readonly kind: 'batchnorm';
  /** `fold` multiplies it into the kernels before it; `keep` leaves layers of its own. */
  readonly mode: 'fold' | 'keep';
}

export const batchnorm: StepType<BatchNormStep> = {
  kind: 'batchnorm',
  parameters: [{ name: 'mode', options: ['fold', 'keep'], initial: 'fold' }],
  describe: ({ mode }) =>
    mode === 'fold' ? 'fold batch norm into the kernels' : 'keep batch norm as layers of its own',
};
