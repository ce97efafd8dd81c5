import type { StepType } from './step';

/** Store every kernel weight as an IEEE 754 half-precision number. */
export interface Float16Step {
  readonly kind: 'float16';
}

export const float16: StepType<Float16Step> = {
  kind: 'float16',
  parameters: [],
  describe: () => 'store weights as float16',
};
