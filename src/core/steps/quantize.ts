import type { StepType } from './step';

/** Store every kernel weight as an integer code of `bits` bits and a scale. */
export interface QuantizeStep {
  readonly kind: 'quantize';
  /** Bits a code, 2 to 8. */
  readonly bits: number;
  /** One scale a tensor, or one an output channel. */
  readonly granularity: 'tensor' | 'channel';
  /** Codes on both sides of zero, or a range fitted to the weights with a zero-point. */
  readonly scheme: 'symmetric' | 'asymmetric';
}

export const quantize: StepType<QuantizeStep> = {
  kind: 'quantize',
  parameters: [
    { name: 'bits', min: 2, max: 8, integer: true, initial: 8 },
    { name: 'granularity', options: ['tensor', 'channel'], initial: 'channel' },
    { name: 'scheme', options: ['symmetric', 'asymmetric'], initial: 'symmetric' },
  ],
  describe: ({ bits, granularity, scheme }) =>
    `quantize to ${bits} bits, ${scheme}, per ${granularity}`,
};
