import { describeLayers, type Layers } from './layers';
import type { StepType } from './step';

/** How weights become integer codes. */
export interface Codes {
  /** Bits a code, 2 to 8. */
  readonly bits: number;
  /** One scale a tensor, or one an output channel. */
  readonly granularity: 'tensor' | 'channel';
  /** Codes on both sides of zero, or a range fitted to the weights with a zero-point. */
  readonly scheme: 'symmetric' | 'asymmetric';
}

/** Store every kernel weight as an integer code of `bits` bits and a scale. */
export interface QuantizeStep extends Codes {
  readonly kind: 'quantize';
  /** Codes of single layers; `float32` leaves a layer as it is. */
  readonly layers?: Layers<Codes | 'float32'>;
}

export const quantize: StepType<QuantizeStep> = {
  kind: 'quantize',
  parameters: [
    { name: 'bits', min: 2, max: 8, integer: true, initial: 8 },
    { name: 'granularity', options: ['tensor', 'channel'], initial: 'channel' },
    { name: 'scheme', options: ['symmetric', 'asymmetric'], initial: 'symmetric' },
  ],
  override: { names: ['bits', 'granularity', 'scheme'], float32: true },
  describe: ({ bits, granularity, scheme, layers }) =>
    `quantize to ${bits} bits, ${scheme}, per ${granularity}` +
    describeLayers(layers, (own) =>
      own === 'float32' ? own : `${own.bits}-bit ${own.scheme} per ${own.granularity}`,
    ),
};
